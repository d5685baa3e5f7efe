package dev.parley.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Requests that no browser would make, and answers down to the last byte. Thread-safe.
///
/// @param client sends them
/// @param address of the node
record Http(HttpClient client, String address) {
  private static final Pattern GIVEN =
      Pattern.compile("(?<name>[^=]+)=(?<value>[0-9a-f]+);(?<more>.*)");
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([0-9a-f]+)\"");

  /// The cookie of somebody who is signed in.
  ///
  /// @param name its name
  /// @param value its value
  /// @param attributes what the node said about it
  record Session(String name, String value, String attributes) {
    String[] header() {
      return new String[] {"Cookie", name + "=" + value};
    }
  }

  static Http at(String address) {
    return new Http(HttpClient.newHttpClient(), address);
  }

  /// Uses a link up.
  Session signIn(String link) {
    HttpResponse<byte[]> answer = post(link, "");
    String cookie =
        answer
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow(() -> new AssertionError("not signed in: " + answer.statusCode()));
    Matcher given = GIVEN.matcher(cookie);
    if (!given.matches()) {
      throw new AssertionError("no cookie: " + cookie);
    }
    return new Session(given.group("name"), given.group("value"), given.group("more"));
  }

  /// What the forms of a page carry.
  String token(Session session) {
    Matcher token = TOKEN.matcher(text(get("/console", session.header())));
    if (!token.find()) {
      throw new AssertionError("no form");
    }
    return token.group(1);
  }

  HttpResponse<byte[]> get(String path, String... headers) {
    return sent(to(path), BodyHandlers.ofByteArray(), headers);
  }

  /// The status of a GET, whose answer may have no end.
  int status(String path, String... headers) {
    HttpResponse<InputStream> answer = sent(to(path), BodyHandlers.ofInputStream(), headers);
    try (InputStream body = answer.body()) {
      return body == null ? 0 : answer.statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(address + path));
  }

  HttpResponse<byte[]> post(String path, String form, String... headers) {
    return sent(
        to(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)),
        BodyHandlers.ofByteArray(),
        headers);
  }

  private <T> HttpResponse<T> sent(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> body, String... headers) {
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.timeout(Chromium.PATIENCE).build(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}

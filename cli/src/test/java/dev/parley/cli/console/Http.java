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
public record Http(HttpClient client, String address) {
  private static final Pattern GIVEN =
      Pattern.compile("(?<name>[^=]+)=(?<value>[0-9a-f]+);(?<more>.*)");
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([0-9a-f]+)\"");

  /// The cookie of somebody who is signed in.
  ///
  /// @param name its name
  /// @param value its value
  /// @param attributes what the node said about it
  public record Session(String name, String value, String attributes) {
    /// As a request carries it.
    ///
    /// @return the header's name and value
    public String[] header() {
      return new String[] {"Cookie", name + "=" + value};
    }
  }

  /// Sends to a node.
  ///
  /// @param address of the node
  /// @return what sends
  public static Http at(String address) {
    return new Http(HttpClient.newHttpClient(), address);
  }

  /// Uses a link up.
  ///
  /// @param link its path
  /// @return who is signed in by it
  public Session signIn(String link) {
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
  ///
  /// @param session who is signed in
  /// @return the token
  public String token(Session session) {
    Matcher token = TOKEN.matcher(text(get("/console", session.header())));
    if (!token.find()) {
      throw new AssertionError("no form");
    }
    return token.group(1);
  }

  /// A GET.
  ///
  /// @param path what
  /// @param headers names and values in turn
  /// @return the answer
  public HttpResponse<byte[]> get(String path, String... headers) {
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

  /// A POST of a form.
  ///
  /// @param path where to
  /// @param form as browsers write it
  /// @param headers names and values in turn
  /// @return the answer
  public HttpResponse<byte[]> post(String path, String form, String... headers) {
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

  /// What an answer says.
  ///
  /// @param answer the answer
  /// @return its body
  public static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}

package dev.parley.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Somebody who is signed in at a console and fills in its forms, without a browser.
final class AtConsole {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI node;
  private String cookie = "";

  private AtConsole(URI node) {
    this.node = node;
  }

  static AtConsole signedIn(URI node, String link) {
    AtConsole at = new AtConsole(node);
    at.cookie =
        at.send(at.to(link).POST(HttpRequest.BodyPublishers.noBody()))
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow()
            .replaceFirst(";.*", "");
    return at;
  }

  private HttpRequest.Builder to(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path));
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }

  HttpResponse<String> get(String path) {
    return send(to(path).GET());
  }

  /// The links on a page that begin so.
  List<String> links(String path, String begin) {
    return Pattern.compile("href=\"(" + Pattern.quote(begin) + "[^\"]*)\"")
        .matcher(get(path).body())
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /// The value of a field that a page has filled in.
  static String value(String page, String field) {
    return Pattern.compile("name=\"" + field + "\" value=\"([^\"]*)\"")
        .matcher(page)
        .results()
        .map((MatchResult found) -> found.group(1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + field + " in " + page));
  }

  /// Sends a form as the page would.
  HttpResponse<String> post(String path, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("token", value(get("/console").body(), "token"));
    return sent(path, all);
  }

  /// The same without a field that the page has in it.
  HttpResponse<String> postWithout(String field, String path, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.remove(field);
    return sent(path, all);
  }

  private HttpResponse<String> sent(String path, Map<String, String> fields) {
    String form =
        fields.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        to(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

package dev.parley.cli;

import dev.parley.cli.console.Http;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Somebody who is signed in at a console and fills in its forms, without a browser.
///
/// @param http sends what is asked for
/// @param session the cookie of who is signed in
record AtConsole(Http http, Http.Session session) {

  static AtConsole signedIn(URI node, String link) {
    Http http = Http.at(node.toString());
    return new AtConsole(http, http.signIn(link));
  }

  /// What a page has in it.
  String page(String path) {
    return Http.text(http.get(path, session.header()));
  }

  /// The links on a page that begin so.
  List<String> links(String path, String begin) {
    return Pattern.compile("href=\"(" + Pattern.quote(begin) + "[^\"]*)\"")
        .matcher(page(path))
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
  HttpResponse<byte[]> post(String path, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("token", http.token(session));
    return sent(path, all);
  }

  /// The same without a field that the page has in it.
  HttpResponse<byte[]> postWithout(String field, String path, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.remove(field);
    return sent(path, all);
  }

  private HttpResponse<byte[]> sent(String path, Map<String, String> fields) {
    String form =
        fields.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return http.post(path, form, session.header());
  }
}

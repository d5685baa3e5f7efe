package dev.parley.bench.pages;

import dev.parley.bench.pages.VisitedPage.Landmarks;
import dev.parley.console.signin.LinkDesk;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.server.auth.OperatorToken;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Somebody who is signed in at a node's console. For one thread.
final class Onlooker implements AutoCloseable {
  private static final Pattern SESSION =
      Pattern.compile("href=\"/console/sessions/([0-9a-f-]{36})");
  private static final Pattern AGENT = Pattern.compile("href=\"/console/agents/([^\"?]+)\"");
  private static final Pattern OLDER = Pattern.compile("href=\"([^\"]*[?&]before=[^\"]*)\"");
  private static final int PAGES_FURTHER = 40;

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI node;
  private final String cookie;

  private Onlooker(URI node, Path data, JsonObject who) throws IOException, InterruptedException {
    this.node = node;
    String token = Files.readString(data.resolve(OperatorToken.FILE)).strip();
    HttpResponse<byte[]> made =
        client.send(
            HttpRequest.newBuilder(node.resolve(LinkDesk.PATH))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(who.toString()))
                .build(),
            BodyHandlers.ofByteArray());
    String link = json(made).string("url").orElseThrow();
    HttpResponse<Void> signedIn =
        client.send(
            HttpRequest.newBuilder(node.resolve(URI.create(link).getPath()))
                .POST(BodyPublishers.noBody())
                .build(),
            BodyHandlers.discarding());
    this.cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
  }

  private static JsonObject json(HttpResponse<byte[]> answer) throws IOException {
    if (answer.statusCode() == 201
        && StrictJson.read(answer.body(), JsonLimits.MESSAGE)
            instanceof Parsed.Value(JsonObject json, _)) {
      return json;
    }
    throw new IOException("no link: " + answer.statusCode());
  }

  static Onlooker operator(URI node, Path data) throws IOException, InterruptedException {
    return new Onlooker(
        node, data, JsonObject.EMPTY.with("name", "Bench").with("role", "operator"));
  }

  /// Somebody who sees only what the organisation of an agent takes part in.
  static Onlooker viewer(URI node, Path data, String agent)
      throws IOException, InterruptedException {
    String domain = URLDecoder.decode(agent, StandardCharsets.UTF_8).replaceFirst("/.*", "");
    return new Onlooker(
        node,
        data,
        JsonObject.EMPTY.with("name", "Bench").with("role", "viewer").with("organisation", domain));
  }

  /// A page.
  ///
  /// @throws IOException when it is not there
  String page(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(node.resolve(path)).header("Cookie", cookie).build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " is answered with " + answer.statusCode());
    }
    return answer.body();
  }

  /// A page's stream, line by line, which ends when it is closed.
  Stream<String> follow(String path) throws IOException, InterruptedException {
    HttpResponse<Stream<String>> answer =
        client.send(
            HttpRequest.newBuilder(node.resolve(path)).header("Cookie", cookie).build(),
            BodyHandlers.ofLines());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " is answered with " + answer.statusCode());
    }
    return answer.body();
  }

  /// Looks around in the lists, some pages deep: how deep makes no difference to a cursor.
  Landmarks landmarks() throws IOException, InterruptedException {
    String list = page("/console/sessions");
    String newest = all(SESSION, list).getFirst();
    String last = newest;
    String path = "/console/sessions";
    for (int i = 0; i < PAGES_FURTHER; i++) {
      String shown = page(path);
      last = all(SESSION, shown).getLast();
      List<String> next = all(OLDER, shown);
      if (next.isEmpty()) {
        break;
      }
      path = next.getFirst().replace("&amp;", "&");
    }
    String agent =
        all(AGENT, page("/console/sessions/" + newest)).stream()
            .filter(name -> !name.contains("node.localhost"))
            .findFirst()
            .orElseThrow();
    return new Landmarks(newest, last, agent);
  }

  private static List<String> all(Pattern what, String page) {
    return what.matcher(page).results().map((MatchResult found) -> found.group(1)).toList();
  }

  @Override
  public void close() {
    client.close();
  }
}

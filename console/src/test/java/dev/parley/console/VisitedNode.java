package dev.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.console.people.Person;
import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.UnaryOperator;

/// A node with pages, and people who look at them.
public final class VisitedNode implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Console console = new Console();
  private final Node node;
  private final HttpClient http = HttpClient.newHttpClient();

  /// Starts a node on a port of its own.
  public VisitedNode() {
    this(usual -> usual);
  }

  /// Starts one that is set up otherwise.
  ///
  /// @param change makes its configuration of the usual one
  public VisitedNode(UnaryOperator<NodeConfiguration> change) {
    node = Node.start(change.apply(NodeConfiguration.development().onPort(0)), console);
  }

  /// Registers an agent.
  ///
  /// @param uri its URI
  /// @param name what it calls itself
  /// @param capabilities what it offers
  /// @return its card
  public AgentCard registered(String uri, String name, String... capabilities) {
    AgentKeys keys = AgentKeys.generate(RANDOM);
    return put(
        AgentCard.sign(fields(uri, name, keys, capabilities).with("cardVersion", 1), keys.signer())
            .orThrow());
  }

  /// Registers an agent, and then its next card with other keys.
  ///
  /// @param uri its URI
  /// @return the second card
  public AgentCard renewed(String uri) {
    AgentKeys first = AgentKeys.generate(RANDOM);
    AgentCard card =
        put(
            AgentCard.sign(fields(uri, "One", first).with("cardVersion", 1), first.signer())
                .orThrow());
    AgentKeys second = AgentKeys.generate(RANDOM);
    return put(
        AgentCard.sign(
                fields(uri, "One", second)
                    .with("cardVersion", 2)
                    .with("previousCardHash", card.hash().text()),
                first.signer())
            .orThrow());
  }

  /// Where the node keeps everything.
  ///
  /// @return its data directory
  public Path directory() {
    return node.dataDirectory();
  }

  private static JsonObject fields(
      String uri, String name, AgentKeys keys, String... capabilities) {
    return JsonObject.builder()
        .put("agentId", uri)
        .put("orgId", "org_" + new AgentUri(uri).domain().replace('.', '_'))
        .put("name", name)
        .put("capabilities", JsonArray.ofStrings(List.of(capabilities)))
        .put("signingPublicKey", keys.signer().publicKey().jwk())
        .put("dpopPublicKey", keys.proofSigner().publicKey().jwk())
        .build();
  }

  private AgentCard put(AgentCard card) {
    String path =
        "/v1/asp/agents/" + URLEncoder.encode(card.agentId().text(), StandardCharsets.UTF_8);
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(at(path))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(CanonicalJson.bytes(card.json()))));
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    return card;
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + node.port() + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Signs somebody in.
  ///
  /// @param person who
  /// @return the browser
  public Browser as(Person person) {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(at(console.link(person).orElseThrow()))
                .POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(303);
    String given = answer.headers().firstValue("Set-Cookie").orElseThrow();
    String cookie = given.substring(0, given.indexOf(';'));
    return path -> send(HttpRequest.newBuilder(at(path)).header("Cookie", cookie));
  }

  /// What somebody who is signed in looks with.
  @FunctionalInterface
  public interface Browser {
    /// Fetches.
    ///
    /// @param path the path with its query
    /// @return the answer
    HttpResponse<String> fetch(String path);

    /// Reads a page.
    ///
    /// @param path the path with its query
    /// @return the page
    default String page(String path) {
      HttpResponse<String> answer = fetch(path);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.body();
    }
  }

  @Override
  public void close() {
    http.close();
    node.close();
  }
}

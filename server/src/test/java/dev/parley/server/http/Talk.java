package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.chain.CanonicalEnvelope;
import dev.parley.core.chain.Draft;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import dev.parley.server.Node;
import dev.parley.server.rehearsal.ScriptedAgent;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// A session of two callers over the wire, signed on the head as the node last answered.
final class Talk {
  final Caller alpha;
  final Caller beta;
  private final Node node;
  private final SessionId id;
  private final Map<Caller, Long> said = new HashMap<>();
  private final Map<Caller, Double> scores = new HashMap<>();
  private Hash head = Hash.ZERO;
  private String format = "application/asp+json";

  Talk(Node node, Caller alpha, Caller beta) {
    this.node = node;
    this.alpha = alpha;
    this.beta = beta;
    this.id = new SessionId(ScriptedAgent.freshId(node.clock().now()));
  }

  /// One in which MessagePack is spoken.
  Talk inMessagePack() {
    format = "application/asp+msgpack";
    return this;
  }

  SessionId id() {
    return id;
  }

  String path(String below) {
    return "/v1/asp/sessions/" + id + below;
  }

  JsonObject signed(Caller by, Performative performative, JsonObject body) {
    return by.agent().sign(draft(by, performative, body));
  }

  /// The next message of a caller, not yet signed.
  Draft draft(Caller by, Performative performative, JsonObject body) {
    double score =
        scores.computeIfAbsent(
            by,
            c -> {
              HttpResponse<String> card =
                  Caller.exchange(c.request("GET", c.path("/card"), null).build());
              return ((JsonNumber)
                      java.util.Objects.requireNonNull(Json.object(card).get("trustScore")))
                  .value();
            });
    return by.agent()
        .draft(id, said.getOrDefault(by, 0L), head, score, node.clock().now(), performative, body);
  }

  /// A message with its hash and signature made anew after something in it was changed.
  static JsonObject sealed(Caller by, JsonObject envelope) {
    JsonObject integrity = envelope.object("integrity").orElseThrow();
    Hash hash = CanonicalEnvelope.of(envelope).hash();
    byte[] signature = by.agent().keys().signer().sign(SigningPurpose.MESSAGE.input(hash));
    return envelope.with(
        "integrity",
        integrity
            .with("hash", hash.text())
            .with("signature", SignatureText.ofRaw(signature).text()));
  }

  HttpResponse<String> post(Caller by, JsonObject envelope) {
    return by.call("POST", path("/messages"), envelope);
  }

  /// Where the session stands.
  record Place(String head, long lastSequence, String state, int messages) {}

  Place place() {
    JsonObject view = Json.object(beta.get(path("")));
    return new Place(
        view.string("head").orElseThrow(),
        view.integer("lastSequence").orElseThrow(),
        view.string("state").orElseThrow(),
        Json.object(beta.get(path("/messages?limit=200"))).array("messages").orElseThrow().size());
  }

  /// What comes next follows what the steward has said.
  Talk catchesUp() {
    head = Hash.parse(place().head()).orElseThrow();
    return this;
  }

  /// Expects a refusal that leaves no trace in the session.
  HttpResponse<String> refuses(ErrorCode code, Supplier<HttpResponse<String>> request) {
    Place before = place();
    HttpResponse<String> response = request.get();
    assertThat(Json.code(response)).as(response.body()).isEqualTo(code.wire());
    assertThat(response.statusCode()).isEqualTo(code.httpStatus());
    assertThat(place()).isEqualTo(before);
    return response;
  }

  JsonObject invitation() {
    JsonObject terms =
        JsonObject.builder()
            .put("node", node.steward().text())
            .put("format", format)
            .put(
                "invitees",
                JsonArray.of(List.of(JsonObject.EMPTY.with("agentId", beta.agent().uri().text()))))
            .build();
    return JsonObject.builder()
        .put("proposalId", "p-invite")
        .put("type", "session-invitation")
        .put("subject", "GPU hours")
        .put("terms", terms)
        .build();
  }

  HttpResponse<String> open() {
    return sent(
        alpha,
        alpha.call("POST", "/v1/asp/sessions", signed(alpha, Performative.PROPOSE, invitation())));
  }

  HttpResponse<String> say(Caller by, Performative performative, JsonObject body) {
    return sent(by, by.call("POST", path("/messages"), signed(by, performative, body)));
  }

  static JsonObject question(String query) {
    return JsonObject.builder()
        .put("queryId", query)
        .put("queryType", "status")
        .put("subject", "how far")
        .build();
  }

  HttpResponse<String> sent(Caller by, HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    said.merge(by, 1L, Long::sum);
    head =
        Json.object(response)
            .object("envelope")
            .flatMap(e -> e.object("integrity"))
            .flatMap(i -> i.string("hash"))
            .flatMap(Hash::parse)
            .orElseThrow();
    return response;
  }

  /// The next message follows one that was accepted by another way.
  void accepted(Caller by, Hash hash) {
    said.merge(by, 1L, Long::sum);
    head = hash;
  }

  HttpResponse<String> identify(Caller by) {
    return say(
        by,
        Performative.INFORM,
        JsonObject.builder()
            .put("informType", "identity")
            .put(
                "data",
                JsonObject.EMPTY
                    .with("cardHash", by.agent().card().hash().text())
                    .with("cardVersion", by.agent().card().version()))
            .build());
  }

  /// Up to INTRODUCED: four messages.
  Talk introduce() {
    open();
    say(beta, Performative.ACCEPT, JsonObject.EMPTY.with("proposalId", "p-invite"));
    identify(alpha);
    identify(beta);
    return this;
  }

  HttpResponse<String> ask(Caller by, String query) {
    return say(by, Performative.QUERY, question(query));
  }
}

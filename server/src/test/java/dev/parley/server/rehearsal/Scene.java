package dev.parley.server.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.chain.Draft;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.sessions.Delivered;
import dev.parley.server.sessions.Outcome;
import dev.parley.server.sessions.Submission;
import dev.parley.server.store.Content;
import dev.parley.server.time.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One session of two scripted agents on a node: what is said is signed on the head as it is,
/// unless a test says otherwise.
public final class Scene {
  private final VirtualClock clock;
  private NodeParts node;
  private final SessionId id;

  /// Alpha opens, Beta is invited.
  public final ScriptedAgent alpha;

  /// Beta is invited.
  public final ScriptedAgent beta;

  /// A session to come between two registered agents.
  ///
  /// @param node the node
  /// @param clock the node's clock
  /// @param alpha opens the session
  /// @param beta is invited
  public Scene(NodeParts node, VirtualClock clock, ScriptedAgent alpha, ScriptedAgent beta) {
    this.node = node;
    this.clock = clock;
    this.alpha = alpha;
    this.beta = beta;
    this.id = new SessionId(ScriptedAgent.freshId(clock.now()));
  }

  /// Registers the pair of the published walkthrough and sets a scene for it.
  ///
  /// @param node the node
  /// @param clock the node's clock
  /// @return never null
  public static Scene of(NodeParts node, VirtualClock clock) {
    ScriptedAgent alpha = new ScriptedAgent("agent://acme.example/procurement/alpha", "org_acme");
    ScriptedAgent beta =
        new ScriptedAgent("agent://cloudprime.example/gpu/beta", "org_cloudprime", "gpu");
    node.register(alpha);
    node.register(beta);
    return new Scene(node, clock, alpha, beta);
  }

  /// Goes on with the node after a restart.
  ///
  /// @param restarted the node as it runs now
  public void on(NodeParts restarted) {
    node = restarted;
  }

  /// The session's id.
  ///
  /// @return never null
  public SessionId id() {
    return id;
  }

  /// The terms of an invitation of Beta, with more members.
  ///
  /// @param extra more members
  /// @return the object
  public JsonObject terms(JsonObject extra) {
    JsonObject terms =
        JsonObject.builder()
            .put("node", node.registry().stewardCard().agentId().text())
            .put(
                "invitees",
                JsonArray.of(List.of(JsonObject.EMPTY.with("agentId", beta.uri().text()))))
            .build();
    for (String name : extra.names()) {
      terms = terms.with(name, Objects.requireNonNull(extra.get(name)));
    }
    return terms;
  }

  /// The body of an invitation.
  ///
  /// @param terms the terms
  /// @return the object
  public static JsonObject invitation(JsonObject terms) {
    return JsonObject.builder()
        .put("proposalId", "p-invite")
        .put("type", "session-invitation")
        .put("subject", "GPU hours")
        .put("terms", terms)
        .build();
  }

  /// The invitation, not yet signed.
  ///
  /// @param extraTerms more members of the terms
  /// @return the message, not yet signed
  public Draft invite(JsonObject extraTerms) {
    return alpha.draft(
        id,
        0,
        Hash.ZERO,
        node.registry().score(alpha.uri()),
        clock.now(),
        Performative.PROPOSE,
        invitation(terms(extraTerms)));
  }

  /// Sends an invitation.
  ///
  /// @param draft the message
  /// @return what became of it
  public Outcome open(Draft draft) {
    return node.sessions().open(alpha.uri(), submission(alpha.sign(draft)));
  }

  /// What somebody says next, on the head as it is.
  ///
  /// @param agent the agent
  /// @param performative what kind of message
  /// @param body what it says
  /// @return the message, not yet signed
  public Draft next(ScriptedAgent agent, Performative performative, JsonObject body) {
    Talk talk = state().said().orElseThrow();
    Optional<Participant> seat = talk.participant(agent.uri());
    double score =
        seat.filter(p -> p.card().isPresent())
            .map(Participant::trustScore)
            .orElseGet(() -> node.registry().score(agent.uri()));
    return agent.draft(
        id,
        seat.map(Participant::nextSequence).orElse(0L),
        talk.head().hash(),
        score,
        clock.now(),
        performative,
        body);
  }

  /// Sends a message as it is.
  ///
  /// @param agent the agent
  /// @param envelope the signed message
  /// @return what became of it
  public Outcome send(ScriptedAgent agent, JsonObject envelope) {
    return node.sessions().append(agent.uri(), id, submission(envelope));
  }

  /// Says something.
  ///
  /// @param agent the agent
  /// @param performative what kind of message
  /// @param body what it says
  /// @return what became of it
  public Outcome say(ScriptedAgent agent, Performative performative, JsonObject body) {
    return send(agent, agent.sign(next(agent, performative, body)));
  }

  /// Says something that is accepted.
  ///
  /// @param agent the agent
  /// @param performative what kind of message
  /// @param body what it says
  /// @return the accepted message
  public Delivered said(ScriptedAgent agent, Performative performative, JsonObject body) {
    return accepted(say(agent, performative, body));
  }

  /// Shows a card.
  ///
  /// @param agent the agent
  /// @return the accepted message
  public Delivered identify(ScriptedAgent agent) {
    return said(
        agent,
        Performative.INFORM,
        JsonObject.builder()
            .put("informType", "identity")
            .put(
                "data",
                JsonObject.EMPTY
                    .with("cardHash", agent.card().hash().text())
                    .with("cardVersion", agent.card().version()))
            .build());
  }

  /// Up to CONVERSING.
  ///
  /// @param extraTerms more members of the terms
  public void introduce(JsonObject extraTerms) {
    accepted(open(invite(extraTerms)));
    said(beta, Performative.ACCEPT, JsonObject.EMPTY.with("proposalId", "p-invite"));
    identify(alpha);
    identify(beta);
    said(
        alpha,
        Performative.QUERY,
        JsonObject.builder()
            .put("queryId", "q-1")
            .put("queryType", "capability")
            .put("subject", "which GPUs")
            .build());
  }

  /// A proposal's body.
  ///
  /// @param id its id
  /// @param price the price
  /// @return the object
  public static JsonObject proposal(String id, long price) {
    return JsonObject.builder()
        .put("proposalId", id)
        .put("type", "service-agreement")
        .put("subject", "500 GPU hours")
        .put("terms", JsonObject.EMPTY.with("price", price))
        .build();
  }

  /// The body of a COMMIT by which Beta owes one delivery.
  ///
  /// @param id its id
  /// @param deadline how long from now
  /// @return the object
  public JsonObject commitment(String id, Duration deadline) {
    String due = Timestamp.format(clock.now().plus(deadline));
    JsonObject obligation =
        JsonObject.builder()
            .put("party", beta.uri().text())
            .put("action", "deliver 500 GPU hours")
            .put("deadline", due)
            .put("verificationMethod", "usage report")
            .build();
    return JsonObject.builder()
        .put("commitmentId", id)
        .put("deadline", due)
        .put("terms", JsonObject.EMPTY.with("obligations", JsonArray.of(List.of(obligation))))
        .build();
  }

  /// The session's state as Alpha sees it.
  ///
  /// @return never null
  public SessionState state() {
    return node.sessions().view(alpha.uri(), id).orElseThrow().state();
  }

  /// All messages.
  ///
  /// @return never null
  public List<Delivered> messages() {
    return node.sessions().reader(alpha.uri(), id).orElseThrow().messages(0, 1000);
  }

  /// The last message's body.
  ///
  /// @return the object
  public JsonObject lastBody() {
    JsonObject envelope = json(messages().getLast().envelope());
    return envelope.object("content").flatMap(c -> c.object("body")).orElseThrow();
  }

  /// What was sent.
  ///
  /// @param envelope the signed message
  /// @return never null
  public static Submission submission(JsonObject envelope) {
    return new Submission(envelope, Content.of(CanonicalJson.bytes(envelope)));
  }

  /// Reads stored JSON.
  ///
  /// @param content the bytes
  /// @return the object
  public static JsonObject json(Content content) {
    assertThat(StrictJson.read(content.bytes(), JsonLimits.MESSAGE))
        .isInstanceOf(Parsed.Value.class);
    return (JsonObject)
        ((Parsed.Value) StrictJson.read(content.bytes(), JsonLimits.MESSAGE)).value();
  }

  /// Expects that it was accepted.
  ///
  /// @param outcome what became of it
  /// @return the accepted message
  public static Delivered accepted(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    return ((Outcome.Accepted) outcome).delivered();
  }

  /// Expects a refusal with a code.
  ///
  /// @param outcome what became of it
  /// @param code the expected code
  /// @return the refusal
  public static Refusal refused(Outcome outcome, ErrorCode code) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    Refusal refusal = ((Outcome.Refused) outcome).refusal();
    assertThat(refusal.code()).as(refusal.message()).isEqualTo(code);
    return refusal;
  }
}

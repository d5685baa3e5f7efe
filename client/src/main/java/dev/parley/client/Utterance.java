package dev.parley.client;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Performative;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is to be said, before it has a place in a session: [Say] makes them, [Session#send] says
/// them. Immutable.
///
/// @param performative the speech act
/// @param body what it says
/// @param recipient who is expected to act, if anybody in particular; everybody sees it either way
/// @param constraints what it asks of answers; empty for nothing
/// @param context what it carries along, see [#carrying]
public record Utterance(
    Performative performative,
    JsonObject body,
    Optional<AgentUri> recipient,
    JsonObject constraints,
    JsonArray context) {

  /// What is to be said, carrying nothing along.
  ///
  /// @param performative the speech act
  /// @param body what it says
  /// @param recipient who is expected to act, if anybody in particular
  /// @param constraints what it asks of answers; empty for nothing
  public Utterance(
      Performative performative,
      JsonObject body,
      Optional<AgentUri> recipient,
      JsonObject constraints) {
    this(performative, body, recipient, constraints, JsonArray.EMPTY);
  }

  static Utterance of(Performative performative, JsonObject body) {
    return new Utterance(performative, body, Optional.empty(), JsonObject.EMPTY);
  }

  /// The id that others answer to, for a PROPOSE, COUNTER, COMMIT, QUERY, DELEGATE, ESCALATE and a
  /// claim of fulfilment.
  ///
  /// @return the id, nothing for other acts
  public Optional<String> id() {
    return switch (performative) {
      case PROPOSE, COUNTER -> body.string("proposalId");
      case COMMIT -> body.string("commitmentId");
      case QUERY -> body.string("queryId");
      case DELEGATE -> body.string("delegationId");
      case ESCALATE -> body.string("escalationId");
      case INFORM -> body.string("fulfillmentId");
      case ACCEPT, REJECT, CLARIFY, WITHDRAW, OBSERVE, CLOSE -> Optional.empty();
    };
  }

  /// Says who is expected to act.
  ///
  /// @param agent an agent, or a role
  /// @return a new utterance
  public Utterance to(AgentUri agent) {
    return new Utterance(performative, body, Optional.of(agent), constraints, context);
  }

  /// Asks for an answer in time; needs a recipient.
  ///
  /// @param most how long the answer may take, at least what the invitation says
  /// @return a new utterance
  public Utterance answerWithin(Duration most) {
    return asking("maxResponseTimeMs", JsonNumber.of(most.toMillis()));
  }

  /// Limits what may answer; declining, asking back and ending stay allowed.
  ///
  /// @param allowed the performatives
  /// @return a new utterance
  public Utterance answeredBy(Performative... allowed) {
    return asking(
        "allowedPerformatives",
        JsonArray.ofStrings(Stream.of(allowed).map(Performative::name).toList()));
  }

  /// Puts any other member of the body.
  ///
  /// @param member its name
  /// @param value its value
  /// @return a new utterance
  public Utterance with(String member, JsonValue value) {
    return new Utterance(performative, body.with(member, value), recipient, constraints, context);
  }

  /// Puts any other member of the body.
  ///
  /// @param member its name
  /// @param text its value
  /// @return a new utterance
  public Utterance with(String member, String text) {
    return new Utterance(performative, body.with(member, text), recipient, constraints, context);
  }

  /// Carries something along that no rule depends on: an MCP tool, an A2A task, a schema.
  ///
  /// @param type what kind of thing, such as `mcp-tool`
  /// @param ref where or what it is
  /// @param more further members
  /// @return a new utterance
  public Utterance carrying(String type, String ref, JsonObject more) {
    List<JsonValue> all = new ArrayList<>(context.values());
    all.add(more.with("type", type).with("ref", ref));
    return new Utterance(performative, body, recipient, constraints, JsonArray.of(all));
  }

  private Utterance asking(String constraint, JsonValue value) {
    return new Utterance(
        performative, body, recipient, constraints.with(constraint, value), context);
  }
}

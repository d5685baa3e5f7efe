package dev.parley.mcp;

import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Message;
import dev.parley.core.message.Performative;
import dev.parley.core.session.Bodies;
import dev.parley.core.session.Matter;
import java.util.List;
import java.util.Optional;

/// How a model asks those who may decide for it.
///
/// @param desk the agent
/// @param speech says things
record PeopleTools(Desk desk, Speech speech) {
  List<AspTool<?>> tools() {
    return List.of(escalate(), sendApproved());
  }

  private record Escalating(Place place, String reason, Optional<Long> about) {}

  private AspTool<?> escalate() {
    return new AspTool<>(
        "asp_escalate",
        "Ask an authority",
        "Suspends the session until a person or an authority has decided (ESCALATE), about something"
            + " that the other side put up or in general. Use it when you are unsure whether your"
            + " principal would want this. A refusal counts as declining what you asked about.",
        AspTool.Effect.SAYS,
        Place.fields()
            .required("reason", Schema.text("Why; people read it."))
            .optional(
                "about", Schema.whole("The position of what you ask about.", 0, Integer.MAX_VALUE))
            .closed(""),
        TalkTools.result(),
        in -> new Escalating(Place.read(in), in.text("reason"), TalkTools.position(in, "about")),
        (e, host) ->
            e.place()
                .in(
                    desk.sessions(),
                    session ->
                        e.about()
                            .map(
                                at ->
                                    Place.about(
                                        session,
                                        at,
                                        m ->
                                            speech.say(session, Say.escalate(e.reason(), m), host)))
                            .orElseGet(() -> speech.say(session, Say.escalate(e.reason()), host))));
  }

  private record Approved(Place place, long escalation) {}

  private AspTool<?> sendApproved() {
    return new AspTool<>(
        "asp_send_approved",
        "Send what was approved",
        "Says exactly the message that was beyond the limits and that an authority has approved"
            + " since; nothing in it can be changed. Give the escalation's position, as the declined"
            + " call told it.",
        AspTool.Effect.BINDS,
        Place.fields()
            .required(
                "escalation", Schema.whole("The position of the ESCALATE.", 0, Integer.MAX_VALUE))
            .closed(""),
        TalkTools.result(),
        in -> new Approved(Place.read(in), in.count("escalation")),
        (a, host) ->
            a.place()
                .in(
                    desk.sessions(),
                    session ->
                        Place.about(session, a.escalation(), m -> approved(session, m, host))));
  }

  private ToolAnswer approved(Session session, Received asked, Host host) {
    if (!(asked.message() instanceof Escalate(String id, _, _, _, _, var question))
        || !(question instanceof Escalate.Question.AboutOwnMessage(Hash hash))
        || !asked.sender().equals(desk.agent().id())) {
      return ToolAnswer.declined(
          ErrorCode.INVALID_REFERENCE,
          "at position " + asked.position() + " you did not ask about a message of your own");
    }
    if (!(session.state().said().orElseThrow().matters().get(id)
        instanceof Matter.Escalation escalation)) {
      return ToolAnswer.declined(ErrorCode.INVALID_REFERENCE, "there is no such escalation");
    }
    return switch (escalation.answer()) {
      case WAITING ->
          ToolAnswer.declined(
              ErrorCode.ESCALATION_REQUIRED.wire(),
              "Nobody has decided yet.",
              "Call asp_wait; it tells when somebody has.");
      case REFUSED, EXPIRED ->
          ToolAnswer.declined(
              ErrorCode.POLICY_VIOLATION.wire(),
              "It was not approved, so exactly this may not be said.",
              "Offer something else, or decline.");
      case APPROVED ->
          planned(session, id, hash)
              .map(plan -> speech.say(session, plan, host))
              .orElseGet(
                  () ->
                      ToolAnswer.declined(
                          ErrorCode.HASH_MISMATCH, "what was approved is not known here any more"));
    };
  }

  /// What was planned, from this process or from the node, where it was shown; its hash decides.
  private Optional<Utterance> planned(Session session, String id, Hash hash) {
    return speech
        .plan(session, id)
        .or(
            () ->
                desk.agent()
                    .escalations()
                    .show(session.id(), id)
                    .object("shown")
                    .flatMap(PeopleTools::utterance))
        .filter(plan -> Bodies.hash(plan.body()).equals(hash));
  }

  private static Optional<Utterance> utterance(JsonObject body) {
    for (Performative act : List.of(Performative.COMMIT, Performative.ACCEPT)) {
      if (Message.decode(act, body) instanceof Decoded.Valid<Message>) {
        return Optional.of(new Utterance(act, body, Optional.empty(), JsonObject.EMPTY));
      }
    }
    return Optional.empty();
  }
}

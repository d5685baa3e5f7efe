package dev.parley.mcp;

import dev.parley.client.Invite;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import dev.parley.core.message.TimerKey;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Talk;
import dev.parley.core.wire.Members;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a session begins.
///
/// @param desk the agent
/// @param speech says things
record MeetingTools(Desk desk, Speech speech) {
  private static final AgentUri NOBODY = new AgentUri("agent://localhost/nobody");
  private static final long DEFAULT_ANSWER_SECONDS = 300;
  private static final long DEFAULT_MINUTES = 60;
  private static final int MANY = 16;

  /// Models think longer than programs do; these are the waits that the terms ask for.
  private static final Duration AGREEING = Duration.ofMinutes(15);

  List<AspTool<?>> tools() {
    return List.of(open(), inbox(), answer());
  }

  private record Opening(AgentUri with, String subject, Duration answer, Duration length) {}

  private AspTool<?> open() {
    return new AspTool<>(
        "asp_open",
        "Open a session",
        "Invites an agent to a session: the place where you negotiate, commit, deliver and close."
            + " Binds nobody. Gives the sessionId; then asp_wait for the answer.",
        AspTool.Effect.SAYS,
        Schema.object()
            .required("with", Schema.agent("Whom to invite, from asp_discover."))
            .required("subject", Schema.text("What it is about; the other side reads it."))
            .optional(
                "answerWithinSeconds",
                Schema.whole("How long the invitation stands; 300 if not given.", 10, 86_400))
            .optional(
                "lastingMinutes",
                Schema.whole("How long the session may last; 60 if not given.", 1, 10_080))
            .closed(""),
        Situation.schema().open("The session."),
        in ->
            new Opening(
                in.agent("with", NOBODY),
                in.text("subject"),
                Duration.ofSeconds(
                    in.optionalCount("answerWithinSeconds").orElse(DEFAULT_ANSWER_SECONDS)),
                Duration.ofMinutes(in.optionalCount("lastingMinutes").orElse(DEFAULT_MINUTES))),
        (opening, _) -> {
          Invite invite =
              Invite.to(opening.with(), opening.subject())
                  .lasting(opening.length())
                  .timer(TimerKey.INVITATION, opening.answer())
                  .timer(TimerKey.IDENTITY, opening.answer())
                  .timer(TimerKey.AGREEING, AGREEING);
          Session session = desk.sessions().keep(desk.agent().open(invite));
          return ToolAnswer.done(
              "Invited " + opening.with() + ". Next: asp_wait with this sessionId.",
              speech.situation(session, session.history().getFirst()).build());
        });
  }

  private AspTool<?> inbox() {
    return new AspTool<>(
        "asp_inbox",
        "Invitations",
        "Lists the invitations that wait for your answer, and waits for one if there is none. Answer"
            + " with asp_answer.",
        AspTool.Effect.READS,
        Schema.object()
            .optional(
                "waitSeconds",
                Schema.whole("How long to wait; 0 if not given.", 0, Schema.LONGEST_WAIT))
            .closed(""),
        Schema.object()
            .required(
                "invitations",
                Schema.list(
                    "The eldest first.",
                    Situation.schema()
                        .required("invitation", MessageView.schema())
                        .open("An invitation.")))
            .closed(""),
        in -> Duration.ofSeconds(in.optionalCount("waitSeconds").orElse(0)),
        (wait, _) -> {
          List<JsonObject> waiting =
              desk.invitations().waiting(wait).stream().map(this::invitation).toList();
          return ToolAnswer.done(
              waiting.isEmpty()
                  ? "No invitation waits."
                  : waiting.size() + " wait for an answer: asp_answer.",
              JsonObject.of("invitations", JsonArray.of(waiting)));
        });
  }

  private JsonObject invitation(Session session) {
    Received first = session.history().getFirst();
    return speech
        .situation(session, first)
        .put("invitation", MessageView.of(first, desk.agent().id()))
        .build();
  }

  private enum Reply {
    YES,
    NO
  }

  private record Answering(SessionId session, Reply reply, String reason) {}

  private AspTool<?> answer() {
    return new AspTool<>(
        "asp_answer",
        "Answer an invitation",
        "Accepts an invitation (and shows your card, so that the talk can begin) or declines it."
            + " Joining binds your principal to nothing yet.",
        AspTool.Effect.SAYS,
        Place.sessionOnly()
            .required("accept", Schema.truth("true to join, false to decline."))
            .optional("reason", Schema.text("Why not; the other side reads it."))
            .closed(""),
        Situation.schema().open("The session."),
        MeetingTools::answering,
        (answering, _) -> answered(desk.sessions().take(answering.session()), answering));
  }

  private static Answering answering(Members in) {
    return new Answering(
        Place.session(in),
        in.truth("accept") ? Reply.YES : Reply.NO,
        in.optionalText("reason").orElse("not now"));
  }

  private ToolAnswer answered(Session session, Answering answering) {
    Optional<Received> asked = open(session);
    if (asked.isEmpty()) {
      return ToolAnswer.declined(
          ErrorCode.INVALID_REFERENCE, "no invitation in this session waits for your answer");
    }
    OpenSessions.news(session);
    return switch (answering.reply()) {
      case NO ->
          speech.said(
              session,
              session
                  .send(
                      Say.reject(asked.get(), ErrorCode.UNSPECIFIED, answering.reason()),
                      WhenOvertaken.repeat(MANY))
                  .orThrow());
      case YES -> {
        session.send(Say.accept(asked.get()), WhenOvertaken.repeat(MANY)).orThrow();
        yield speech.said(session, session.showCard());
      }
    };
  }

  /// The invitation, or the last COUNTER to it, if it is this agent's to answer.
  private Optional<Received> open(Session session) {
    Talk talk = session.state().said().orElseThrow();
    return new Situation(session.state(), desk.agent().id(), desk.now())
        .alive(talk).stream()
            .filter(p -> p.kind() == Matter.Proposal.Kind.INVITATION)
            .filter(p -> !p.origin().agent().equals(desk.agent().id()))
            .findFirst()
            .map(p -> session.history().get((int) p.origin().position()));
  }
}

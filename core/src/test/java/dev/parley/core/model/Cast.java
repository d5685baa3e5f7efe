package dev.parley.core.model;

import static dev.parley.core.message.Reference.Kind.COMMITMENT;
import static dev.parley.core.message.Reference.Kind.PROPOSAL;
import static dev.parley.core.message.Reference.Kind.TRANSITION;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.session.Act;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.Expiries;
import dev.parley.core.session.Matter;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import dev.parley.core.session.Step;
import dev.parley.core.session.Timer;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The people of the model with real keys, and what they say for each of its acts.
final class Cast {
  private static final Map<String, Speaker> SPEAKERS =
      Map.of(
          "A", Speaker.named("agent://acme.example/alpha"),
          "B", Speaker.named("agent://cloud.example/beta"),
          "C", Speaker.named("agent://audit.example/gamma"),
          "J", Speaker.named("agent://courts.example/judge"),
          "E", Speaker.named("agent://press.example/eye"),
          "N", Speaker.named("agent://node.example/node"));

  /// How long things take; two orders in which timers expire, since the machine knows one for each
  /// choice of lengths.
  ///
  /// @param timers the lengths of the session's timers
  /// @param first how long after its COMMIT what c1 promises is due
  /// @param second how long after its COMMIT what c2 promises is due
  record Pace(JsonObject timers, Duration first, Duration second) {
    /// Short answers, long promises.
    static final Pace PROMPT =
        new Pace(timers(60, 600, 900, 1200, 1_728_000), Duration.ofDays(3), Duration.ofDays(4));

    /// Long answers, and promises that are due before.
    static final Pace SLOW =
        new Pace(timers(1800, 1200, 900, 120, 1000), Duration.ofMinutes(25), Duration.ofDays(4));

    private static JsonObject timers(
        int agreeing, int vote, int silence, int escalation, int session) {
      return JsonObject.EMPTY
          .with("agreeing", JsonNumber.of(agreeing * 1000L))
          .with("vote", JsonNumber.of(vote * 1000L))
          .with("silence", JsonNumber.of(silence * 1000L))
          .with("escalation", JsonNumber.of(escalation * 1000L))
          .with("session", JsonNumber.of(session * 1000L));
    }
  }

  private Cast() {}

  /// Everybody's name in the model.
  static Map<AgentUri, String> names() {
    return SPEAKERS.entrySet().stream()
        .collect(Collectors.toMap(e -> e.getValue().uri(), Map.Entry::getKey));
  }

  static Speaker speaker(String letter) {
    return Optional.ofNullable(SPEAKERS.get(letter)).orElseThrow();
  }

  /// CONVERSING, with everybody there.
  static Conversation conversing(Pace pace) {
    JsonArray invitees =
        JsonArray.of(
            List.of(
                Words.invitee(speaker("B"), "counterparty"),
                Words.invitee(speaker("C"), "counterparty"),
                Words.invitee(speaker("E"), "observer")));
    JsonObject terms =
        JsonObject.EMPTY
            .with("node", speaker("N").uri().text())
            .with("authorities", JsonArray.ofStrings(List.of(speaker("J").uri().text())))
            .with("invitees", invitees)
            .with("timers", pace.timers());
    Conversation talk =
        Conversation.with(speaker("N"), ClockKind.REAL)
            .says(speaker("A"), Words.invitation(terms))
            .expectMoved(StateName.INVITED);
    for (String invitee : List.of("B", "C", "E")) {
      talk.says(speaker(invitee), Words.accept(PROPOSAL, "invitation"))
          .expectMoved(StateName.INVITED)
          .says(speaker(invitee), Words.identity(speaker(invitee)))
          .expectMoved(StateName.INVITED);
    }
    return talk.says(speaker("A"), Words.identity(speaker("A")))
        .expectMoved(StateName.INTRODUCED)
        .says(speaker("A"), Words.query("q"))
        .expectMoved(StateName.CONVERSING);
  }

  /// Says it. A second passes before, unless a timer would be due then; where the steward records
  /// the timer that expires first, it is its time. Who is asked to decide shows its card at once.
  static Step send(Conversation talk, Move move, Pace pace) {
    Optional<Timer> first = talk.state().timers().stream().findFirst();
    if (first.flatMap(Cast::expiry).filter(move::equals).isPresent()) {
      Duration left = Duration.between(talk.now(), first.get().due());
      talk.later(left.isNegative() ? Duration.ZERO : left);
    } else if (first.filter(t -> !t.due().isAfter(talk.now().plusSeconds(1))).isEmpty()) {
      talk.later(Duration.ofSeconds(1));
    }
    Conversation.Saying saying =
        talk.says(speaker(move.by()), words(talk.state(), talk.now(), move, pace));
    Step step =
        move.behind().equals(Move.NONE)
            ? saying.send()
            : saying.following(talk.talk().opening().invitation()).send();
    if (move.act() == Act.ESCALATE && step instanceof Step.Moved) {
      talk.says(speaker("J"), Words.identity(speaker("J"))).expectMoved(StateName.ESCALATED);
    }
    return step;
  }

  /// What is said for an act of the model.
  static Words words(SessionState state, Instant now, Move move, Pace pace) {
    String on = move.on();
    return switch (move.act()) {
      case COMMIT -> commit(on, now, pace);
      case ACCEPT_COMMITMENT -> Words.accept(COMMITMENT, on);
      case REJECT_COMMITMENT -> Words.reject(COMMITMENT, on);
      case WITHDRAW_COMMITMENT -> Words.withdraw(COMMITMENT, on);
      case CLOSE -> Words.close("completed");
      case ACCEPT_TRANSITION -> Words.accept(TRANSITION, vote(state));
      case REJECT_TRANSITION -> Words.reject(TRANSITION, vote(state));
      case ESCALATE ->
          on.equals(Move.NONE)
              ? Words.escalate(Situation.ESCALATION)
              : Words.escalate(Situation.ESCALATION).with("referenceId", on);
      case INFORM_RESOLUTION -> resolution(move.decision());
      case INFORM_RELEASE ->
          Words.release(World.CAST.commitment(on))
              .with("obligation", JsonNumber.of(World.CAST.index(on)));
      case INFORM_FATAL -> Words.error("unavailable").with("fatal", JsonBoolean.TRUE);
      case INFORM_EXPIRY -> expiry(state, now, move);
      default -> throw new IllegalArgumentException("not in the model: " + move);
    };
  }

  private static String vote(SessionState state) {
    return state.said().flatMap(Situation::openVote).map(Matter.Vote::id).orElse("any");
  }

  private static Words resolution(String decision) {
    return switch (decision) {
      case "APPROVE" -> resolution("resume", JsonBoolean.TRUE);
      case "REFUSE" -> resolution("resume", JsonBoolean.FALSE);
      case "END" -> resolution("close", JsonBoolean.FALSE);
      default -> resolution("fail", JsonBoolean.FALSE);
    };
  }

  private static Words resolution(String decision, JsonBoolean approve) {
    return Words.inform("escalation-resolution")
        .with(
            "data",
            JsonObject.EMPTY
                .with("escalationId", Situation.ESCALATION)
                .with("decision", decision)
                .with("approve", approve));
  }

  private static Optional<Move> expiry(Timer timer) {
    return Situation.expiry(timer, World.CAST);
  }

  private static Words expiry(SessionState state, Instant now, Move move) {
    Optional<JsonObject> due =
        state.timers().stream()
            .findFirst()
            .flatMap(Cast::expiry)
            .filter(e -> e.timer().equals(move.timer()) && e.on().equals(move.on()))
            .flatMap(_ -> Expiries.due(state, now));
    String name = move.timer().substring("T_".length()).toLowerCase(Locale.ROOT);
    return due.map(body -> Words.of(Performative.INFORM, body))
        .orElseGet(
            () -> Words.inform("timeout").with("data", JsonObject.EMPTY.with("timer", name)));
  }

  private static Words commit(String id, Instant now, Pace pace) {
    return id.equals("c1")
        ? Words.commit(
            id,
            now.plus(pace.first()).plusSeconds(60),
            owed("A", "B", now.plus(pace.first())),
            owed("A", "C", now.plus(pace.first()).plusSeconds(60)))
        : Words.commit(id, now.plus(pace.second()), owed("B", "C", now.plus(pace.second())));
  }

  private static JsonObject owed(String debtor, String creditor, Instant deadline) {
    return JsonObject.EMPTY
        .with("party", speaker(debtor).uri().text())
        .with("beneficiary", speaker(creditor).uri().text())
        .with("action", "deliver")
        .with("deadline", Timestamp.format(deadline))
        .with("verificationMethod", "by eye");
  }
}

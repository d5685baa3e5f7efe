package dev.parley.client;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The way of one message into a session: signed on what was read, repeated as it is when only the
/// transport failed, and signed anew only where the caller's policy says so.
final class Dispatch {
  /// How often an act that depends on nothing is tried.
  static final int MANY = 16;

  /// How often the same signed message waits for its turn or for the steward.
  private static final int MOST_WAITS = 20;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration STEWARD_WAIT = Duration.ofMillis(100);

  private final Following session;
  private final SessionWire wire;
  private final Session.Sending sending;
  private final Utterance utterance;
  private final WhenOvertaken policy;
  private Optional<Double> toldScore = Optional.empty();

  Dispatch(
      Following session,
      SessionWire wire,
      Session.Sending sending,
      Utterance utterance,
      WhenOvertaken policy) {
    this.session = session;
    this.wire = wire;
    this.sending = sending;
    this.utterance = utterance;
    this.policy = policy;
  }

  /// A message signed for one place.
  record Signed(MessageId messageId, long position, JsonObject envelope) {}

  SendResult run() {
    for (int attempts = 1; ; attempts++) {
      Optional<List<Received>> objection = session.objection(policy);
      if (objection.isPresent()) {
        return new SendResult.Overtaken(objection.get());
      }
      Optional<SendResult> result = say();
      if (result.isPresent()) {
        return result.get();
      }
      List<Received> meanwhile = session.unread();
      if (attempts >= most(policy) && !meanwhile.isEmpty()) {
        return new SendResult.Overtaken(meanwhile);
      }
    }
  }

  /// Tries once.
  ///
  /// @return nothing if it has to be signed anew
  private Optional<SendResult> say() {
    Instant now = sending.now();
    MessageId messageId = new MessageId(FreshIds.uuid7(now));
    Optional<AgentCard> used = session.cardInUse();
    double score =
        used.isPresent() ? 0 : toldScore.isPresent() ? toldScore.get() : sending.trustScore();
    AgentCard card = used.isPresent() ? used.get() : sending.card();
    Following.Spot spot = session.begin(messageId, score);
    try {
      JsonObject envelope = sending.voice().sign(utterance, messageId, spot.place(), card, now);
      return post(new Signed(messageId, spot.position(), envelope));
    } catch (NoAnswerException | TransportException e) {
      return Optional.of(session.arrived(messageId, spot.position()).orElseThrow(() -> e));
    } finally {
      session.done(messageId);
    }
  }

  private Optional<SendResult> post(Signed signed) {
    for (int waits = 0; ; waits++) {
      Answer answer = wire.post(signed.position(), signed.envelope(), session.format());
      if (answer.good()) {
        return Optional.of(session.accepted(signed, answer));
      }
      NodeRefusal refusal = answer.refusal();
      if (!(refusal.code() instanceof ErrorCode code)) {
        return Optional.of(new SendResult.Refused(refusal));
      }
      if (code == ErrorCode.CHAIN_CONFLICT) {
        session.overtaken(signed, refusal);
        return Optional.empty();
      }
      if (code == ErrorCode.TRUST_MISMATCH && learnScore(refusal)) {
        return Optional.empty();
      }
      Optional<Duration> wait = waits < MOST_WAITS ? wait(code, refusal) : Optional.empty();
      if (wait.isEmpty()) {
        return Optional.of(new SendResult.Refused(refusal));
      }
      session.waitBehind(signed.position(), wait.get());
    }
  }

  /// The node may have computed the score anew since it was asked; it is told once.
  private boolean learnScore(NodeRefusal refusal) {
    Optional<Double> expected = refusal.details().string("expected").flatMap(Dispatch::number);
    if (toldScore.isPresent() || expected.isEmpty()) {
      return false;
    }
    toldScore = expected;
    return true;
  }

  private static Optional<Double> number(String text) {
    return text.matches("[0-9]{1,3}(\\.[0-9]{1,9})?")
        ? Optional.of(Double.valueOf(text))
        : Optional.empty();
  }

  /// How long to wait before the same message is sent again: while the head is kept for somebody
  /// else, and until the steward has recorded a timer that is due.
  private static Optional<Duration> wait(ErrorCode code, NodeRefusal refusal) {
    if (code == ErrorCode.NOT_YOUR_TURN) {
      return refusal
          .retryAfter()
          .map(asked -> asked.compareTo(LONGEST_WAIT) < 0 ? asked : LONGEST_WAIT);
    }
    return code == ErrorCode.TIMEOUT ? Optional.of(STEWARD_WAIT) : Optional.empty();
  }

  /// Whether the act may be sent although these messages were not read.
  static boolean allows(WhenOvertaken policy, List<Received> unread) {
    return switch (policy) {
      case WhenOvertaken.GiveUp() -> unread.isEmpty();
      case WhenOvertaken.Repeat(_, Predicate<Received> objection) ->
          unread.stream().noneMatch(objection);
    };
  }

  private static int most(WhenOvertaken policy) {
    return switch (policy) {
      case WhenOvertaken.GiveUp() -> 1;
      case WhenOvertaken.Repeat(int attempts, _) -> attempts;
    };
  }
}

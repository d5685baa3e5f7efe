package dev.parley.core.session;

import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Inform;
import java.time.Instant;
import java.util.Optional;

/// What still happens in a session that has ended: nothing, but for one that an integrity failure
/// ended while something was owed (protocol section 6). There each obligation ends by its own
/// deadline, and the steward records that as it would have done before the end. The parties can say
/// no more; what they have to say against it they say in a dispute.
final class AfterEnd {
  private AfterEnd() {}

  static Step apply(SessionState.Ended ended, VerifiedEnvelope message, Instant at) {
    Talk talk = ended.talk();
    Envelope envelope = message.envelope();
    AgentUri sender = envelope.sender().agentId();
    boolean steward =
        sender.equals(talk.steward()) && envelope.sessionId().equals(talk.opening().session());
    if (!steward
        || !(envelope.message() instanceof Inform inform)
        || !(inform.content() instanceof Inform.Content.Expiry(JsonObject data))
        || talk.timers().next().isEmpty()) {
      return new Step.Refused(over(ended));
    }
    Participant speaker = talk.participant(sender).orElseThrow();
    Optional<Refusal> misplaced = Placement.fault(talk, speaker, message, at);
    if (misplaced.isPresent()) {
      return new Step.Refused(misplaced.get());
    }
    Turn turn =
        new Turn(envelope, message.card(), at, speaker, Act.INFORM_EXPIRY, _ -> Optional.empty());
    Talk quiet = talk.with(talk.promises().quiet());
    return switch (Expiries.record(ended, quiet, turn, inform, data)) {
      case Ruling.Denied(Refusal refusal) -> new Step.Refused(refusal);
      case Ruling.Granted(Talk recorded, _) -> {
        SessionState next =
            ended.with(
                recorded
                    .change(sender, p -> p.spoke(turn.card(), SessionMachine.STEWARD_SCORE, at))
                    .with(new Talk.Head(talk.head().nextPosition() + 1, turn.hash(), at)));
        yield new Step.Moved(next, Effects.between(ended, next, recorded.promises().changed()));
      }
    };
  }

  private static Refusal over(SessionState.Ended ended) {
    return ErrorCode.INVALID_TRANSITION
        .because("the session has ended: " + ended.name())
        .with("state", ended.name().name());
  }
}

package dev.parley.client;

import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.Draft;
import dev.parley.core.chain.EnvelopeVerifier;
import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Cards;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionMachine;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Step;
import dev.parley.core.session.Talk;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One session at the scripted node: the rules are those of the core, the log is a list.
final class ScriptedSession {
  static final double SCORE = 14.67;

  private final SessionMachine machine = new SessionMachine(ClockKind.REAL);
  private final EnvelopeVerifier verifier =
      new EnvelopeVerifier(CryptoProviders.verifying().verifier());
  private final Function<AgentUri, Optional<AgentCard>> current;
  private final Cards cards;
  private final List<JsonObject> log = new ArrayList<>();
  private final Map<MessageId, JsonObject> byId = new HashMap<>();
  private SessionState state = SessionState.start();

  ScriptedSession(Function<AgentUri, Optional<AgentCard>> current, Cards cards) {
    this.current = current;
    this.cards = cards;
  }

  sealed interface Outcome {
    record Accepted(JsonObject delivered, SessionState after) implements Outcome {}

    record Refused(Refusal refusal) implements Outcome {}
  }

  synchronized Outcome append(JsonObject json) {
    if (!(Envelope.decode(json) instanceof Decoded.Valid<Envelope>(Envelope envelope))) {
      return new Outcome.Refused(ErrorCode.MALFORMED.because("not a message"));
    }
    JsonObject before = byId.get(envelope.messageId());
    if (before != null) {
      return new Outcome.Accepted(before, state);
    }
    AgentUri sender = envelope.sender().agentId();
    boolean first = cardInUse(sender).isEmpty();
    if (first && !isSteward(sender) && envelope.sender().trustScore() != SCORE) {
      return new Outcome.Refused(
          ErrorCode.TRUST_MISMATCH.because("another score").with("expected", "" + SCORE));
    }
    AgentCard card = cardInUse(sender).or(() -> current.apply(sender)).orElseThrow();
    return switch (verifier.verify(envelope, card)) {
      case Decoded.Refused<VerifiedEnvelope>(Refusal refusal) -> new Outcome.Refused(refusal);
      case Decoded.Valid<VerifiedEnvelope>(VerifiedEnvelope verified) -> apply(verified);
    };
  }

  private Outcome apply(VerifiedEnvelope verified) {
    Instant at = Timestamp.whole(Instant.now());
    return switch (machine.apply(state, verified, at, cards)) {
      case Step.Refused(Refusal refusal) -> new Outcome.Refused(refusal);
      case Step.Moved(SessionState after, _) -> {
        state = after;
        JsonObject delivered =
            JsonObject.EMPTY
                .with("position", log.size())
                .with("acceptedAt", Timestamp.format(at))
                .with("envelope", verified.envelope().json());
        log.add(delivered);
        byId.put(verified.envelope().messageId(), delivered);
        notifyAll();
        yield new Outcome.Accepted(delivered, after);
      }
    };
  }

  private boolean isSteward(AgentUri agent) {
    return state.said().map(Talk::steward).filter(agent::equals).isPresent();
  }

  private Optional<AgentCard> cardInUse(AgentUri agent) {
    return state.said().flatMap(t -> t.participant(agent)).flatMap(Participant::card);
  }

  /// A message that follows the head, signed by whoever has the keys, legal or not.
  synchronized JsonObject next(
      SessionId id,
      AgentUri sender,
      String org,
      AgentKeys keys,
      Performative act,
      JsonObject body) {
    Talk talk = state.said().orElseThrow();
    Optional<Participant> participant = talk.participant(sender);
    Instant now = Instant.now();
    return new Draft(
            talk.opening().version(),
            new MessageId(FreshIds.uuid7(now)),
            id,
            participant.map(Participant::nextSequence).orElse(0L),
            Timestamp.whole(now),
            sender,
            org,
            isSteward(sender) ? 100 : SCORE,
            Optional.empty(),
            act,
            body,
            JsonObject.EMPTY,
            talk.head().hash())
        .sign(keys.signer(), keys.proofSigner());
  }

  synchronized List<JsonObject> from(long position) {
    return List.copyOf(log.subList((int) Math.min(position, log.size()), log.size()));
  }

  synchronized SessionState state() {
    return state;
  }

  /// Waits until there is something from a position on, or a while.
  synchronized List<JsonObject> await(long position, long millis) throws InterruptedException {
    long until = System.nanoTime() + millis * 1_000_000;
    while (log.size() <= position && System.nanoTime() < until) {
      wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
    }
    return from(position);
  }
}

package dev.parley.core.session;

import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.Hash;
import dev.parley.core.message.Envelope;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether a message is the next one of its session and of its sender (protocol sections 2 and 3):
/// what can be said of it without knowing what it says.
final class Placement {
  private Placement() {}

  /// Why a message has no place here, if so.
  static Optional<Refusal> fault(
      Talk talk, Participant speaker, VerifiedEnvelope message, Instant at) {
    Envelope envelope = message.envelope();
    if (!envelope.version().equals(talk.opening().version())) {
      return Optional.of(
          ErrorCode.VERSION_UNSUPPORTED
              .because("a session keeps the version of its invitation")
              .with("expected", talk.opening().version()));
    }
    if (!envelope.integrity().previousHash().equals(talk.head().hash())) {
      return Optional.of(conflict(talk.head().hash(), talk.head().nextPosition()));
    }
    if (envelope.sequenceNumber() != speaker.nextSequence()) {
      return Optional.of(gap(speaker.nextSequence(), envelope.sequenceNumber()));
    }
    Optional<Refusal> untimely = untimely(envelope, at, talk.head().acceptedAt());
    if (untimely.isPresent()) {
      return untimely;
    }
    double expected =
        speaker.seat() == Seat.STEWARD ? SessionMachine.STEWARD_SCORE : speaker.trustScore();
    boolean recorded = speaker.card().isPresent() || speaker.seat() == Seat.STEWARD;
    if (recorded && envelope.sender().trustScore() != expected) {
      return Optional.of(
          ErrorCode.TRUST_MISMATCH
              .because("sender.trustScore is not the score of the sender's first message")
              .with("expected", Double.toString(expected)));
    }
    return speaker
        .card()
        .filter(card -> !card.hash().equals(message.card().hash()))
        .map(
            card ->
                ErrorCode.SIGNATURE_INVALID
                    .because("the sender uses another card in this session")
                    .with("cardHash", card.hash().text()));
  }

  static Optional<Refusal> untimely(Envelope envelope, Instant at, Instant last) {
    if (at.isBefore(last)) {
      return Optional.of(ErrorCode.STALE.because("acceptedAt goes back"));
    }
    Duration apart = Timestamp.apart(envelope.timestamp(), at);
    return apart.compareTo(SessionMachine.CLOCK_TOLERANCE) > 0
        ? Optional.of(
            ErrorCode.STALE
                .because("timestamp is more than 300 s from the time of acceptance")
                .with("apartMs", apart.toMillis()))
        : Optional.empty();
  }

  static Refusal conflict(Hash head, long nextPosition) {
    return ErrorCode.CHAIN_CONFLICT
        .because("integrity.previousHash is not the head of the session")
        .with("head", head.text())
        .with("nextPosition", nextPosition);
  }

  static Refusal gap(long expected, long found) {
    return ErrorCode.SEQUENCE_GAP
        .because("the sender's next sequenceNumber is " + expected)
        .with("expected", expected)
        .with("found", found);
  }
}

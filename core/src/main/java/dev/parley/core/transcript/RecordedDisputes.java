package dev.parley.core.transcript;

import dev.parley.core.dispute.DisputeRecord;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.Verifier;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Inform;
import dev.parley.core.session.Docket;
import dev.parley.core.session.SessionDisputes;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Step;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The disputes of a transcript, replayed beside its messages (protocol sections 3 and 11). Not
/// thread-safe.
final class RecordedDisputes {
  private final Verifier verifier;
  private final RecordCards cards;
  private Docket docket = Docket.EMPTY;
  private SessionDisputes.@Nullable Move unsaid;

  RecordedDisputes(Verifier verifier, RecordCards cards) {
    this.verifier = verifier;
    this.cards = cards;
  }

  /// What a line makes of the session and asks of the ledger.
  record Taken(SessionState state, Docket.Outcome.Taken outcome) {}

  Decoded<Taken> take(TranscriptLine.Dispute line, SessionState state) {
    if (unsaid != null) {
      return Decoded.refused(unanchored());
    }
    Hash head = state.said().map(talk -> talk.head().hash()).orElse(Hash.ZERO);
    Instant last = state.said().map(talk -> talk.head().acceptedAt()).orElse(Instant.MIN);
    if (!line.head().equals(head) || line.acceptedAt().isBefore(last)) {
      return Decoded.refused(
          TranscriptReplay.disagreement(
              "the dispute record follows another head", head.text(), line.head().text()));
    }
    DisputeRecord made = line.record();
    return cards
        .verified(made.by(), card -> made.verify(card, verifier))
        .then(
            record ->
                switch (docket.take(state, record, line.acceptedAt())) {
                  case Docket.Outcome.Refused(Refusal refusal) -> Decoded.refused(refusal);
                  case Docket.Outcome.Taken taken -> moved(state, taken, line.acceptedAt());
                });
  }

  private Decoded<Taken> moved(SessionState state, Docket.Outcome.Taken taken, Instant at) {
    docket = taken.next();
    if (taken.move().isEmpty()) {
      return Decoded.valid(new Taken(state, taken));
    }
    SessionDisputes.Move move = taken.move().get();
    if (!(state instanceof SessionState.Ended ended)) {
      unsaid = move;
      return Decoded.valid(new Taken(state, taken));
    }
    return SessionDisputes.after(ended, move, at)
        .map(Step.Moved::next)
        .map(next -> Decoded.valid(new Taken(next, taken)))
        .orElseGet(
            () ->
                Decoded.refused(
                    ErrorCode.INVALID_REFERENCE.because("no obligation that this can be said of")));
  }

  /// Whether a message is what the disputes before it ask for: the steward says what a record made
  /// of an obligation at once, and nothing else.
  Optional<Refusal> misses(Envelope envelope) {
    Optional<Inform> said =
        envelope.message() instanceof Inform inform
                && inform.content() instanceof Inform.Content.Disputed
            ? Optional.of(inform)
            : Optional.empty();
    if (unsaid == null) {
      return said.map(
          _ -> ErrorCode.INVALID_REFERENCE.because("no dispute record before it says that"));
    }
    SessionDisputes.Move expected = unsaid;
    if (said.filter(expected::saidBy).isEmpty()) {
      return Optional.of(unanchored());
    }
    unsaid = null;
    return Optional.empty();
  }

  /// What the end of the file leaves open.
  Optional<Refusal> atEnd() {
    return unsaid == null ? Optional.empty() : Optional.of(unanchored());
  }

  private static Refusal unanchored() {
    return ErrorCode.INVALID_REFERENCE.because(
        "the steward's INFORM dispute has to follow the dispute record before it");
  }

  Docket docket() {
    return docket;
  }
}

package dev.parley.core.transcript;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.Verifier;
import dev.parley.core.rating.Rating;
import dev.parley.core.rating.RatingEvidence;
import dev.parley.core.rating.RatingWindow;
import dev.parley.core.session.SessionState;
import dev.parley.core.trust.Evidence;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The revealed ratings of a transcript (protocol sections 3 and 5): after the end of the session,
/// each by a party of it, in time, once; all revealed at one moment, once all were in or the time
/// was over. Not thread-safe.
final class RecordedRatings {
  private final Verifier verifier;
  private final RecordCards cards;
  private final Set<AgentUri> raters = new HashSet<>();
  private final List<TranscriptLine.Rated> taken = new ArrayList<>();

  RecordedRatings(Verifier verifier, RecordCards cards) {
    this.verifier = verifier;
    this.cards = cards;
  }

  /// Takes a line; what comes of it is what trust learns.
  Decoded<List<Evidence>> take(TranscriptLine.Rated line, SessionState state) {
    Optional<RatingWindow> window = RatingWindow.of(state);
    if (window.isEmpty()) {
      return Decoded.refused(
          ErrorCode.INVALID_TRANSITION.because("a rating before the end of the session"));
    }
    Rating rating = line.rating();
    return cards
        .verified(rating.by(), card -> rating.verified(card, verifier))
        .then(
            verified ->
                misplaced(line, state)
                    .or(() -> fault(line, window.get()))
                    .<Decoded<List<Evidence>>>map(Decoded::refused)
                    .orElseGet(
                        () -> {
                          taken.add(line);
                          raters.add(verified.by());
                          return Decoded.valid(
                              RatingEvidence.of(window.get(), verified, line.revealedAt()));
                        }));
  }

  private static Optional<Refusal> misplaced(TranscriptLine.Rated line, SessionState state) {
    Hash head = state.said().map(talk -> talk.head().hash()).orElse(Hash.ZERO);
    return differ("the rating follows another head", head.text(), line.head().text());
  }

  private Optional<Refusal> fault(TranscriptLine.Rated line, RatingWindow window) {
    return window
        .fault(line.rating(), line.acceptedAt())
        .or(
            () ->
                raters.contains(line.rating().by())
                    ? Optional.of(
                        ErrorCode.DUPLICATE.because(line.rating().by() + " has rated before"))
                    : Optional.empty())
        .or(
            () ->
                differ(
                    "ratings are revealed together",
                    Timestamp.format(revealedAt(line)),
                    Timestamp.format(line.revealedAt())));
  }

  private static Optional<Refusal> differ(String what, String expected, String found) {
    return expected.equals(found)
        ? Optional.empty()
        : Optional.of(TranscriptReplay.disagreement(what, expected, found));
  }

  private Instant revealedAt(TranscriptLine.Rated line) {
    return taken.isEmpty() ? line.revealedAt() : taken.getFirst().revealedAt();
  }

  /// Whether they were revealed too soon, by all that the file has.
  Optional<Refusal> atEnd(SessionState state) {
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    RatingWindow window = RatingWindow.of(state).orElseThrow();
    Instant due = window.complete(raters) ? taken.getLast().acceptedAt() : window.closes();
    return taken.getFirst().revealedAt().isBefore(due)
        ? Optional.of(
            TranscriptReplay.disagreement(
                "the ratings are revealed before all are in or the time is over",
                Timestamp.format(due),
                Timestamp.format(taken.getFirst().revealedAt())))
        : Optional.empty();
  }

  List<TranscriptLine.Rated> all() {
    return List.copyOf(taken);
  }
}

package dev.parley.cli;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonString;
import dev.parley.core.rating.Rating;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.stream.Collectors;

/// A rating in one line.
final class RatingLine {
  private RatingLine() {}

  static String of(Instant acceptedAt, Rating rating) {
    return "rating  "
        + Timestamp.format(acceptedAt)
        + "  "
        + rating.by()
        + " rates "
        + words(rating);
  }

  /// What others wrote must not steer a terminal.
  private static String quoted(String comment) {
    return " " + CanonicalJson.text(new JsonString(comment));
  }

  /// Whom it rates, and how.
  static String words(Rating rating) {
    return rating.peers().stream()
        .map(
            peer ->
                peer.agent()
                    + " "
                    + peer.rating()
                    + " of "
                    + Rating.BEST
                    + peer.comment().map(RatingLine::quoted).orElse(""))
        .collect(Collectors.joining(", "));
  }
}

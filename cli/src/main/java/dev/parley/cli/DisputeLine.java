package dev.parley.cli;

import dev.parley.console.words.DisputeWords;
import dev.parley.core.dispute.DisputeRecord;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;

/// One record of a dispute in one line, for people.
final class DisputeLine {
  private DisputeLine() {}

  static String of(Instant acceptedAt, DisputeRecord record) {
    return "dispute "
        + Timestamp.format(acceptedAt)
        + "  "
        + record.by()
        + "  "
        + DisputeWords.of(record.act());
  }
}

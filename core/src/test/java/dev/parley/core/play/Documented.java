package dev.parley.core.play;

import dev.parley.core.Vectors;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.ErrorKind;
import dev.parley.core.message.TimerKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which moves the documents allow.
final class Documented {
  private static final Map<ObligationStatus, Set<ObligationStatus>> OBLIGATIONS = read();

  private Documented() {}

  /// The rows of the table in `docs/obligations.md`.
  private static Map<ObligationStatus, Set<ObligationStatus>> read() {
    Path page = Vectors.root().resolveSibling("docs").resolve("obligations.md");
    Map<ObligationStatus, Set<ObligationStatus>> moves = new EnumMap<>(ObligationStatus.class);
    try {
      for (String line : Files.readAllLines(page)) {
        List<ObligationStatus> named =
            Arrays.stream(line.split("\\|", -1))
                .map(String::strip)
                .flatMap(cell -> status(cell).stream())
                .toList();
        if (line.startsWith("|") && !named.isEmpty()) {
          Set<ObligationStatus> next = EnumSet.noneOf(ObligationStatus.class);
          next.addAll(named.subList(1, named.size()));
          moves.put(named.getFirst(), next);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (moves.size() != ObligationStatus.values().length) {
      throw new IllegalStateException("not every state has its row: " + moves);
    }
    return moves;
  }

  private static Optional<ObligationStatus> status(String cell) {
    return Arrays.stream(ObligationStatus.values()).filter(s -> s.name().equals(cell)).findFirst();
  }

  static boolean moves(ObligationStatus from, ObligationStatus to) {
    return Optional.ofNullable(OBLIGATIONS.get(from)).orElseThrow().contains(to);
  }

  /// Protocol section 9: no ACTIVE commitment goes back, and nothing leaves its end.
  static boolean moves(CommitmentStatus from, CommitmentStatus to) {
    return from == to
        || switch (from) {
          case PROPOSED ->
              switch (to) {
                case ACTIVE, WITHDRAWN, REJECTED, LAPSED -> true;
                case PROPOSED, SETTLED, AMENDED -> false;
              };
          case ACTIVE -> to == CommitmentStatus.SETTLED || to == CommitmentStatus.AMENDED;
          case SETTLED, WITHDRAWN, REJECTED, LAPSED, AMENDED -> false;
        };
  }

  static boolean ofObligation(TimerKey key) {
    return key == TimerKey.OBLIGATION || key == TimerKey.LATE || key == TimerKey.VERIFICATION;
  }

  /// The timer that an open obligation has, so that it cannot stay open for ever.
  static TimerKey timer(Obligation obligation) {
    return switch (obligation.status()) {
      case OPEN, REJECTED -> TimerKey.OBLIGATION;
      case CLAIMED -> TimerKey.VERIFICATION;
      case LATE -> TimerKey.LATE;
      case DISPUTED, FULFILLED, BREACHED, RELEASED ->
          throw new IllegalArgumentException("not open: " + obligation);
    };
  }

  static boolean integrity(String reason) {
    return Arrays.stream(ErrorCode.values())
        .anyMatch(code -> code.wire().equals(reason) && code.kind() == ErrorKind.INTEGRITY);
  }
}

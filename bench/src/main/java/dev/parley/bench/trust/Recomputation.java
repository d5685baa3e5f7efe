package dev.parley.bench.trust;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.Standing;
import dev.parley.core.trust.TrustBook;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/// How long the trust of a whole node takes.
///
/// @param agents how many agents
/// @param evidence how many pieces
/// @param gathering adding all pieces to an empty book
/// @param epoch the epoch of the next day, all endorsers' scores included
/// @param scores the full score of every agent
/// @param event one more piece and the new score of its subject, the slowest of a thousand
public record Recomputation(
    int agents, int evidence, Duration gathering, Duration epoch, Duration scores, Duration event) {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
  private static final int EVENTS = 1000;

  /// Measures once, after a small run for the compiler.
  ///
  /// @param agents how many agents, at least 2
  /// @param evidence how many pieces
  /// @return the times on the wall
  public static Recomputation measure(int agents, int evidence) {
    once(Math.min(agents, 1000), Math.min(evidence, 50_000));
    return once(agents, evidence);
  }

  private static Recomputation once(int agents, int evidence) {
    SplittableRandom random = new SplittableRandom(1);
    List<AgentUri> names = new ArrayList<>();
    TrustBook book = new TrustBook(DAY.toEpochDay(), Set.of());
    for (int i = 0; i < agents; i++) {
      names.add(new AgentUri(String.format(Locale.ROOT, "agent://n%07d.example/a", i)));
      book.register(Standing.of(names.get(i), i % 3 == 0 ? 80 : 20, Standing.Custody.AGENT, DAY));
    }
    List<Evidence> pieces = new ArrayList<>(evidence);
    for (int i = 0; i < evidence; i++) {
      pieces.add(piece(i, DAY, names, random));
    }
    long start = System.nanoTime();
    pieces.forEach(book::add);
    long gathered = System.nanoTime();
    book.begin(DAY.plusDays(1).toEpochDay());
    long begun = System.nanoTime();
    names.forEach(book::score);
    long scored = System.nanoTime();
    long slowest = 0;
    for (int i = 0; i < EVENTS; i++) {
      Evidence piece = piece(evidence + i, DAY.plusDays(1), names, random);
      long before = System.nanoTime();
      book.add(piece);
      book.score(piece.origin().subject());
      slowest = Math.max(slowest, System.nanoTime() - before);
    }
    return new Recomputation(
        agents,
        evidence,
        Duration.ofNanos(gathered - start),
        Duration.ofNanos(begun - gathered),
        Duration.ofNanos(scored - begun),
        Duration.ofNanos(slowest));
  }

  /// Some agents deal much more than others.
  private static Evidence piece(
      int number, LocalDate day, List<AgentUri> names, SplittableRandom random) {
    double popular = random.nextDouble();
    int subject = (int) (names.size() * popular * popular);
    int other = (subject + 1 + random.nextInt(names.size() - 1)) % names.size();
    byte[] unique = ByteBuffer.allocate(Hash.BYTES).putInt(number).array();
    Evidence.Origin origin =
        new Evidence.Origin(
            Hash.ofRaw(unique),
            Instant.ofEpochSecond(day.toEpochDay() * 86_400 + number % 86_400),
            names.get(subject),
            names.get(other),
            "");
    boolean kept = random.nextInt(20) > 0;
    Evidence.Backing backing = Evidence.Backing.ESCROWED;
    long value = 100L + random.nextInt(100_000);
    return switch (number % 4) {
      case 0 ->
          new Evidence.SessionEnded(
              origin,
              kept ? Evidence.Course.COMPLETED : Evidence.Course.AT_FAULT,
              2,
              kept ? 2 : 1,
              backing);
      case 1 -> new Evidence.ObligationEnded(origin, kept, value, backing);
      case 2 -> new Evidence.PaymentEnded(origin, kept, value);
      default -> new Evidence.RatingRevealed(origin, kept ? 100 : 20, backing);
    };
  }

  /// The times as lines for people.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d agents, %,d pieces of evidence, on the wall%n"
            + "  gathering all evidence    %8.2f s%n"
            + "  the day's epoch           %8.2f s%n"
            + "  all scores with bounds    %8.2f s%n"
            + "  full recomputation        %8.2f s  (the bar is 10 s)%n"
            + "  one event, the slowest    %8.2f ms (the bar is 50 ms)",
        agents,
        evidence,
        seconds(gathering),
        seconds(epoch),
        seconds(scores),
        seconds(gathering.plus(epoch).plus(scores)),
        1000 * seconds(event));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}

package dev.parley.core.trust;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Agents and evidence by chance, the same for the same seed.
final class TrustMarket {
  static final LocalDate BEGIN = LocalDate.of(2026, 3, 1);

  private final Random random;
  private final List<Standing> standings = new ArrayList<>();
  private int pieces;

  TrustMarket(long seed, int agents) {
    random = new Random(seed);
    for (int i = 0; i < agents; i++) {
      standings.add(
          Standing.of(
              agent(i),
              List.of(20, 60, 80, 100).get(random.nextInt(4)),
              Standing.Custody.AGENT,
              BEGIN.minusDays(random.nextInt(400))));
    }
  }

  /// Three agents of one organisation each time.
  static AgentUri agent(int number) {
    return new AgentUri(
        String.format(Locale.ROOT, "agent://org%03d.example/a%d", number / 3, number));
  }

  static Hash hash(Object unique) {
    return Hash.of(String.valueOf(unique).getBytes(StandardCharsets.UTF_8));
  }

  List<Standing> standings() {
    return standings;
  }

  Evidence piece(LocalDate day) {
    int subject = random.nextInt(standings.size());
    int other = (subject + 1 + random.nextInt(standings.size() - 1)) % standings.size();
    Instant at = Instant.ofEpochSecond(day.toEpochDay() * 86_400 + random.nextInt(86_400));
    Evidence.Origin origin =
        new Evidence.Origin(
            hash(++pieces), at, agent(subject), agent(other), random.nextBoolean() ? "gpu" : "");
    Evidence.Backing backing =
        random.nextInt(3) == 0 ? Evidence.Backing.FREE : Evidence.Backing.ESCROWED;
    boolean kept = random.nextInt(8) > 0;
    long value = random.nextInt(50_000_00);
    return switch (random.nextInt(12)) {
      case 0, 1, 2 ->
          new Evidence.SessionEnded(
              origin,
              kept ? Evidence.Course.COMPLETED : Evidence.Course.AT_FAULT,
              4,
              random.nextInt(5),
              backing);
      case 3, 4, 5, 6 -> new Evidence.ObligationEnded(origin, kept, value, backing);
      case 7 -> new Evidence.PaymentEnded(origin, kept, value);
      case 8, 9 -> new Evidence.RatingRevealed(origin, random.nextInt(101), backing);
      case 10 -> new Evidence.Endorsement(origin);
      default ->
          new Evidence.Breach(
              origin, 1 + random.nextInt(5), value, random.nextBoolean(), random.nextInt(9) == 0);
    };
  }
}

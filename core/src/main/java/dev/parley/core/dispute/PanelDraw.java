package dev.parley.core.dispute;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.RunningHash;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The draw of a panel (protocol section 11), the same in every implementation:
/// 1. `seed` = SHA-256(asked ‖ nonce of the complainant ‖ nonce of the respondent ‖ nonce of the
///    steward), 32 raw bytes each. `asked` is the hash of the record that made a panel necessary,
///    so that nobody can choose it knowing the nonces.
/// 2. Those eligible in ascending byte order of their agent URIs, at the places 0 to n − 1.
/// 3. For i = 0, 1, … n − 1: swap the places i and i + below(n − i). Whoever is at i now gets the
///    next seat, unless its organisation has one already, until all are taken.
/// 4. `below(m)`: numbers u are the first eight bytes, big-endian, unsigned, of SHA-256(seed ‖ k),
///    k = 0, 1, 2 … in eight bytes, big-endian, counted on through the whole draw. The first u less
///    than 2^64 − (2^64 mod m) counts; the result is u mod m.
public final class PanelDraw {
  private static final int FIRST = 3;
  private static final int SECOND = 7;

  private final byte[] seed;
  private long counter;

  private PanelDraw(byte[] seed) {
    this.seed = seed;
  }

  /// How many sit on a panel.
  ///
  /// @param round which panel: 1, or 2 for an appeal from the first
  /// @return 3 or 7
  public static int seats(int round) {
    return round <= 1 ? FIRST : SECOND;
  }

  /// What the chance of a draw comes from.
  ///
  /// @param asked the hash of the record that made the panel necessary
  /// @param complainant its nonce, [Nonce#NONE] if it revealed none
  /// @param respondent the same
  /// @param steward the nonce of the steward
  public record Chance(Hash asked, Nonce complainant, Nonce respondent, Nonce steward) {
    byte[] seed() {
      return new RunningHash()
          .add(asked.raw())
          .add(complainant.raw())
          .add(respondent.raw())
          .add(steward.raw())
          .take();
    }
  }

  /// Who cannot sit.
  ///
  /// @param organisations those of either side
  /// @param agents the principals of the session and who sat before
  /// @param at the time from which dealings are counted back
  public record Barred(Set<String> organisations, Set<AgentUri> agents, Instant at) {
    boolean allows(Candidate candidate) {
      return candidate.score().compareTo(Candidate.LEAST_SCORE) >= 0
          && !organisations.contains(candidate.orgId())
          && !agents.contains(candidate.agent())
          && candidate.lastDealtAt().stream()
              .noneMatch(last -> last.plus(Candidate.APART).isAfter(at));
    }
  }

  /// Draws a panel.
  ///
  /// @param candidates in any order, each agent once
  /// @param barred who cannot sit
  /// @param seats how many sit
  /// @param chance where the chance comes from
  /// @return that many agents of different organisations in the order drawn; nobody if there are
  ///   too few
  public static List<AgentUri> draw(
      List<Candidate> candidates, Barred barred, int seats, Chance chance) {
    List<Candidate> left = new ArrayList<>(candidates.stream().filter(barred::allows).toList());
    left.sort(Comparator.comparing(Candidate::agent));
    PanelDraw draw = new PanelDraw(chance.seed());
    List<AgentUri> panel = new ArrayList<>();
    Set<String> seated = new HashSet<>();
    for (int i = 0; i < left.size() && panel.size() < seats; i++) {
      Collections.swap(left, i, i + (int) draw.below(left.size() - i));
      if (seated.add(left.get(i).orgId())) {
        panel.add(left.get(i).agent());
      }
    }
    return panel.size() == seats ? List.copyOf(panel) : List.of();
  }

  private long below(int bound) {
    long number = next();
    while (!unbiased(number, bound)) {
      number = next();
    }
    return Long.remainderUnsigned(number, bound);
  }

  private long next() {
    byte[] block = ByteBuffer.allocate(Long.BYTES).putLong(counter++).array();
    return ByteBuffer.wrap(new RunningHash().add(seed).add(block).take()).getLong();
  }

  /// Whether an unsigned number lies below the greatest multiple of the bound.
  static boolean unbiased(long number, int bound) {
    long excess = Long.remainderUnsigned(-(long) bound, bound);
    return excess == 0 || Long.compareUnsigned(number, -excess) < 0;
  }
}

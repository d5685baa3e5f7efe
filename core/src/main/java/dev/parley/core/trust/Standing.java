package dev.parley.core.trust;

import dev.parley.core.identity.AgentUri;
import java.time.LocalDate;

/// What is known of an agent without any dealings: what registration proved, and its keys.
///
/// @param agent its name
/// @param organisation whom it belongs to; agents of one organisation vouch little for each other
/// @param identity the component IV: 20, 60, 80 or 100
/// @param custody who holds its keys
/// @param keySince the UTC day on which this node registered the key in use
/// @param chain whether its cards form one unbroken chain
public record Standing(
    AgentUri agent,
    String organisation,
    int identity,
    Custody custody,
    LocalDate keySince,
    Chain chain) {
  private static final int YEAR = 365;

  /// Who holds the keys of an agent.
  public enum Custody {
    /// The agent itself.
    AGENT(100),
    /// The node, for it.
    NODE(50);

    private final int points;

    Custody(int points) {
      this.points = points;
    }
  }

  /// Whether the cards of an agent continue each other.
  public enum Chain {
    /// Each card is signed by the key of the one before it.
    UNBROKEN(100),
    /// A card was accepted otherwise.
    BROKEN(0);

    private final int points;

    Chain(int points) {
      this.points = points;
    }
  }

  /// Checks the range.
  ///
  /// @throws IllegalArgumentException when the identity is not 0 to 100
  public Standing {
    if (identity < 0 || identity > 100) {
      throw new IllegalArgumentException("an identity of " + identity);
    }
  }

  /// An agent that is its own organisation's, by the domain of its name.
  ///
  /// @param agent its name
  /// @param identity the component IV
  /// @param custody who holds its keys
  /// @param keySince the day on which its key was registered
  /// @return its standing, with an unbroken chain of cards
  public static Standing of(AgentUri agent, int identity, Custody custody, LocalDate keySince) {
    return new Standing(agent, agent.domain(), identity, custody, keySince, Chain.UNBROKEN);
  }

  /// The component IV in hundredths.
  int identityHundredths() {
    return 100 * identity;
  }

  /// The component SP in hundredths: (custody + age + chain) / 3, to the nearest, ties to even.
  int securityHundredths(long epochDay) {
    long age = Math.clamp(epochDay - keySince.toEpochDay(), 0, YEAR);
    long thirds = (custody.points + (long) chain.points) * YEAR + 100 * age;
    return Math.toIntExact(TrustProfile.dividedHalfEven(100 * thirds, 3L * YEAR));
  }
}

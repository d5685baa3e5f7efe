package dev.parley.core.trust;

import java.util.Arrays;
import java.util.Optional;

/// The eight parts of the published score `T = 0.20 IV + 0.15 CH + 0.20 CF + 0.10 BC + 0.10 RQ +
/// 0.10 SP + 0.10 ER + 0.05 PE` (protocol section 10). Their names are those of the wire.
public enum Component {
  /// Identity: what registration proved.
  IV(20, "identity verification"),
  /// Ended sessions.
  CH(15, "collaboration history"),
  /// Obligations kept and broken.
  CF(20, "commitment fulfilment"),
  /// Acts that were due, done in time.
  BC(10, "behavioural consistency"),
  /// Revealed ratings.
  RQ(10, "result quality"),
  /// Custody, age and continuity of keys.
  SP(10, "security posture"),
  /// Escrow and payment.
  ER(10, "economic reliability"),
  /// Endorsements.
  PE(5, "peer endorsement");

  private final int weight;
  private final String title;

  Component(int weight, String title) {
    this.weight = weight;
    this.title = title;
  }

  /// Its share of the score.
  ///
  /// @return hundredths; all eight add up to 100
  public int weight() {
    return weight;
  }

  /// Its name for people.
  ///
  /// @return some words in lower case
  public String title() {
    return title;
  }

  /// The component of a name on the wire.
  ///
  /// @param name two capitals
  /// @return nothing when there is none of that name
  static Optional<Component> parse(String name) {
    return Arrays.stream(values()).filter(c -> c.name().equals(name)).findFirst();
  }
}

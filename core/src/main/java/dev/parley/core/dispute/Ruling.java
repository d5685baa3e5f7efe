package dev.parley.core.dispute;

import java.util.Optional;

/// A decision and what it rests on.
///
/// @param basis what it rests on
/// @param decision what it says
public record Ruling(Basis basis, Decision decision) {

  /// What a ruling rests on.
  public enum Basis {
    /// The respondent said nothing.
    SILENCE("silence"),
    /// The respondent admitted it.
    CONCESSION("concession"),
    /// The complainant took it back.
    WITHDRAWAL("withdrawal"),
    /// What the session recorded, such as a missed deadline.
    RECORDS("records"),
    /// The acceptance criteria.
    CRITERIA("criteria"),
    /// Somebody did not post the bond.
    BOND("bond"),
    /// The majority of a panel.
    PANEL("panel"),
    /// A person.
    PERSON("person"),
    /// No person ruled in time, so the ruling before stands.
    STANDS("stands"),
    /// No person ruled in time, and nobody had ruled before.
    LAPSED("lapsed");

    private final String wire;

    Basis(String wire) {
      this.wire = wire;
    }

    /// The text on the wire.
    ///
    /// @return a lower-case word
    public String wire() {
      return wire;
    }

    /// Whether the loser may ask for a higher judge. Who admitted it, gave up or did not stake
    /// anything has decided the matter itself; above a person there is nobody.
    ///
    /// @return true if so
    public boolean appealable() {
      return switch (this) {
        case SILENCE, RECORDS, CRITERIA, PANEL -> true;
        case CONCESSION, WITHDRAWAL, BOND, PERSON, STANDS, LAPSED -> false;
      };
    }

    static Optional<Basis> parse(String text) {
      for (Basis basis : values()) {
        if (basis.wire.equals(text)) {
          return Optional.of(basis);
        }
      }
      return Optional.empty();
    }
  }
}

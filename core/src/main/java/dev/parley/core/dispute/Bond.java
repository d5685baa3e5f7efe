package dev.parley.core.dispute;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.Money;
import dev.parley.core.wire.Members;
import java.util.Optional;

/// What somebody stakes on being right.
///
/// @param amount how much
/// @param source where it comes from
public record Bond(Amount amount, Source source) {
  private static final Amount NOTHING = Amount.zero(Money.NONE.currency());

  /// Where a bond comes from.
  public enum Source {
    /// The agent's own account; the node holds it.
    ACCOUNT("account"),
    /// What the agent will get of the held escrow. It is charged there in the end and never lessens
    /// what the other side is due.
    ESCROW("escrow");

    private final String wire;

    Source(String wire) {
      this.wire = wire;
    }

    /// The text on the wire.
    ///
    /// @return a lower-case word
    public String wire() {
      return wire;
    }
  }

  /// A bond that somebody has posted.
  ///
  /// @param by who
  /// @param bond what
  public record Posted(AgentUri by, Bond bond) {}

  static Optional<Bond> read(Members outer) {
    Members in = outer.inside("bond");
    JsonObject json = outer.object("bond");
    Amount amount =
        outer.take(Money.decode(json, "/bond").then(money -> Amount.of(money, "/bond")), NOTHING);
    return switch (in.text("source")) {
      case "account" -> Optional.of(new Bond(amount, Source.ACCOUNT));
      case "escrow" -> Optional.of(new Bond(amount, Source.ESCROW));
      default -> {
        in.wrong("source", "has to be account or escrow");
        yield Optional.empty();
      }
    };
  }

  /// The bond as it stands in a record.
  ///
  /// @return `{amount, currency, source}`
  public JsonObject json() {
    return amount.json().with("source", source.wire());
  }
}

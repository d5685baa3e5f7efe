package dev.parley.core.dispute;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Money;
import dev.parley.core.wire.Members;
import java.util.Optional;

/// What somebody stakes on being right.
///
/// @param money how much
/// @param source where it comes from
public record Bond(Money money, Source source) {

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
    Money money = outer.take(Money.decode(json, "/bond"), Money.NONE);
    return switch (in.text("source")) {
      case "account" -> Optional.of(new Bond(money, Source.ACCOUNT));
      case "escrow" -> Optional.of(new Bond(money, Source.ESCROW));
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
    return JsonObject.EMPTY
        .with("amount", money.amount().toPlainString())
        .with("currency", money.currency())
        .with("source", source.wire());
  }
}

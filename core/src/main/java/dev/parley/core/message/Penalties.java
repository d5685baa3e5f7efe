package dev.parley.core.message;

import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What was agreed for being late and for not delivering: the structured forms, the published
/// phrases, or text that only a ruling can read (protocol section 9).
///
/// @param late for being late
/// @param nonDelivery for not delivering
public record Penalties(LatePenalty late, NonDelivery nonDelivery) {
  /// Nothing was agreed: no lateness, and all of the escrow is forfeited.
  public static final Penalties NONE =
      new Penalties(new LatePenalty.None(), NonDelivery.Forfeit.ALL);

  /// What happens to the escrow of what was not delivered.
  public sealed interface NonDelivery {
    /// A part of it is forfeited.
    ///
    /// @param percent above 0, at most 100
    record Forfeit(BigDecimal percent) implements NonDelivery {
      static final Forfeit ALL = new Forfeit(BigDecimal.valueOf(100));
    }

    /// A person has to read what was agreed.
    record Prose() implements NonDelivery {}
  }

  private static final Pattern PART =
      Pattern.compile("([1-9][0-9]?(?:\\.[0-9]{1,4})?|100)% escrow forfeit");

  /// Reads `terms.penalties`.
  ///
  /// @param penalties the object
  /// @return what was agreed
  static Penalties in(JsonObject penalties) {
    return new Penalties(
        LatePenalty.in(penalties),
        switch (penalties.get("nonDelivery")) {
          case null -> NonDelivery.Forfeit.ALL;
          case JsonObject structured -> structured(structured);
          case JsonString(String phrase) -> phrase(phrase);
          default -> new NonDelivery.Prose();
        });
  }

  private static NonDelivery structured(JsonObject penalty) {
    return penalty.get("percent") instanceof JsonNumber percent
            && percent.value() > 0
            && percent.value() <= 100
        ? new NonDelivery.Forfeit(percent.exact())
        : new NonDelivery.Prose();
  }

  private static NonDelivery phrase(String phrase) {
    if (phrase.equals("full escrow forfeit")) {
      return NonDelivery.Forfeit.ALL;
    }
    Matcher part = PART.matcher(phrase);
    return part.matches()
        ? new NonDelivery.Forfeit(new BigDecimal(part.group(1)))
        : new NonDelivery.Prose();
  }
}

package dev.parley.client;

import dev.parley.core.card.Conformance;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// What an agent says of itself, before name, keys and version are added and it is signed (protocol
/// section 4). Immutable.
///
/// @param fields the members of the card that the agent chooses
public record CardDraft(JsonObject fields) {
  private static final String[] NOT_CHOSEN = {
    "agentId",
    "orgId",
    "signingPublicKey",
    "dpopPublicKey",
    "cardVersion",
    "previousCardHash",
    "integrity",
    "nodeAttestation",
    "trustScore",
    "trustLevel",
    "trustComponents"
  };

  /// Leaves out what is not the agent's to choose here.
  public CardDraft {
    fields = fields.without(NOT_CHOSEN);
  }

  /// Starts a card.
  ///
  /// @param name the agent's name for people
  /// @return a draft of an agent that speaks the standard part of the protocol
  public static CardDraft named(String name) {
    return new CardDraft(
        JsonObject.EMPTY
            .with("name", name)
            .with("conformance", Conformance.STANDARD.wire())
            .with("protocols", JsonArray.ofStrings(List.of("asp/0.1"))));
  }

  /// Says what it is.
  ///
  /// @param description for people
  /// @return a new draft
  public CardDraft describedAs(String description) {
    return with("description", description);
  }

  /// Adds a capability, by which others find it.
  ///
  /// @param capability a word such as `gpu.rental`
  /// @return a new draft
  public CardDraft offering(String capability) {
    List<JsonValue> all =
        new ArrayList<>(fields.array("capabilities").orElse(JsonArray.EMPTY).values());
    all.addAll(JsonArray.ofStrings(List.of(capability)).values());
    return with("capabilities", JsonArray.of(all));
  }

  /// Names its organisation for people.
  ///
  /// @param organization a name
  /// @return a new draft
  public CardDraft of(String organization) {
    return with("organization", organization);
  }

  /// Says how much of the protocol it speaks.
  ///
  /// @param conformance the level
  /// @return a new draft
  public CardDraft speaking(Conformance conformance) {
    return with("conformance", conformance.wire());
  }

  /// Limits a single deal.
  ///
  /// @param amount the most that one deal may be worth
  /// @param currency an ISO 4217 code
  /// @return a new draft
  public CardDraft dealingUpTo(BigDecimal amount, String currency) {
    return with("maxTransactionValue", Amounts.json(amount)).with("currency", currency);
  }

  /// Puts any other member of a card.
  ///
  /// @param member its name
  /// @param value its value
  /// @return a new draft
  public CardDraft with(String member, JsonValue value) {
    return new CardDraft(fields.with(member, value));
  }

  /// Puts any other member of a card.
  ///
  /// @param member its name
  /// @param text its value
  /// @return a new draft
  public CardDraft with(String member, String text) {
    return new CardDraft(fields.with(member, text));
  }
}

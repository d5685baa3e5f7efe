package dev.parley.core.message;

import dev.parley.core.card.AgentCard;
import dev.parley.core.card.SignedRecord;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.Signer;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a principal lets its agent bind it to without asking: a record signed for `asp-mandate`
/// that is lodged with the node, or kept by the SDK, and shown to nobody else (protocol section 8,
/// people). What is absent is not limited. It is policy: no session depends on it. Read from
/// outside; nothing is proven until [#fault] says so. Immutable.
///
/// @param at when it was signed
/// @param maxValue the most that one commitment may be worth, whoever approves
/// @param floor the least that a commitment may be worth for which somebody else pays
/// @param currencies if not empty, only these
/// @param counterparties if not empty, only these principals: agents, or domains for all agents of
///   one
/// @param maxRounds after how many rounds a deal has to be approved
/// @param approvalAbove above which worth a commitment has to be approved
/// @param signed what the record states about itself, and whose it is
public record Mandate(
    Instant at,
    Optional<Money> maxValue,
    Optional<Money> floor,
    List<String> currencies,
    List<String> counterparties,
    OptionalLong maxRounds,
    Optional<Money> approvalAbove,
    SignedRecord signed) {
  /// The most entries of a list.
  public static final int MAX_ENTRIES = 1000;

  private static final String TYPE = "mandate";
  private static final AgentUri NOBODY = new AgentUri("agent://localhost/nobody");

  /// Copies the lists.
  public Mandate {
    currencies = List.copyOf(currencies);
    counterparties = List.copyOf(counterparties);
  }

  /// Reads a record.
  ///
  /// @param json any object
  /// @return the record; else `malformed`
  public static Decoded<Mandate> decode(JsonObject json) {
    Members in = Members.of(json, "");
    if (!in.text("type").equals(TYPE)) {
      in.wrong("type", "has to be " + TYPE);
    }
    AgentUri by = in.agent("by", NOBODY);
    Instant at = in.time("timestamp");
    Optional<Money> most = money(in, "maxValue");
    Optional<Money> floor = money(in, "floor");
    List<String> currencies = in.texts("currencies", MAX_ENTRIES);
    List<String> counterparties = in.texts("counterparties", MAX_ENTRIES);
    OptionalLong rounds = in.optionalCount("maxRounds");
    Optional<Money> above = money(in, "approvalAbove");
    SignedRecord signed = SignedRecord.read(json, in, by);
    return in.result(
        () -> new Mandate(at, most, floor, currencies, counterparties, rounds, above, signed));
  }

  private static Optional<Money> money(Members in, String member) {
    return in.optionalObject(member)
        .map(json -> in.take(Money.decode(json, "/" + member), Money.NONE));
  }

  /// Makes a record.
  ///
  /// @param limits an object with any of `maxValue`, `floor`, `currencies`, `counterparties`,
  ///   `maxRounds` and `approvalAbove`
  /// @param by the principal
  /// @param at when, in whole milliseconds
  /// @param signer the key of its card
  /// @return the complete record, not checked
  public static JsonObject sign(JsonObject limits, AgentUri by, Instant at, Signer signer) {
    return SignedRecord.sign(
        limits.with("type", TYPE).with("by", by.text()).with("timestamp", Timestamp.format(at)),
        SigningPurpose.MANDATE,
        signer);
  }

  /// Checks hash and signature.
  ///
  /// @param card the principal's card
  /// @param verifier checks the signature
  /// @return nothing if it holds; else `unauthorized`, `hash_mismatch` or `signature_invalid`
  public Optional<Refusal> fault(AgentCard card, Verifier verifier) {
    return signed.fault(card, SigningPurpose.MANDATE, verifier);
  }

  /// The hash of the record, which is all of it that a card may show.
  ///
  /// @return as it states it
  public Hash hash() {
    return signed.hash();
  }

  /// Whose it is.
  ///
  /// @return as it states it
  public AgentUri by() {
    return signed.by();
  }

  /// Whether it lets its principal deal with somebody.
  ///
  /// @param agent the other principal
  /// @return true if it is listed, or nobody is
  public boolean names(AgentUri agent) {
    return counterparties.isEmpty()
        || counterparties.stream()
            .anyMatch(entry -> entry.equals(agent.text()) || entry.equals(agent.domain()));
  }
}

package dev.parley.core.endorsement;

import dev.parley.core.card.AgentCard;
import dev.parley.core.card.SignedRecord;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.Signer;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.Optional;

/// That one agent endorses another at a node, or withdraws that: a record signed for
/// `asp-endorsement` (protocol section 10). Read from outside; nothing is proven until [#verified]
/// says so. Immutable.
///
/// @param agent whom it is about
/// @param by who made it
/// @param node the steward of the node where it counts
/// @param timestamp the clock of who made it
/// @param act what it does
/// @param signed what the record states about itself
public record Endorsement(
    AgentUri agent, AgentUri by, AgentUri node, Instant timestamp, Act act, SignedRecord signed) {
  /// How long a statement is at most, in code points.
  public static final int MAX_STATEMENT = 1_000;

  /// How large a record is at most, in bytes of its canonical form.
  public static final int MAX_BYTES = 16 * 1024;

  private static final AgentUri NOBODY = new AgentUri("agent://localhost/nobody");

  /// What a record does.
  public sealed interface Act {
    /// Endorses.
    ///
    /// @param statement for people, if any; at most [Endorsement#MAX_STATEMENT] code points
    record Given(Optional<String> statement) implements Act {}

    /// Takes an endorsement back.
    ///
    /// @param endorsement the hash of the record that gave it
    record Withdrawn(Hash endorsement) implements Act {}
  }

  /// Reads a record.
  ///
  /// @param json any object
  /// @return the record; else `malformed` or `too_large`
  public static Decoded<Endorsement> decode(JsonObject json) {
    Members in = Members.of(json, "");
    if (!in.text("type").equals("endorsement")) {
      in.wrong("type", "has to be endorsement");
    }
    AgentUri agent = in.agent("agentId", NOBODY);
    AgentUri by = in.agent("by", NOBODY);
    AgentUri node = in.agent("node", NOBODY);
    Instant timestamp = in.time("timestamp");
    Act act = act(in);
    SignedRecord signed = SignedRecord.read(json, in, by);
    return in.result(() -> new Endorsement(agent, by, node, timestamp, act, signed))
        .then(Endorsement::sized);
  }

  private static Act act(Members in) {
    Optional<Hash> withdraws = in.optionalHash("withdraws");
    Optional<String> statement = in.optionalText("statement");
    if (statement
        .filter(text -> text.codePointCount(0, text.length()) > MAX_STATEMENT)
        .isPresent()) {
      in.wrong("statement", "at most " + MAX_STATEMENT + " characters");
    }
    if (statement.isPresent() && withdraws.isPresent()) {
      in.wrong("statement", "is for endorsing, not for withdrawing");
    }
    return withdraws.<Act>map(Act.Withdrawn::new).orElseGet(() -> new Act.Given(statement));
  }

  private static Decoded<Endorsement> sized(Endorsement read) {
    return CanonicalJson.bytes(read.json()).length <= MAX_BYTES
        ? Decoded.valid(read)
        : Decoded.refused(
            ErrorCode.TOO_LARGE
                .because("an endorsement has at most " + MAX_BYTES + " bytes")
                .with("limit", MAX_BYTES));
  }

  /// Makes a record.
  ///
  /// @param agent whom it is about
  /// @param by the maker
  /// @param node the steward of the node where it counts
  /// @param timestamp the maker's clock
  /// @param act what it does
  /// @param signer the key of the maker's card
  /// @return the complete record
  public static JsonObject sign(
      AgentUri agent, AgentUri by, AgentUri node, Instant timestamp, Act act, Signer signer) {
    JsonObject said =
        switch (act) {
          case Act.Given(Optional<String> statement) ->
              statement
                  .map(text -> JsonObject.EMPTY.with("statement", text))
                  .orElse(JsonObject.EMPTY);
          case Act.Withdrawn(Hash endorsement) ->
              JsonObject.EMPTY.with("withdraws", endorsement.text());
        };
    return sign(said, agent, by, node, timestamp, signer);
  }

  /// Completes and signs a record of which somebody else has written what it does.
  ///
  /// @param said an object with `statement` or `withdraws`, or neither
  /// @param agent whom it is about
  /// @param by for whom it signs
  /// @param node the steward of the node where it counts
  /// @param timestamp the signer's clock
  /// @param signer the key of that agent's card
  /// @return the complete record, not checked
  public static JsonObject sign(
      JsonObject said,
      AgentUri agent,
      AgentUri by,
      AgentUri node,
      Instant timestamp,
      Signer signer) {
    return SignedRecord.sign(
        said.with("type", "endorsement")
            .with("agentId", agent.text())
            .with("by", by.text())
            .with("node", node.text())
            .with("timestamp", Timestamp.format(timestamp)),
        SigningPurpose.ENDORSEMENT,
        signer);
  }

  /// Checks hash and signature.
  ///
  /// @param card the card of `by`
  /// @param verifier checks the signature
  /// @return this record; else `unauthorized`, `hash_mismatch` or `signature_invalid`
  public Decoded<Endorsement> verified(AgentCard card, Verifier verifier) {
    Optional<Refusal> fault = signed.fault(card, SigningPurpose.ENDORSEMENT, verifier);
    return fault.<Decoded<Endorsement>>map(Decoded::refused).orElseGet(() -> Decoded.valid(this));
  }

  /// The hash of the record.
  ///
  /// @return as it states it
  public Hash hash() {
    return signed.hash();
  }

  /// The whole record.
  ///
  /// @return the object that was read
  public JsonObject json() {
    return signed.json();
  }
}

package dev.parley.core.criteria;

import dev.parley.core.error.Decoded;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.util.List;
import java.util.Optional;

/// What the evidence of a fulfilment has to show, as agreed in an obligation's `acceptance`
/// (protocol section 9). Immutable.
public sealed interface Acceptance permits Acceptance.Nothing, Acceptance.Criteria, EvidenceSchema {
  /// The most values, at any depth, that evidence may have to be looked at.
  int MAX_VALUES = 10_000;

  /// Nothing that a machine can check was agreed.
  record Nothing() implements Acceptance {}

  /// A list of conditions, all of which have to hold.
  ///
  /// @param criteria at least one
  record Criteria(List<Criterion> criteria) implements Acceptance {}

  /// Reads the member `acceptance` of an obligation: a list is one of criteria, an object is a JSON
  /// Schema. Both sides bind themselves to it, so whatever could not be decided later is refused.
  ///
  /// @param json the member's value
  /// @param pointer where it lies, for the refusal
  /// @return what was agreed, never [Nothing]; else `malformed`, or `schema_unsupported` for a
  ///   keyword outside the supported ones
  static Decoded<Acceptance> decode(JsonValue json, String pointer) {
    return AcceptanceReader.read(json, pointer);
  }

  /// Judges a claim by its evidence. A claim without evidence meets nothing that was agreed: else
  /// the debtor could keep the criteria from deciding by saying nothing.
  ///
  /// @param evidence what the claim showed, if anything
  /// @return the same verdict on every node
  default Verdict judge(Optional<JsonObject> evidence) {
    if (this instanceof Nothing) {
      return new Verdict.Undecidable(Verdict.Undecidable.Why.NOTHING_AGREED);
    }
    if (evidence.isEmpty()) {
      return new Verdict.NotMet("", "", "evidence", "none");
    }
    if (ValueCount.exceeds(evidence.get(), MAX_VALUES)) {
      return new Verdict.NotMet("", "", "at most " + MAX_VALUES + " values", "more");
    }
    return switch (this) {
      case Nothing() -> new Verdict.Undecidable(Verdict.Undecidable.Why.NOTHING_AGREED);
      case Criteria(List<Criterion> criteria) -> all(criteria, evidence.get());
      case EvidenceSchema schema -> schema.check(evidence.get());
    };
  }

  private static Verdict all(List<Criterion> criteria, JsonObject evidence) {
    for (int i = 0; i < criteria.size(); i++) {
      Optional<Verdict.NotMet> fault = criteria.get(i).fault(i, evidence);
      if (fault.isPresent()) {
        return fault.get();
      }
    }
    return new Verdict.Met();
  }

  /// A value for people, cut short.
  ///
  /// @param value any value
  /// @return at most 200 characters
  static String shown(JsonValue value) {
    String text = CanonicalJson.text(value);
    return text.codePointCount(0, text.length()) <= 200
        ? text
        : text.substring(0, text.offsetByCodePoints(0, 199)) + "…";
  }
}

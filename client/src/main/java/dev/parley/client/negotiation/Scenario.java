package dev.parley.client.negotiation;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;

/// A domain and the two who bargain about it, as a file holds them. Immutable.
///
/// @param domain what is to be settled
/// @param about one line for people
/// @param first what the side wants that makes the first offer
/// @param second what the other side wants
public record Scenario(Domain domain, String about, Profile first, Profile second) {
  /// The `format` of a file.
  public static final String FORMAT = "parley-negotiation/1";

  /// Reads a file of at most 256 KiB.
  ///
  /// @param bytes all of it
  /// @return the scenario, or `malformed` with the place of the first fault
  public static Decoded<Scenario> read(byte[] bytes) {
    return object(bytes).then(object -> new ScenarioReader(object).read());
  }

  /// The one object that a file has to be.
  static Decoded<JsonObject> object(byte[] bytes) {
    return switch (StrictJson.read(bytes, JsonLimits.MESSAGE)) {
      case Parsed.Value(JsonObject object, _) -> Decoded.valid(object);
      case Parsed.Value _ ->
          Decoded.refused(ErrorCode.MALFORMED.because("a negotiation has to be an object"));
      case Parsed.Malformed(var fault, int offset, String detail) ->
          Decoded.refused(
              ErrorCode.MALFORMED.because(fault + " at byte " + offset + ": " + detail));
    };
  }
}

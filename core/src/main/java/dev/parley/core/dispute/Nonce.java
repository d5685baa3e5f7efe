package dev.parley.core.dispute;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// A share in the chance of a draw: 32 bytes that a side or the steward seals before anybody
/// reveals.
///
/// @param text 64 lower-case hexadecimal digits
public record Nonce(String text) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  /// What counts for a side that sealed or revealed nothing.
  public static final Nonce NONE = new Nonce("0".repeat(2 * Hash.BYTES));

  /// Checks the spelling.
  ///
  /// @throws IllegalArgumentException when the text is not a nonce
  public Nonce {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not a nonce");
    }
  }

  /// A nonce out of a hash that nobody else can make.
  ///
  /// @param hash any
  /// @return its digits
  public static Nonce of(Hash hash) {
    return new Nonce(HexFormat.of().formatHex(hash.raw()));
  }

  static Optional<Nonce> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new Nonce(text)) : Optional.empty();
  }

  /// The raw bytes.
  ///
  /// @return 32 bytes, a new array
  public byte[] raw() {
    return HexFormat.of().parseHex(text);
  }

  /// What `nonceHash` of a `sealed` record has to be: the hash of JCS{agentId, disputeId, nonce,
  /// round}. Names and round are in it so that nobody can seal a copy of what another has sealed.
  ///
  /// @param agent who seals it
  /// @param disputeId for which dispute
  /// @param round for which panel, from 1
  /// @return the hash
  public Hash seal(AgentUri agent, String disputeId, int round) {
    return Hash.of(
        CanonicalJson.bytes(
            JsonObject.EMPTY
                .with("agentId", agent.text())
                .with("disputeId", disputeId)
                .with("nonce", text)
                .with("round", round)));
  }
}

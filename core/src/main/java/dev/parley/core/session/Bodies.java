package dev.parley.core.session;

import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;

/// Bodies as escalations and approvals name them: SHA-256 of the canonical form (protocol section
/// 8).
public final class Bodies {
  private Bodies() {}

  /// Hashes a body.
  ///
  /// @param body the member `content.body`
  /// @return one byte more in the body is another hash
  public static Hash hash(JsonObject body) {
    return Hash.of(CanonicalJson.bytes(body));
  }
}

package dev.parley.core.identity;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/// What follows from a public key and is needed with every signature of its holder, computed once
/// and kept with the key. Thread-safe: two threads may compute the same value, and one of them
/// stays.
final class KeptWithKey {
  private volatile @Nullable String thumbprint;
  private volatile @Nullable String proofHeader;
  private volatile @Nullable Imported imported;

  /// The key as one provider's key factories have made it.
  private record Imported(JcaKeys by, PublicKey key) {}

  /// Makes a provider's form of the key.
  interface Import {
    PublicKey make() throws GeneralSecurityException;
  }

  String thumbprint(ProofKey key) {
    String known = thumbprint;
    if (known == null) {
      known = Base64Url.encode(Hash.sha256(CanonicalJson.bytes(key.jwk())));
      thumbprint = known;
    }
    return known;
  }

  /// The first part of the proofs that we make with the key, as they begin on the wire.
  String proofHeader(ProofKey key) {
    String known = proofHeader;
    if (known == null) {
      JsonObject header = DpopProof.header(key);
      known = Base64Url.encode(header.toString());
      proofHeader = known;
    }
    return known;
  }

  PublicKey imported(JcaKeys by, Import make) throws GeneralSecurityException {
    Imported known = imported;
    if (known == null || known.by != by) {
      known = new Imported(by, make.make());
      imported = known;
    }
    return known.key;
  }
}

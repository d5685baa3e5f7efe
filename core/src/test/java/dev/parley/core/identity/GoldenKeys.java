package dev.parley.core.identity;

import dev.parley.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.ECPoint;

/// Keys for golden vectors that anybody can make again: the private key, of Ed25519 and of P-256
/// alike, is SHA-256 of a text. Signatures with them are the same on every run.
public final class GoldenKeys {
  private static final Map<String, AgentKeys> KEYS = new ConcurrentHashMap<>();

  private GoldenKeys() {}

  /// The keys of a text.
  ///
  /// @param text what is hashed
  /// @return the same keys for the same text, by any implementation
  public static AgentKeys of(String text) {
    return KEYS.computeIfAbsent(text, t -> AgentKeys.parse(privateJson(t)).orElseThrow());
  }

  /// The keys of a text as private JSON Web Keys.
  ///
  /// @param text what is hashed
  /// @return `signing` and `proof`
  public static JsonObject privateJson(String text) {
    byte[] secret = secret(text);
    byte[] ed25519 = new Ed25519PrivateKeyParameters(secret).generatePublicKey().getEncoded();
    ECPoint point = FixedKeys.P256_CURVE.getG().multiply(new BigInteger(1, secret)).normalize();
    byte[] encoded = point.getEncoded(false);
    JsonObject signing =
        JsonObject.builder()
            .put("kty", "OKP")
            .put("crv", "Ed25519")
            .put("d", Base64Url.encode(secret))
            .put("x", Base64Url.encode(ed25519))
            .build();
    JsonObject proof =
        JsonObject.builder()
            .put("kty", "EC")
            .put("crv", "P-256")
            .put("d", Base64Url.encode(secret))
            .put("x", Base64Url.encode(Arrays.copyOfRange(encoded, 1, 33)))
            .put("y", Base64Url.encode(Arrays.copyOfRange(encoded, 33, 65)))
            .build();
    return JsonObject.of("signing", signing, "proof", proof);
  }

  /// Signs with the P-256 key of a text, without a random number (RFC 6979).
  ///
  /// @param text what is hashed
  /// @return a signer that gives the same signature every time
  public static ProofSigner es256(String text) {
    ProofKey key = of(text).proofSigner().publicKey();
    byte[] secret = secret(text);
    return new ProofSigner() {
      @Override
      public ProofKey publicKey() {
        return key;
      }

      @Override
      public byte[] sign(byte[] message) {
        return FixedKeys.deterministic(secret, message);
      }
    };
  }

  /// Encodings of points that no card may carry as its key: the eight of small order, then
  /// encodings that are not canonical.
  ///
  /// @return 32 bytes each, in base64url
  public static List<String> refusedKeys() {
    return CraftedSignatures.smallOrderEncodings().stream().map(Base64Url::encode).toList();
  }

  private static byte[] secret(String text) {
    return Hash.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}

package dev.parley.core.identity;

import dev.parley.core.json.JsonObject;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;

/// Published key pairs, with signers that give the same signature on every run, so that vectors can
/// be made again.
final class FixedKeys {
  /// The key of RFC 8037, appendix A.1.
  static final JsonObject ED25519_JWK =
      JsonObject.builder()
          .put("kty", "OKP")
          .put("crv", "Ed25519")
          .put("d", "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")
          .put("x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
          .build();

  /// The key of RFC 6979, appendix A.2.5.
  static final JsonObject P256_JWK =
      JsonObject.builder()
          .put("kty", "EC")
          .put("crv", "P-256")
          .put("d", base64("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"))
          .put("x", base64("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"))
          .put("y", base64("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"))
          .build();

  static final JsonObject PRIVATE_JSON = JsonObject.of("signing", ED25519_JWK, "proof", P256_JWK);

  static final X9ECParameters P256_CURVE = CustomNamedCurves.getByName("P-256");

  static final AgentKeys KEYS = AgentKeys.parse(PRIVATE_JSON).orElseThrow();

  /// Ed25519 signatures are always the same.
  static final ProofSigner ED25519 = KEYS.tokenSigner();

  /// ES256 as RFC 6979 has it, without a random number.
  static final ProofSigner P256 =
      new ProofSigner() {
        @Override
        public ProofKey publicKey() {
          return KEYS.proofSigner().publicKey();
        }

        @Override
        public byte[] sign(byte[] message) {
          return deterministic(
              Base64Url.decode(P256_JWK.string("d").orElseThrow()).orElseThrow(), message);
        }
      };

  private FixedKeys() {}

  static byte[] deterministic(byte[] secret, byte[] message) {
    ECDomainParameters domain =
        new ECNamedDomainParameters(X9ObjectIdentifiers.prime256v1, P256_CURVE);
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, secret), domain));
    BigInteger[] pair = signer.generateSignature(Hash.sha256(message));
    byte[] signature = Arrays.copyOf(big(pair[0]), 64);
    System.arraycopy(big(pair[1]), 0, signature, 32, 32);
    return signature;
  }

  private static byte[] big(BigInteger value) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[31 - i] = value.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }

  private static String base64(String hex) {
    return Base64Url.encode(HexFormat.of().parseHex(hex));
  }
}

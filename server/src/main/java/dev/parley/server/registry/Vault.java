package dev.parley.server.registry;

import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.server.store.Content;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts the keys that the node holds for agents (protocol section 4, custody): AES-256-GCM
/// under a key in a file of its own, each box bound to its agent. A copy of the database alone
/// opens none of them. Thread-safe.
public final class Vault {
  /// The name of the key's file in the data directory.
  public static final String FILE = "custody.key";

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final SecureRandom random;

  private Vault(SecretKey key, SecureRandom random) {
    this.key = key;
    this.random = random;
  }

  /// Opens the vault of a data directory, which gets a new key when it has none.
  ///
  /// @param directory the data directory
  /// @param random where secrets come from
  /// @return the vault
  /// @throws IllegalStateException when the key's file is not one, or can be read by others
  public static Vault open(Path directory, SecureRandom random) {
    byte[] raw =
        PrivateFile.readOrMake(
            directory.resolve(FILE),
            () -> {
              byte[] made = new byte[KEY_BYTES];
              random.nextBytes(made);
              return made;
            });
    if (raw.length != KEY_BYTES) {
      throw new IllegalStateException(FILE + " has " + raw.length + " bytes, not " + KEY_BYTES);
    }
    return new Vault(new SecretKeySpec(raw, "AES"), random);
  }

  Content seal(AgentUri agent, AgentKeys keys) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] box = crypt(Cipher.ENCRYPT_MODE, agent, nonce, CanonicalJson.bytes(keys.privateJson()));
    byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + box.length);
    System.arraycopy(box, 0, sealed, NONCE_BYTES, box.length);
    return Content.of(sealed);
  }

  AgentKeys open(AgentUri agent, Content sealed) {
    byte[] nonce = Arrays.copyOf(sealed.bytes(), NONCE_BYTES);
    byte[] box = Arrays.copyOfRange(sealed.bytes(), NONCE_BYTES, sealed.size());
    byte[] clear = crypt(Cipher.DECRYPT_MODE, agent, nonce, box);
    if (StrictJson.read(clear, JsonLimits.MESSAGE) instanceof Parsed.Value(JsonObject json, _)) {
      return AgentKeys.parse(json)
          .orElseThrow(() -> new IllegalStateException("the keys of " + agent + " are damaged"));
    }
    throw new IllegalStateException("the keys of " + agent + " are damaged");
  }

  private byte[] crypt(int mode, AgentUri agent, byte[] nonce, byte[] content) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(agent.text().getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the keys of " + agent + " do not open with this data directory's " + FILE, e);
    }
  }
}

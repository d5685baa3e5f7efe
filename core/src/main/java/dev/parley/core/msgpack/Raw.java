package dev.parley.core.msgpack;

import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SignatureText;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// Texts that MessagePack carries as the bytes which they spell. Only a text that comes back
/// exactly is carried so; any other stays text, for whoever reads it to refuse.
enum Raw {
  /// `sha256:` and 64 hexadecimal digits, as 32 bytes.
  HASH(Hash.BYTES) {
    @Override
    Optional<byte[]> bytes(String text) {
      return Hash.parse(text).map(Hash::raw);
    }

    @Override
    String text(byte[] bytes) {
      return Hash.ofRaw(bytes).text();
    }
  },

  /// `ed25519:` and base64url, as 64 bytes.
  SIGNATURE(SignatureText.BYTES) {
    @Override
    Optional<byte[]> bytes(String text) {
      return SignatureText.parse(text).map(SignatureText::raw);
    }

    @Override
    String text(byte[] bytes) {
      return SignatureText.ofRaw(bytes).text();
    }
  },

  /// A UUID in lower case, as 16 bytes.
  UUID_TEXT(16) {
    @Override
    Optional<byte[]> bytes(String text) {
      if (text.length() != UUID_LENGTH) {
        return Optional.empty();
      }
      try {
        UUID uuid = UUID.fromString(text);
        ByteBuffer out = ByteBuffer.allocate(16);
        out.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        return Optional.of(out.array());
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }

    @Override
    String text(byte[] bytes) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      return new UUID(in.getLong(), in.getLong()).toString();
    }
  },

  /// A part of a compact JWS: base64url without padding, of any length.
  JWS_PART(-1) {
    @Override
    Optional<byte[]> bytes(String text) {
      try {
        return Optional.of(Base64.getUrlDecoder().decode(text));
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }

    @Override
    String text(byte[] bytes) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
  };

  private static final int UUID_LENGTH = 36;

  private final int length;

  Raw(int length) {
    this.length = length;
  }

  abstract Optional<byte[]> bytes(String text);

  abstract String text(byte[] bytes);

  /// The bytes of a text that they give back exactly.
  Optional<byte[]> exactly(String text) {
    return bytes(text).filter(bytes -> text(bytes).equals(text));
  }

  /// The text of bytes that it gives back exactly.
  Optional<String> restored(byte[] bytes) {
    return length < 0 || bytes.length == length ? Optional.of(text(bytes)) : Optional.empty();
  }
}

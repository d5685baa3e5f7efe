package dev.parley.server.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes as a value: equal when the bytes are. The array is not copied, neither in nor out; nobody
/// may change it.
public final class Content {

  /// No bytes.
  public static final Content EMPTY = new Content(new byte[0]);

  private final byte[] bytes;

  private Content(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The value of these bytes.
  ///
  /// @param bytes the bytes, which must not change afterwards
  /// @return the value
  public static Content of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Content(bytes);
  }

  /// {@return the bytes themselves, not a copy; they must not be changed}
  public byte[] bytes() {
    return bytes;
  }

  /// {@return how many bytes there are}
  public int size() {
    return bytes.length;
  }

  /// {@return whether there are no bytes}
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /// {@return the bytes read as UTF-8}
  public String utf8() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// The size only: contents may be secret.
  @Override
  public String toString() {
    return "Content[" + bytes.length + " bytes]";
  }
}

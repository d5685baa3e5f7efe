package dev.parley.server.sessions;

import dev.parley.core.wire.Timestamp;
import dev.parley.server.store.Content;
import dev.parley.server.store.StoredMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// An accepted message as every transport delivers it (protocol section 13).
///
/// @param position its index in the session, from 0
/// @param acceptedAt when the node accepted it
/// @param envelope its canonical form
public record Delivered(long position, Instant acceptedAt, Content envelope) {

  static Delivered of(StoredMessage message) {
    return new Delivered(message.position(), message.acceptedAt(), message.canonical());
  }

  /// The wire form, `{position, acceptedAt, envelope}`.
  ///
  /// @return canonical JSON
  public byte[] json() {
    byte[] head = ascii("{\"acceptedAt\":\"" + Timestamp.format(acceptedAt) + "\",\"envelope\":");
    byte[] tail = ascii(",\"position\":" + position + "}");
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(head.length + envelope.size() + tail.length);
    out.writeBytes(head);
    out.writeBytes(envelope.bytes());
    out.writeBytes(tail);
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

package dev.parley.server.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.CRC32C;

/// A checksum over a whole message row, since SQLite has none for its pages: a flipped bit is found
/// when the row is read, not served.
final class RowCheck {
  private RowCheck() {}

  static long of(UUID session, StoredMessage message) {
    byte[] sender = message.sender().getBytes(StandardCharsets.UTF_8);
    ByteBuffer fixed =
        ByteBuffer.allocate(16 + 8 + 16 + 8 + 32 + 4 + 4)
            .put(Columns.bytes(session))
            .putLong(message.position())
            .put(Columns.bytes(message.messageId()))
            .putLong(message.acceptedAt().toEpochMilli())
            .put(message.hash().raw())
            .putInt(sender.length)
            .putInt(message.canonical().size());
    CRC32C check = new CRC32C();
    check.update(fixed.flip());
    check.update(sender);
    check.update(message.canonical().bytes());
    check.update(message.received().bytes());
    return check.getValue();
  }
}

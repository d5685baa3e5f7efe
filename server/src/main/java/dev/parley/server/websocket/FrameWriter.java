package dev.parley.server.websocket;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Writes frames to a client (RFC 6455 section 5.2: never masked, each message one frame): as many
/// as there are in one write. Thread-safe.
final class FrameWriter {
  private static final int FIN = 0x80;
  private static final int CLOSE = 0x8;
  private static final int PONG = 0xA;
  private static final int SHORT_MAX = 125;
  private static final int TWO_BYTES_MAX = 0xFFFF;
  private static final int HEADER_MAX = 10;
  private static final int REASON_MAX = 123;

  private final DataWriter out;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed; // guarded by lock

  FrameWriter(DataWriter out) {
    this.out = out;
  }

  /// What the payload of a message is.
  enum Kind {
    TEXT(0x1),
    BINARY(0x2);

    private final int opcode;

    Kind(int opcode) {
      this.opcode = opcode;
    }
  }

  /// Something that writes, if need be within a time.
  interface Within {
    void write(Flush flush) throws IOException;
  }

  /// The write itself.
  interface Flush {
    void run() throws IOException;
  }

  /// Sends messages.
  ///
  /// @throws IOException when the client is gone
  void messages(Kind kind, List<byte[]> payloads, Within within) throws IOException {
    if (payloads.isEmpty()) {
      return;
    }
    int size = payloads.stream().mapToInt(p -> p.length + HEADER_MAX).sum();
    BufferData frames = BufferData.growing(size);
    payloads.forEach(payload -> put(frames, kind.opcode, payload));
    write(frames, within);
  }

  /// Answers a ping.
  void pong(byte[] payload, Within within) throws IOException {
    BufferData frame = BufferData.growing(payload.length + HEADER_MAX);
    put(frame, PONG, payload);
    write(frame, within);
  }

  /// Says that no more comes. Afterwards nothing is written any more.
  void close(CloseCode code, String why, Within within) throws IOException {
    byte[] reason = why.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(reason.length, REASON_MAX);
    byte[] payload = new byte[2 + length];
    payload[0] = (byte) (code.number() >>> 8);
    payload[1] = (byte) code.number();
    System.arraycopy(reason, 0, payload, 2, length);
    BufferData frame = BufferData.growing(payload.length + HEADER_MAX);
    put(frame, CLOSE, payload);
    lock.lock();
    try {
      write(frame, within);
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private void write(BufferData frames, Within within) throws IOException {
    lock.lock();
    try {
      if (!closed) {
        within.write(() -> out.writeNow(frames));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      lock.unlock();
    }
  }

  private static void put(BufferData frames, int opcode, byte[] payload) {
    frames.write(FIN | opcode);
    int length = payload.length;
    if (length <= SHORT_MAX) {
      frames.write(length);
    } else if (length <= TWO_BYTES_MAX) {
      frames.write(126);
      frames.write(length >>> 8);
      frames.write(length);
    } else {
      frames.write(127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frames.write((int) ((long) length >>> shift));
      }
    }
    frames.write(payload);
  }
}

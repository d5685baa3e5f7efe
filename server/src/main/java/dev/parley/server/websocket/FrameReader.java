package dev.parley.server.websocket;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.SocketContext;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.websocket.ClientWsFrame;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsCloseException;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts messages together from frames (RFC 6455 section 5), within bounds. The bytes of a message
/// are handed on as they came: a character may be cut by fragments, and what is not UTF-8 must not
/// become something else. For one thread.
final class FrameReader {
  private static final int CONTROL_MAX = 125;
  private static final int FRAGMENTS_MAX = 1_024;

  private final SocketContext context;
  private final DataReader reader;
  private final int max;

  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private Kind kind = Kind.NONE;
  private int fragments;

  private enum Kind {
    NONE,
    TEXT,
    BINARY
  }

  /// Reads a connection.
  ///
  /// @param context what the web server knows of it
  /// @param reader its bytes
  /// @param max the largest message, in bytes
  FrameReader(SocketContext context, DataReader reader, int max) {
    this.context = context;
    this.reader = reader;
    this.max = max;
  }

  /// The next that is not only a part.
  Incoming next() {
    while (true) {
      ClientWsFrame frame;
      try {
        frame = ClientWsFrame.read(context, reader, max);
      } catch (WsCloseException e) {
        return e.closeCode() == WsCloseCodes.TOO_BIG
            ? tooLarge()
            : new Incoming.Fault(CloseCode.PROTOCOL_ERROR, "a frame breaks RFC 6455");
      } catch (IllegalArgumentException _) {
        return new Incoming.Fault(CloseCode.PROTOCOL_ERROR, "an unknown opcode");
      } catch (DataReader.InsufficientDataAvailableException
          | ServerConnectionException
          | UncheckedIOException _) {
        return new Incoming.Gone();
      }
      Optional<Incoming> whole =
          switch (frame.opCode()) {
            case TEXT -> begins(Kind.TEXT, frame);
            case BINARY -> begins(Kind.BINARY, frame);
            case CONTINUATION -> goesOn(frame);
            case CLOSE -> control(frame, new Incoming.Closed());
            case PING -> control(frame, new Incoming.Ping(bytes(frame)));
            case PONG -> control(frame, null);
          };
      if (whole.isPresent()) {
        return whole.get();
      }
    }
  }

  /// Reads what still comes, and forgets it: no more than a few messages.
  void drain() {
    try {
      for (long left = 4L * max; left > 0; ) {
        int length = Math.max(1, reader.available());
        reader.skip(length);
        left -= length;
      }
    } catch (DataReader.InsufficientDataAvailableException
        | ServerConnectionException
        | UncheckedIOException _) {
      // That was all.
    }
  }

  private static Optional<Incoming> control(ClientWsFrame frame, @Nullable Incoming meaning) {
    return frame.fin() && frame.payloadLength() <= CONTROL_MAX
        ? Optional.ofNullable(meaning)
        : fault(CloseCode.PROTOCOL_ERROR, "a control frame is in parts or too long");
  }

  private Optional<Incoming> begins(Kind of, ClientWsFrame frame) {
    if (kind != Kind.NONE) {
      return fault(CloseCode.PROTOCOL_ERROR, "a message begins within another");
    }
    if (frame.fin()) {
      return Optional.of(whole(of, bytes(frame)));
    }
    kind = of;
    fragments = 0;
    begun.reset();
    return goesOn(frame);
  }

  private Optional<Incoming> goesOn(ClientWsFrame frame) {
    if (kind == Kind.NONE) {
      return fault(CloseCode.PROTOCOL_ERROR, "a message goes on that has not begun");
    }
    if (++fragments > FRAGMENTS_MAX) {
      return fault(CloseCode.FLOOD, "a message in more than " + FRAGMENTS_MAX + " fragments");
    }
    if (begun.size() + frame.payloadLength() > max) {
      return Optional.of(tooLarge());
    }
    begun.writeBytes(bytes(frame));
    if (!frame.fin()) {
      return Optional.empty();
    }
    Kind of = kind;
    kind = Kind.NONE;
    return Optional.of(whole(of, begun.toByteArray()));
  }

  private static Incoming whole(Kind kind, byte[] bytes) {
    return switch (kind) {
      case TEXT -> new Incoming.Text(bytes);
      case BINARY -> new Incoming.Binary(bytes);
      case NONE -> throw new IllegalArgumentException("no message");
    };
  }

  private Incoming.Fault tooLarge() {
    return new Incoming.Fault(CloseCode.TOO_LARGE, "a message of more than " + max + " bytes");
  }

  private static Optional<Incoming> fault(CloseCode code, String why) {
    return Optional.of(new Incoming.Fault(code, why));
  }

  private static byte[] bytes(ClientWsFrame frame) {
    BufferData payload = frame.payloadData();
    byte[] out = new byte[payload.available()];
    payload.read(out);
    return out;
  }
}

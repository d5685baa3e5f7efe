package dev.parley.server.websocket;

import dev.parley.core.error.Decoded;
import dev.parley.core.json.Parsed;
import dev.parley.core.msgpack.MessagePack;
import dev.parley.core.msgpack.Shapes;

/// What the frames of a connection are: as its first one, `auth`, was. MessagePack only where the
/// session's invitation says so (protocol section 2).
enum Spelling {
  /// Text frames of JSON.
  JSON,
  /// Binary frames of MessagePack.
  MESSAGE_PACK;

  /// How the frames are written.
  FrameWriter.Kind kind() {
    return switch (this) {
      case JSON -> FrameWriter.Kind.TEXT;
      case MESSAGE_PACK -> FrameWriter.Kind.BINARY;
    };
  }

  /// A frame of ours.
  byte[] of(byte[] json) {
    return switch (this) {
      case JSON -> json;
      case MESSAGE_PACK -> MessagePack.pack(json, Shapes.AROUND_ENVELOPE);
    };
  }

  /// Reads a frame of a client.
  Decoded<ClientFrame> read(byte[] bytes) {
    return switch (this) {
      case JSON -> ClientFrame.read(bytes);
      case MESSAGE_PACK ->
          switch (MessagePack.respell(bytes, ClientFrame.LIMITS, Shapes.AROUND_ENVELOPE)) {
            case MessagePack.Respelt.Json(byte[] json) -> ClientFrame.read(json);
            case MessagePack.Respelt.Malformed(Parsed.Malformed malformed) ->
                ClientFrame.unreadable(malformed);
          };
    };
  }
}

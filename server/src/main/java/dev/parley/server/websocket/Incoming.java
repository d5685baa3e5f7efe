package dev.parley.server.websocket;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonLimits;

/// What a client sends, below the level of our frames.
@SuppressWarnings("ArrayRecordComponent") // Only handed through.
sealed interface Incoming {
  /// A whole message of text frames; not yet known to be UTF-8.
  record Text(byte[] bytes) implements Incoming {}

  /// A whole message of binary frames.
  record Binary(byte[] bytes) implements Incoming {}

  /// A ping, which wants its payload back.
  record Ping(byte[] payload) implements Incoming {}

  /// The client closes.
  record Closed() implements Incoming {}

  /// Nothing more comes: the connection broke off, or nothing came in time.
  record Gone() implements Incoming {}

  /// What came is refused, and the connection ends.
  record Fault(CloseCode code, String why) implements Incoming {
    /// The same in the codes of the protocol.
    Refusal refusal() {
      return code == CloseCode.TOO_LARGE
          ? ErrorCode.TOO_LARGE.because(why).with("limit", JsonLimits.MESSAGE.maxBytes())
          : ErrorCode.MALFORMED.because(why);
    }
  }
}

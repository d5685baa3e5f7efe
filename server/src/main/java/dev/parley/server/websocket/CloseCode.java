package dev.parley.server.websocket;

/// Why a connection is closed (protocol section 13; RFC 6455 section 7.4). Codes below 4000 have
/// the meaning that they have everywhere.
public enum CloseCode {
  /// The session has ended and all of it was delivered, or the other side has closed.
  NORMAL(1000, "the session has ended, or you have closed"),
  /// The node ends, or the connection is as old as a token may be. Resume with `lastSequence`.
  GOING_AWAY(1001, "the node ends, or the connection is as old as a token may be: resume"),
  /// A frame breaks RFC 6455: no mask, reserved bits (so compression too), an unknown opcode.
  PROTOCOL_ERROR(1002, "a frame that RFC 6455 forbids, a compressed one too"),
  /// A kind of frame that this connection does not speak.
  WRONG_KIND(1003, "binary where the connection speaks JSON, text where it speaks MessagePack"),
  /// More pings or fragments than anybody needs.
  FLOOD(1008, "more pings or fragments than anybody needs"),
  /// A frame or message beyond the limit of a message.
  TOO_LARGE(1009, "a message larger than 256 KiB"),
  /// Something went wrong in the node.
  INTERNAL_ERROR(1011, "something went wrong in the node"),
  /// As many connections, streams or requests are open as may be.
  TRY_LATER(1013, "as many streams are open as may be: try again later"),
  /// The first frame was no `auth`, came too late, or showed nothing that holds.
  UNAUTHENTICATED(4001, "no `auth` in time, another frame before it, or one that does not hold"),
  /// Two heartbeats were not answered.
  SILENT(4002, "two heartbeats without a `pong`"),
  /// A frame that is none of ours, or text that is not UTF-8.
  NOT_UNDERSTOOD(4003, "a frame that is none of those of a client, or text that is not UTF-8"),
  /// There is no such session for this agent, or nothing at `lastSequence`.
  NO_SUCH_SESSION(4004, "no such session for you, or nothing at `lastSequence`");

  private final int number;
  private final String when;

  CloseCode(int number, String when) {
    this.number = number;
    this.when = when;
  }

  /// The code on the wire.
  ///
  /// @return 1000 to 4999
  public int number() {
    return number;
  }

  /// When a client sees it, in words.
  ///
  /// @return a phrase
  public String when() {
    return when;
  }
}

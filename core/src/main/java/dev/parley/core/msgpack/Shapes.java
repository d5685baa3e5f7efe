package dev.parley.core.msgpack;

import java.util.Map;

/// The shapes that documents of the protocol have (protocol section 2).
public final class Shapes {
  /// No bytes anywhere.
  public static final Shape PLAIN = new Shape.Plain();

  /// An envelope.
  public static final Shape ENVELOPE =
      new Shape.Members(
          Map.of(
              "messageId", new Shape.Bytes(Raw.UUID_TEXT),
              "sessionId", new Shape.Bytes(Raw.UUID_TEXT),
              "sender", new Shape.Members(Map.of("dpopProof", new Shape.Jws())),
              "integrity",
                  new Shape.Members(
                      Map.of(
                          "hash", new Shape.Bytes(Raw.HASH),
                          "previousHash", new Shape.Bytes(Raw.HASH),
                          "signature", new Shape.Bytes(Raw.SIGNATURE)))));

  /// Whatever has an envelope in its member `envelope`: a delivered message, a frame.
  public static final Shape AROUND_ENVELOPE = new Shape.Members(Map.of("envelope", ENVELOPE));

  /// Whatever has delivered messages in its member `messages`, or an envelope itself: any answer.
  public static final Shape PAGE =
      new Shape.Members(
          Map.of("envelope", ENVELOPE, "messages", new Shape.Elements(AROUND_ENVELOPE)));

  private Shapes() {}

  static Shape member(Shape of, String name) {
    return of instanceof Shape.Members(Map<String, Shape> shapes)
        ? shapes.getOrDefault(name, PLAIN)
        : PLAIN;
  }

  static Shape element(Shape of) {
    return of instanceof Shape.Elements(Shape shape) ? shape : PLAIN;
  }
}

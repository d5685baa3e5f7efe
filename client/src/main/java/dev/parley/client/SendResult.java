package dev.parley.client;

import java.util.List;

/// What became of a message that was to be sent.
public sealed interface SendResult {

  /// It is part of the session, durably.
  ///
  /// @param message the message at its place
  record Sent(Received message) implements SendResult {}

  /// Something came in between that the caller has not read yet, so it was not sent: read it and
  /// decide anew. [Session#next] hands these messages out too.
  ///
  /// @param meanwhile what came, in order, never empty
  record Overtaken(List<Received> meanwhile) implements SendResult {}

  /// The node declined it; nothing was recorded.
  ///
  /// @param refusal why
  record Refused(NodeRefusal refusal) implements SendResult {}

  /// The message, for a caller that has no other plan.
  ///
  /// @return the message at its place
  /// @throws RefusedException if the node declined it
  /// @throws NoAnswerException if it was overtaken, so that nothing was sent
  default Received orThrow() {
    return switch (this) {
      case Sent(Received message) -> message;
      case Refused(NodeRefusal refusal) -> throw new RefusedException(refusal);
      case Overtaken(List<Received> meanwhile) ->
          throw new NoAnswerException(
              "not sent: "
                  + meanwhile.getFirst().performative()
                  + " of "
                  + meanwhile.getFirst().sender()
                  + " came in between");
    };
  }
}

package dev.parley.client;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;

/// What an organisation says where three or more principals decide together (protocol section 8,
/// consensus transitions). A first vote stands. Stateless.
public final class Vote {
  private Vote() {}

  /// ACCEPT of a transition: votes for what a CLOSE or DELEGATE asks, where three or more decide.
  ///
  /// @param asking the message
  /// @return what to send
  public static Utterance yes(Received asking) {
    return Utterance.of(Performative.ACCEPT, transition(asking));
  }

  /// REJECT of a transition: votes against it.
  ///
  /// @param asking the message
  /// @param reason why, for people
  /// @return what to send
  public static Utterance no(Received asking, String reason) {
    return Utterance.of(
        Performative.REJECT,
        transition(asking).with("code", ErrorCode.UNSPECIFIED.wire()).with("reason", reason));
  }

  /// REJECT of a transition that counts for neither side.
  ///
  /// @param asking the message
  /// @param reason why, for people
  /// @return what to send
  public static Utterance abstain(Received asking, String reason) {
    return no(asking, reason).with("abstain", JsonBoolean.TRUE);
  }

  private static JsonObject transition(Received asking) {
    return JsonObject.EMPTY.with("transitionId", asking.envelope().messageId().toString());
  }
}

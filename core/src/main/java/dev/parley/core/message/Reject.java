package dev.parley.core.message;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ReasonCode;
import dev.parley.core.wire.Members;

/// REJECT: declines what is referenced (protocol section 5).
///
/// @param reference what is declined
/// @param code why, as a code of section 12 or another implementation's
/// @param reason why, for people
public record Reject(Reference reference, ReasonCode code, String reason) implements Message {

  @Override
  public Performative performative() {
    return Performative.REJECT;
  }

  static Decoded<Message> read(Members in) {
    Reference reference = Reference.read(in);
    String code = in.id("code");
    String reason = in.text("reason");
    if (in.flag("abstain") && reference.kind() != Reference.Kind.TRANSITION) {
      in.wrong("abstain", "belongs to a vote (transitionId)");
    }
    return in.result(() -> new Reject(reference, ReasonCode.of(code), reason));
  }
}

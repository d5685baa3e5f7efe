package dev.parley.core.message;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ReasonCode;
import dev.parley.core.wire.Members;

/// REJECT: declines what is referenced (protocol section 5).
///
/// @param reference what is declined
/// @param code why, as a code of section 12 or another implementation's
/// @param reason why, for people
/// @param ballot what it means in a vote
public record Reject(Reference reference, ReasonCode code, String reason, Ballot ballot)
    implements Message {

  /// What a REJECT says in a vote.
  public enum Ballot {
    /// No; also what every REJECT outside of votes is.
    AGAINST,
    /// Neither yes nor no.
    ABSTAIN
  }

  @Override
  public Performative performative() {
    return Performative.REJECT;
  }

  static Decoded<Message> read(Members in) {
    Reference reference = Reference.read(in);
    String code = in.id("code");
    String reason = in.text("reason");
    Ballot ballot = in.flag("abstain") ? Ballot.ABSTAIN : Ballot.AGAINST;
    if (ballot == Ballot.ABSTAIN && reference.kind() != Reference.Kind.TRANSITION) {
      in.wrong("abstain", "belongs to a vote (transitionId)");
    }
    return in.result(() -> new Reject(reference, ReasonCode.of(code), reason, ballot));
  }
}

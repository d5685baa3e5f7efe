package dev.parley.core.session;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import java.util.List;

/// What a rule says of one message: what the talk becomes and where it goes, or why not.
sealed interface Ruling {

  /// Allowed.
  record Granted(Talk talk, Next next) implements Ruling {}

  /// Not allowed.
  record Denied(Refusal refusal) implements Ruling {}

  /// Where a talk goes.
  sealed interface Next {
    /// It stays in its state.
    record Stay() implements Next {}

    /// To INTRODUCED.
    record Introduced() implements Next {}

    /// To what follows from the commitments.
    record Derived() implements Next {}

    /// To ESCALATED.
    record Escalated(Matter.Escalation escalation) implements Next {}

    /// To CLOSED.
    record Closed(String reason) implements Next {}

    /// To FAILED.
    record Failed(String reason, List<AgentUri> atFault) implements Next {}
  }

  static Ruling stay(Talk talk) {
    return new Granted(talk, new Next.Stay());
  }

  static Ruling derived(Talk talk) {
    return new Granted(talk, new Next.Derived());
  }

  static Ruling closed(Talk talk, String reason) {
    return talk.promises().openObligations() > 0
        ? stillOpen(talk)
        : new Granted(talk, new Next.Closed(reason));
  }

  static Ruling failed(Talk talk, String reason, List<AgentUri> atFault) {
    return talk.promises().openObligations() > 0
        ? stillOpen(talk)
        : new Granted(talk, new Next.Failed(reason, atFault));
  }

  private static Ruling stillOpen(Talk talk) {
    return new Denied(
        ErrorCode.OPEN_OBLIGATIONS
            .because(talk.promises().openObligations() + " obligation(s) are still open")
            .with("open", talk.promises().openObligations()));
  }

  static Ruling denied(ErrorCode code, String why) {
    return new Denied(code.because(why));
  }

  static Ruling badReference(String id, String why) {
    return new Denied(ErrorCode.INVALID_REFERENCE.because(id + ": " + why).with("reference", id));
  }

  static Ruling badTransition(String why) {
    return denied(ErrorCode.INVALID_TRANSITION, why);
  }
}

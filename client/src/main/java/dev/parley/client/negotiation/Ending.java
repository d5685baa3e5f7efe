package dev.parley.client.negotiation;

/// How a negotiation over a session ended for one side.
public sealed interface Ending {

  /// Both are bound: the commitment is ACTIVE and the session goes on, so that they can do what
  /// they agreed on.
  ///
  /// @param outcome what was agreed on
  /// @param commitmentId the commitment with one obligation of each side, the proposer's first
  record Agreed(int outcome, String commitmentId) implements Ending {}

  /// One side gave up, or the steward ended the talk; the session has ended.
  record NoAgreement() implements Ending {}

  /// The other side did what this way of bargaining does not know; this side has ended the session
  /// if it could.
  ///
  /// @param why one line for people
  record Broken(String why) implements Ending {}
}

package dev.parley.core.dispute;

/// Where a dispute stands (protocol section 11).
public enum StageName {
  /// The respondent has to answer.
  FILED,
  /// A ruling follows from the records and is to be recorded at once.
  DECIDED,
  /// A ruling stands; the loser may appeal.
  RULED,
  /// No machine can decide: those who want to be heard post a bond.
  CONTESTED,
  /// Both sides seal a nonce.
  SEALING,
  /// Both sides reveal it.
  REVEALING,
  /// The panel is to be drawn.
  DRAWING,
  /// The panel votes.
  VOTING,
  /// A person has to rule.
  PERSON,
  /// It is over.
  FINAL
}

package dev.parley.core.error;

/// The category that the published text gives to each of the ten rejection codes, and that ours of
/// the same nature share (protocol section 12).
public enum RejectionCategory {
  /// Reputation.
  TRUST,
  /// Who somebody is and what they may do.
  AUTH,
  /// The rules of the conversation.
  PROTOCOL,
  /// Money, budgets, ceilings.
  ECONOMIC,
  /// Capacity.
  RESOURCE,
  /// Policy of a participant or a node.
  GOVERNANCE,
  /// Deadlines.
  TEMPORAL,
  /// A person or a higher agent has to decide.
  AUTHORITY,
  /// Anything else.
  GENERAL
}

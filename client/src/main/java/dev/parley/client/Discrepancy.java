package dev.parley.client;

/// What a node said, and what it should have said.
///
/// @param kind what disagrees
/// @param position the position in the session, -1 where there is none
/// @param expected what follows from the records, in words
/// @param found what the node said, in words
public record Discrepancy(Kind kind, long position, String expected, String found) {

  /// What can disagree.
  public enum Kind {
    /// A position was left out.
    GAP,
    /// There was another message at this position before.
    HISTORY,
    /// It cannot be read as a message of this session.
    FORM,
    /// A card does not continue the chain of its agent's cards.
    CARD,
    /// Hash, signature or proof does not hold.
    INTEGRITY,
    /// The rules of the session do not allow it, or it does not follow the message before.
    LEGALITY,
    /// The node names a head that is not the head.
    HEAD,
    /// The answer to a message is about another one.
    ANSWER,
    /// It is not the node that it was before.
    NODE
  }

  @Override
  public String toString() {
    String place = position < 0 ? "" : " at position " + position;
    return kind + place + ": expected " + expected + ", found " + found;
  }

  NodeMisbehavedException exception() {
    return new NodeMisbehavedException(this);
  }
}

package dev.parley.client.negotiation;

/// What a side does when it is its turn.
public sealed interface Move {

  /// Makes an offer, and so declines the one that stands.
  ///
  /// @param outcome what it offers
  record Offer(int outcome) implements Move {}

  /// Agrees to the offer that stands.
  record Accept() implements Move {}

  /// Gives up.
  record End() implements Move {}
}

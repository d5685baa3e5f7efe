package dev.parley.cli.demo;

import java.math.BigDecimal;

/// What a side does about an offer of the other.
sealed interface Move {

  /// Why, in words that stay with the side that thinks them.
  String thought();

  /// Agrees to the offer.
  record Take(String thought) implements Move {}

  /// Asks for another price.
  record Ask(BigDecimal price, String thought) implements Move {}

  /// Gives up: no price that both can live with is in sight.
  record Walk(String thought) implements Move {}
}

package dev.parley.client.negotiation;

import java.util.List;

/// What one side wants, known to that side alone: linear and additive. The utility of an outcome is
/// the sum over the issues of weight times evaluation, so all arithmetic is in whole numbers.
/// Immutable.
///
/// @param party a word for the side
/// @param reservation what no agreement is worth, in the unit of utilities
/// @param weights how much each issue matters, 0 to 100; they sum up to 100
/// @param evaluations for each issue how good each value is, 0 to 1,000
public record Profile(
    String party, int reservation, List<Integer> weights, List<List<Integer>> evaluations) {
  /// The utility of an outcome that is best in everything: utilities are 0 to this.
  public static final int WHOLE = 100_000;

  /// Copies.
  public Profile {
    weights = List.copyOf(weights);
    evaluations = evaluations.stream().map(List::copyOf).toList();
  }
}

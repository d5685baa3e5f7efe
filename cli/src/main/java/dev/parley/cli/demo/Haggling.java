package dev.parley.cli.demo;

import java.math.BigDecimal;
import java.util.List;

/// How one side haggles about a price: a pure function of what was offered so far. Prices are per
/// unit, with two decimals.
sealed interface Haggling permits PatientBuyer, MirroringSeller {

  /// The price to begin with.
  BigDecimal opening();

  /// What to do now.
  ///
  /// @param ours what this side asked for so far, oldest first; may be empty
  /// @param theirs what the other side asked for so far, oldest first; at least one
  Move answer(List<BigDecimal> ours, List<BigDecimal> theirs);
}

package dev.parley.core.learning;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// How one number was negotiated in a session of two. Immutable.
///
/// @param subject which number, seen from which side
/// @param offers who named which number, in order
/// @param closing the number of the last proposal that was accepted, if one was
public record Bargain(Subject subject, List<Offer> offers, Optional<BigDecimal> closing) {

  /// The most offers that are kept of one session: its first ones.
  static final int MOST_OFFERS = 200;

  /// Copies the list.
  public Bargain {
    offers = List.copyOf(offers);
  }

  /// What can be compared between sessions: the same number about the same thing from the same
  /// side.
  ///
  /// @param capability what the invitation was about, or empty
  /// @param path where the number stands in `terms` (RFC 6901)
  /// @param currency the currency beside it, three capitals, or empty
  /// @param role whether less or more is better
  public record Subject(String capability, String path, String currency, Role role)
      implements Comparable<Subject> {

    @Override
    public int compareTo(Subject other) {
      int order = capability.compareTo(other.capability);
      order = order != 0 ? order : path.compareTo(other.path);
      order = order != 0 ? order : currency.compareTo(other.currency);
      return order != 0 ? order : role.compareTo(other.role);
    }
  }

  /// Which side of a bargain the one that learns stands on.
  public enum Role {
    /// Wants less.
    BUYER,
    /// Wants more.
    SELLER,
    /// Nothing says which.
    UNKNOWN
  }

  /// One offer.
  ///
  /// @param by on which side
  /// @param amount the number
  public record Offer(Activity.Side by, BigDecimal amount) {}

  /// The offers of one side.
  ///
  /// @param side which
  /// @return its numbers, in order
  List<BigDecimal> of(Activity.Side side) {
    return offers.stream().filter(o -> o.by() == side).map(Offer::amount).toList();
  }
}

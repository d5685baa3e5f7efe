package dev.parley.core.learning;

import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.util.Locale;
import java.util.Optional;

/// A change of policy that the figures speak for. It is only ever proposed: a person, or a policy
/// that a person set, decides. Immutable.
///
/// @param kind of what policy
/// @param subject what it is about, such as a counterparty or a price, as members of the report
/// @param advice what is proposed
/// @param now what was done so far, if that is a number
/// @param value what is proposed, if that is a number
/// @param why the figures, in words
/// @param evidence how much stands behind it
record PolicyProposal(
    Kind kind,
    JsonObject subject,
    Advice advice,
    Optional<JsonValue> now,
    Optional<JsonValue> value,
    String why,
    Evidence evidence) {

  /// The policies that sessions speak for or against.
  enum Kind {
    /// The first offer.
    OPENING,
    /// The last price that is still taken.
    RESERVATION,
    /// With whom to deal.
    PARTNERS,
    /// Whether money has to be held.
    ESCROW
  }

  /// What can be proposed.
  enum Advice {
    /// Set the number to `value`.
    SET,
    /// Rather deal with this one.
    PREFER,
    /// Rather deal with others.
    AVOID,
    /// Ask for escrow.
    REQUIRE
  }

  /// What stands behind a proposal.
  ///
  /// @param sessions how many sessions
  /// @param organisations of how many organisations
  /// @param largestShare how much of the statistic the largest of them makes up, 0 to 1
  record Evidence(int sessions, int organisations, double largestShare) {}

  /// Whether another one says the same, perhaps with another number.
  boolean agrees(PolicyProposal other) {
    return kind == other.kind && advice == other.advice && subject.equals(other.subject);
  }

  JsonObject json() {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("kind", kind.name().toLowerCase(Locale.ROOT))
            .put("advice", advice.name().toLowerCase(Locale.ROOT))
            .put("subject", subject)
            .put("why", why)
            .put("sessions", evidence.sessions())
            .put("organisations", evidence.organisations())
            .put("largestShare", Figures.ratio(evidence.largestShare()));
    now.ifPresent(number -> out.put("now", number));
    value.ifPresent(number -> out.put("value", number));
    return out.build();
  }
}

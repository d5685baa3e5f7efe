package dev.parley.console.agents;

import dev.parley.console.words.Plain;
import dev.parley.core.trust.Component;
import dev.parley.core.trust.Reason;
import dev.parley.core.trust.TrustScore;
import dev.parley.server.registry.TrustLevel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// An agent's score as people see it.
///
/// @param score the score
public record Repute(TrustScore score) {

  /// One of its eight parts.
  ///
  /// @param name two capitals
  /// @param title in words
  /// @param weight how many hundredths of the score it makes up
  /// @param hundredths its value
  public record Part(String name, String title, int weight, int hundredths) {
    /// Its value.
    ///
    /// @return 0 to 100 with two decimals
    public String value() {
      return Plain.points(hundredths);
    }
  }

  /// The score.
  ///
  /// @return 0 to 100 with two decimals
  public String trust() {
    return Plain.points(score.total());
  }

  /// Its level.
  ///
  /// @return one word
  public String level() {
    return TrustLevel.of(score.total() / 100.0).title();
  }

  /// What it is at least, as far as the evidence goes.
  ///
  /// @return 0 to 100 with two decimals
  public String low() {
    return Plain.points(score.low());
  }

  /// How many others the evidence comes from, weighed.
  ///
  /// @return with two decimals
  public String counterparties() {
    return Plain.points(score.effectiveCounterparties());
  }

  /// The last final verdict against it.
  ///
  /// @return in UTC; nothing when there is none
  public Optional<String> lastBreach() {
    return score.lastBreach().map(Plain::time);
  }

  /// From when to when there is evidence.
  ///
  /// @return in UTC; nothing when there is none
  public Optional<String> window() {
    return score.window().map(w -> Plain.time(w.from()) + " to " + Plain.time(w.to()));
  }

  /// Why it is what it is.
  ///
  /// @return sentences
  public List<String> reasons() {
    return score.reasons().stream().map(Reason::words).toList();
  }

  /// Its eight parts.
  ///
  /// @return in the order of the protocol
  public List<Part> parts() {
    return Arrays.stream(Component.values())
        .map(part -> new Part(part.name(), part.title(), part.weight(), score.component(part)))
        .toList();
  }
}

package dev.parley.core.trust;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What somebody asks of another agent's trust: a score, floors of components, and that the
/// evidence comes from enough others (protocol section 10). A high score alone hides a component of
/// 0.
///
/// @param trust the least T, in hundredths
/// @param floors the least of some components, in hundredths
/// @param effectiveCounterparties the least number of effective counterparties, in hundredths
public record Gate(int trust, Map<Component, Integer> floors, int effectiveCounterparties) {
  /// Copies.
  public Gate {
    floors = Collections.unmodifiableMap(new EnumMap<>(floors));
  }

  /// A gate by score only.
  ///
  /// @param trust the least T, in hundredths
  /// @return the gate
  public static Gate of(int trust) {
    return new Gate(trust, new EnumMap<>(Component.class), 0);
  }

  /// What a score lacks.
  ///
  /// @param score the score
  /// @return one line for each rule that it breaks; none when it passes
  public List<String> lacks(TrustScore score) {
    List<String> lacks = new ArrayList<>();
    lack(lacks, "T", score.total(), trust);
    floors.forEach(
        (component, floor) -> lack(lacks, component.name(), score.component(component), floor));
    lack(
        lacks, "effectiveCounterparties", score.effectiveCounterparties(), effectiveCounterparties);
    return List.copyOf(lacks);
  }

  /// Whether a score passes.
  ///
  /// @param score the score
  /// @return true when nothing is lacking
  public boolean passes(TrustScore score) {
    return lacks(score).isEmpty();
  }

  private static void lack(List<String> lacks, String what, int is, int least) {
    if (is < least) {
      lacks.add(what + " is " + is / 100.0 + ", " + least / 100.0 + " is required");
    }
  }
}

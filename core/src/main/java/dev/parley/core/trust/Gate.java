package dev.parley.core.trust;

import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What somebody asks of another agent's trust: a score, floors of components, and that the
/// evidence comes from enough others (protocol section 10). A high score alone hides a component of
/// 0.
///
/// @param trust the least T, in hundredths
/// @param floors the least of some components, in hundredths
/// @param effectiveCounterparties the least number of effective counterparties, in hundredths
public record Gate(int trust, Map<Component, Integer> floors, int effectiveCounterparties) {
  private static final int MOST_POINTS = 100;
  private static final int MOST_COUNTERPARTIES = 1_000_000;

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

  /// Reads what a gate asks beyond the score: `minComponents`, an object of component names with
  /// their floors, 0 to 100, and `minEffectiveCounterparties`, 0 to 1,000,000. What is finer than a
  /// hundredth is rounded up, so that a floor is never lowered.
  ///
  /// @param in the object with these members; notes the first that is wrong
  /// @return a gate that asks nothing of T itself
  public static Gate read(Members in) {
    Map<Component, Integer> floors = new EnumMap<>(Component.class);
    List<String> names =
        in.optionalObject("minComponents").map(JsonObject::names).orElse(List.of());
    in.optionalInside("minComponents")
        .ifPresent(components -> names.forEach(name -> floor(components, name, floors)));
    int counterparties = least(in, "minEffectiveCounterparties", MOST_COUNTERPARTIES).orElse(0);
    return new Gate(0, floors, counterparties);
  }

  private static void floor(Members in, String name, Map<Component, Integer> into) {
    Optional<Component> component = Component.parse(name);
    if (component.isEmpty()) {
      in.wrong(name, "is no component of the score");
    }
    Optional<Integer> floor = least(in, name, MOST_POINTS);
    component.ifPresent(c -> floor.ifPresent(f -> into.put(c, f)));
  }

  private static Optional<Integer> least(Members in, String name, int most) {
    Optional<Double> stated = in.optionalNumber(name).map(JsonNumber::value);
    if (stated.filter(value -> value < 0 || value > most).isPresent()) {
      in.wrong(name, "has to be between 0 and " + most);
      return Optional.empty();
    }
    return stated.map(
        value ->
            BigDecimal.valueOf(value)
                .movePointRight(2)
                .setScale(0, RoundingMode.CEILING)
                .intValueExact());
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

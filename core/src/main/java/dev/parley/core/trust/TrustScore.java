package dev.parley.core.trust;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An agent's trust on one UTC day, with what has to stand beside it (protocol section 10). All
/// figures are whole hundredths, and two scores are equal when these are.
///
/// @param agent whose it is
/// @param asOf the day
/// @param total T, 0 to 10,000
/// @param components all eight, each 0 to 10,000
/// @param low T with the 5 % bounds of CF, RQ and ER in place of their means; at most T
/// @param effectiveCounterparties `1/Σ share²` of the mass behind the evidence; a pair has 1.00
/// @param organisations of how many organisations those behind the evidence are
/// @param lastBreach the last final verdict against the agent
/// @param window from the first piece of evidence to the last
/// @param reasons why it is what it is
public record TrustScore(
    AgentUri agent,
    LocalDate asOf,
    int total,
    Map<Component, Integer> components,
    int low,
    int effectiveCounterparties,
    int organisations,
    Optional<Instant> lastBreach,
    Optional<Window> window,
    List<Reason> reasons) {

  /// From when to when there is evidence.
  ///
  /// @param from the first piece
  /// @param to the last
  public record Window(Instant from, Instant to) {}

  /// Copies.
  public TrustScore {
    components = Collections.unmodifiableMap(new EnumMap<>(components));
    reasons = List.copyOf(reasons);
  }

  /// A component.
  ///
  /// @param component which
  /// @return hundredths
  public int component(Component component) {
    Integer value = components.get(component);
    return value == null ? 0 : value;
  }

  /// T of the components, by the published weights: exact, then half-even to hundredths.
  static int total(Map<Component, Integer> components) {
    long sum = 0;
    for (Map.Entry<Component, Integer> entry : components.entrySet()) {
      sum += (long) entry.getKey().weight() * entry.getValue();
    }
    return Math.toIntExact(TrustProfile.dividedHalfEven(sum, 100));
  }

  /// The score as the wire has it.
  ///
  /// @return an object whose numbers have at most two decimals
  public JsonObject json() {
    JsonObject.Builder parts = JsonObject.builder();
    for (Component component : Component.values()) {
      parts.put(component.name(), decimal(component(component)));
    }
    JsonObject.Builder out =
        JsonObject.builder()
            .put("agentId", agent.text())
            .put("asOf", asOf.toString())
            .put("profileVersion", TrustProfile.VERSION)
            .put("trustScore", decimal(total))
            .put("components", parts.build())
            .put("low", decimal(low))
            .put("effectiveCounterparties", decimal(effectiveCounterparties))
            .put("organisations", organisations)
            .put("reasons", JsonArray.ofStrings(reasons.stream().map(Reason::wire).toList()));
    lastBreach.ifPresent(at -> out.put("lastBreach", Timestamp.format(at)));
    window.ifPresent(
        w ->
            out.put(
                "evidenceWindow",
                JsonObject.EMPTY
                    .with("from", Timestamp.format(w.from()))
                    .with("to", Timestamp.format(w.to()))));
    return out.build();
  }

  private static JsonNumber decimal(int hundredths) {
    return new JsonNumber(hundredths / 100.0);
  }
}

package dev.parley.client.negotiation;

import dev.parley.core.error.Decoded;
import java.nio.charset.StandardCharsets;

/// Negotiations small enough to work out by hand.
public final class Samples {
  /// Four outcomes. The gardener's utilities are 100,000, 60,000, 40,000 and 0, the neighbour's 0,
  /// 70,000, 30,000 and 100,000.
  public static final String HEDGE =
      """
      {"format": "parley-negotiation/1", "name": "hedge", "about": "How high, and who cuts.",
       "issues": [{"name": "height", "values": ["low", "high"]},
                  {"name": "cuts", "from": 1, "to": 2}],
       "profiles": [
         {"party": "gardener", "reservation": 0,
          "weights": {"height": 60, "cuts": 40},
          "evaluations": {"height": {"low": 1000, "high": 0}, "cuts": {"from": 1000, "to": 0}}},
         {"party": "neighbour", "reservation": 0,
          "weights": {"height": 30, "cuts": 70},
          "evaluations": {"height": {"low": 0, "high": 1000}, "cuts": {"from": 0, "to": 1000}}}]}
      """;

  /// Eleven outcomes of which the sides want opposite ones.
  public static final String PRICE =
      """
      {"format": "parley-negotiation/1", "name": "price", "about": "A bicycle.",
       "issues": [{"name": "price", "from": 40, "to": 50}],
       "profiles": [
         {"party": "buyer", "reservation": 20000,
          "weights": {"price": 100}, "evaluations": {"price": {"from": 1000, "to": 0}}},
         {"party": "seller", "reservation": 30000,
          "weights": {"price": 100}, "evaluations": {"price": {"from": 0, "to": 1000}}}]}
      """;

  private Samples() {}

  /// Reads a scenario that may be wrong.
  ///
  /// @param text JSON
  /// @return what comes of it
  public static Decoded<Scenario> read(String text) {
    return Scenario.read(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Reads a scenario.
  ///
  /// @param text JSON
  /// @return the scenario
  public static Scenario scenario(String text) {
    return read(text).orThrow();
  }

  /// What the first side wants.
  ///
  /// @param text JSON
  /// @return its preferences
  public static Preferences first(String text) {
    return Preferences.of(scenario(text).domain(), scenario(text).first());
  }

  /// What the other side wants.
  ///
  /// @param text JSON
  /// @return its preferences
  public static Preferences second(String text) {
    return Preferences.of(scenario(text).domain(), scenario(text).second());
  }
}

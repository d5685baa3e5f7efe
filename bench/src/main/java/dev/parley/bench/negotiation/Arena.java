package dev.parley.bench.negotiation;

import dev.parley.client.negotiation.Landscape;
import dev.parley.client.negotiation.Preferences;
import dev.parley.client.negotiation.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/// A domain to bargain in, with what both sides want. Immutable.
///
/// @param scenario the domain and the profiles
/// @param first what the first side wants
/// @param second what the other side wants
/// @param landscape what the two look like together
public record Arena(Scenario scenario, Preferences first, Preferences second, Landscape landscape) {
  /// The domains that come with Parley.
  public static final List<String> NAMES =
      List.of(
          "who-drives",
          "inheritance-clock",
          "last-ticket",
          "choir-hall",
          "swap-of-tools",
          "spectrum-split",
          "reading-room",
          "orchard-lease",
          "ferry-timetable",
          "market-stall",
          "data-centre-shift",
          "translation-job",
          "wind-farm",
          "mountain-hut");

  /// Prepares a scenario.
  ///
  /// @param scenario a domain with two profiles
  /// @return the arena
  public static Arena of(Scenario scenario) {
    Preferences first = Preferences.of(scenario.domain(), scenario.first());
    Preferences second = Preferences.of(scenario.domain(), scenario.second());
    return new Arena(scenario, first, second, Landscape.of(first, second));
  }

  /// One of the domains that come with Parley.
  ///
  /// @param name one of [#NAMES]
  /// @return the arena
  public static Arena named(String name) {
    try (InputStream in = Arena.class.getResourceAsStream(name + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException("no domain " + name);
      }
      return of(Scenario.read(in.readAllBytes()).orThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All of them.
  ///
  /// @return small ones first
  public static Stream<Arena> all() {
    return NAMES.stream().map(Arena::named);
  }

  /// Its name.
  ///
  /// @return the domain's
  public String name() {
    return scenario.domain().name();
  }
}

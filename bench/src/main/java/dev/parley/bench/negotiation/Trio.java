package dev.parley.bench.negotiation;

import dev.parley.client.negotiation.Domain;
import dev.parley.client.negotiation.Preferences;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A domain, and what each of three wants. Immutable.
///
/// @param about one line for people
/// @param sides the three, in the order in which they speak, all of the same domain
public record Trio(String about, List<Preferences> sides) {
  /// The domains of three that come with Parley.
  public static final List<String> NAMES =
      List.of("three-relay", "three-reservoir", "three-exhibition");

  /// How many there are.
  public static final int SIDES = 3;

  /// Copies.
  public Trio {
    sides = List.copyOf(sides);
  }

  /// One of the domains that come with Parley.
  ///
  /// @param name one of [#NAMES]
  /// @return the domain
  public static Trio named(String name) {
    try (InputStream in = Trio.class.getResourceAsStream(name + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException("no domain " + name);
      }
      return of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Each side is read as the file of one side that knows only itself.
  private static Trio of(byte[] bytes) {
    if (!(StrictJson.read(bytes, JsonLimits.MESSAGE)
        instanceof Parsed.Value(JsonObject whole, _))) {
      throw new IllegalArgumentException("no object");
    }
    JsonArray profiles = whole.array("profiles").orElseThrow();
    List<Preferences> sides =
        IntStream.range(0, SIDES)
            .mapToObj(i -> whole.with("profiles", JsonArray.of(List.of(profiles.get(i)))))
            .map(alone -> Preferences.read(CanonicalJson.bytes(alone)).orThrow())
            .toList();
    return new Trio(whole.string("about").orElseThrow(), sides);
  }

  /// All of them.
  ///
  /// @return small ones first
  public static Stream<Trio> all() {
    return NAMES.stream().map(Trio::named);
  }

  /// What is to be settled.
  ///
  /// @return the domain
  public Domain domain() {
    return sides.getFirst().domain();
  }

  /// The sum of what the three have of an outcome.
  ///
  /// @param outcome the outcome
  /// @return 0 to three times the whole
  public long welfare(int outcome) {
    return sides.stream().mapToLong(side -> side.utility(outcome)).sum();
  }

  /// The greatest welfare that there is.
  ///
  /// @return more than 0
  public long best() {
    return IntStream.range(0, domain().size()).mapToLong(this::welfare).max().orElseThrow();
  }

  /// Whether nobody could have more without somebody having less.
  ///
  /// @param outcome the outcome
  /// @return true on the frontier
  public boolean efficient(int outcome) {
    return IntStream.range(0, domain().size()).noneMatch(other -> dominates(other, outcome));
  }

  private boolean dominates(int other, int outcome) {
    return sides.stream().allMatch(side -> side.utility(other) >= side.utility(outcome))
        && welfare(other) > welfare(outcome);
  }
}

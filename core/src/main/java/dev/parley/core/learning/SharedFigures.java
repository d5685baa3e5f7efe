package dev.parley.core.learning;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.learning.Case.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Figures about counterparties that may be told to others: of [#FEWEST] organisations or more,
/// each of which counts once whatever it did, with noise from which nobody can tell whether one of
/// them was among them (differential privacy, the Laplace mechanism on whole numbers). What cannot
/// be told so is left out, and the report says that. Protocol section 6, LEARN.
///
/// Each figure costs every organisation in it [#EPSILON]; an organisation is in the figures over
/// all and in those about one capability, the one that most of its sessions were about. Telling
/// twice costs twice.
final class SharedFigures {
  /// Of how many organisations an aggregate has to be.
  static final int FEWEST = 10;

  /// The loss of privacy of one figure.
  static final double EPSILON = 1;

  /// How finely a contribution is taken: in steps of a thousandth, so that noise is drawn in whole
  /// steps and its last digits tell nothing.
  private static final int STEPS = 1000;

  /// An answer that takes this long, or longer, counts as slow as can be.
  private static final Duration SLOWEST = Duration.ofMinutes(10);

  private SharedFigures() {}

  /// What is told.
  enum Figure {
    /// What share of talks came to an agreement.
    AGREED,
    /// What share of obligations was kept.
    KEPT,
    /// How long answers take, as a share of [#SLOWEST].
    RESPONSE;

    /// What one organisation contributes, 0 to 1; nothing where it has nothing to.
    OptionalDouble of(List<Case> cases, String organisation) {
      List<Part> parts =
          cases.stream()
              .flatMap(c -> c.others().stream())
              .filter(p -> p.organisation().equals(organisation))
              .toList();
      return switch (this) {
        case AGREED -> {
          Rate rate = Rate.NONE;
          for (Case each : cases) {
            rate = each.talked() ? rate.counting(each.agreed()) : rate;
          }
          yield rate.share();
        }
        case KEPT -> {
          Rate broken = Dealing.broken(parts);
          yield broken.share().isEmpty()
              ? OptionalDouble.empty()
              : OptionalDouble.of(1 - broken.share().getAsDouble());
        }
        case RESPONSE -> {
          List<Duration> all = parts.stream().flatMap(p -> p.responses().stream()).toList();
          yield all.isEmpty()
              ? OptionalDouble.empty()
              : OptionalDouble.of((double) Figures.median(all).toMillis() / SLOWEST.toMillis());
        }
      };
    }
  }

  /// @param cases any sessions
  /// @param chance a source that nobody can predict
  static JsonObject json(List<Case> cases, RandomGenerator chance) {
    Map<String, List<Case>> of = new TreeMap<>();
    for (Case each : cases) {
      each.others().stream()
          .map(Part::organisation)
          .distinct()
          .forEach(org -> of.computeIfAbsent(org, _ -> new ArrayList<>()).add(each));
    }
    List<JsonObject> told = new ArrayList<>();
    int leftOut = 0;
    Map<Optional<String>, Map<String, List<Case>>> scopes = scopes(of);
    for (Map.Entry<Optional<String>, Map<String, List<Case>>> scope : scopes.entrySet()) {
      for (Figure figure : Figure.values()) {
        Optional<JsonObject> one = told(scope.getKey(), figure, scope.getValue(), chance);
        one.ifPresent(told::add);
        leftOut += one.isEmpty() ? 1 : 0;
      }
    }
    return JsonObject.builder()
        .put("fewestOrganisations", FEWEST)
        .put("epsilonOfEachFigure", Figures.ratio(EPSILON))
        .put("epsilonOfAnOrganisation", Figures.ratio(2 * Figure.values().length * EPSILON))
        .put("figures", JsonArray.of(told))
        .put("leftOut", leftOut)
        .build();
  }

  /// Over all, and about each capability those whose usual one it is.
  private static Map<Optional<String>, Map<String, List<Case>>> scopes(Map<String, List<Case>> of) {
    Map<Optional<String>, Map<String, List<Case>>> out =
        new TreeMap<>(Comparator.comparing(name -> name.orElse("")));
    out.put(Optional.empty(), of);
    of.forEach(
        (organisation, cases) -> {
          String usual = usual(cases);
          if (!usual.isEmpty()) {
            out.computeIfAbsent(Optional.of(usual), _ -> new TreeMap<>())
                .put(
                    organisation,
                    cases.stream().filter(c -> c.capability().equals(usual)).toList());
          }
        });
    return out;
  }

  private static String usual(List<Case> cases) {
    return cases.stream()
        .collect(Collectors.groupingBy(Case::capability, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private static Optional<JsonObject> told(
      Optional<String> capability,
      Figure figure,
      Map<String, List<Case>> of,
      RandomGenerator chance) {
    List<Double> values = new ArrayList<>();
    of.forEach((organisation, cases) -> figure.of(cases, organisation).ifPresent(values::add));
    OptionalDouble mean = mean(values, chance);
    if (mean.isEmpty()) {
      return Optional.empty();
    }
    JsonObject.Builder out =
        JsonObject.builder()
            .put("figure", figure.name().toLowerCase(Locale.ROOT))
            .put("mean", Figures.ratio(mean.getAsDouble()));
    capability.ifPresent(name -> out.put("capability", name));
    return Optional.of(out.build());
  }

  /// The mean of one value of each organisation, clipped to 0 to 1, with noise of the scale (1 /
  /// how many) / ε; nothing of fewer than [#FEWEST].
  static OptionalDouble mean(List<Double> values, RandomGenerator chance) {
    if (values.size() < FEWEST) {
      return OptionalDouble.empty();
    }
    long sum = 0;
    for (double value : values) {
      sum += Math.round(STEPS * Math.clamp(value, 0.0, 1.0));
    }
    double mean = (double) (sum + noise(chance)) / STEPS / values.size();
    return OptionalDouble.of(Math.clamp(mean, 0.0, 1.0));
  }

  /// The two-sided geometric distribution, which is Laplace's on whole numbers, of the scale steps
  /// / ε: one organisation changes the sum by no more than that many steps.
  static long noise(RandomGenerator chance) {
    long up = geometric(chance);
    long down = geometric(chance);
    return up - down;
  }

  private static long geometric(RandomGenerator chance) {
    // 1 - nextDouble() is never 0.
    return (long) Math.floor(-Math.log(1 - chance.nextDouble()) * STEPS / EPSILON);
  }
}

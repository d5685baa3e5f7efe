package dev.parley.core.learning;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.learning.Bargain.Subject;
import dev.parley.core.learning.Shares.Owned;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;

/// A prediction about sessions, scored on sessions that came later than all it was made from, with
/// the same of a naive one beside it. Immutable.
///
/// @param what what is predicted
/// @param subject of which price; empty where it is none
/// @param measure how it is scored: less is better
/// @param sessions on how many sessions
/// @param error of the prediction
/// @param naive of the naive one
record Forecast(
    What what,
    Optional<Subject> subject,
    Measure measure,
    int sessions,
    double error,
    double naive) {
  /// From fewer sessions than this nothing is predicted.
  static final int FEWEST_BEFORE = 5;

  /// On fewer sessions than this a score says nothing.
  static final int FEWEST_SCORED = 10;

  /// As how many sessions the others count beside those with the same counterparty.
  private static final double OTHERS = 4;

  /// What is predicted.
  enum What {
    /// That a talk comes to an agreement.
    AGREEMENT,
    /// The number that it closes on.
    CLOSING_PRICE,
    /// That the other side breaks an obligation.
    BREACH
  }

  /// How errors are measured.
  enum Measure {
    /// The mean square of what was said minus what came, 0 to 1.
    BRIER,
    /// The mean absolute difference, in the unit of the price.
    MAE
  }

  /// A prediction and the naive one, and what came.
  private record Made(double said, double naive, double came) {}

  /// @param cases in the order of their ends
  static List<Forecast> of(List<Case> cases) {
    List<Forecast> out = new ArrayList<>();
    likely(What.AGREEMENT, cases, Case::talked, Case::agreed).ifPresent(out::add);
    likely(What.BREACH, cases, Forecast::judged, Forecast::broke).ifPresent(out::add);
    PriceBand.struck(cases).forEach((subject, group) -> price(subject, group).ifPresent(out::add));
    return out;
  }

  private static boolean judged(Case each) {
    return each.counterparty().filter(p -> p.obligations().judged() > 0).isPresent();
  }

  private static boolean broke(Case each) {
    return each.others().stream().anyMatch(p -> p.obligations().broken() > 0);
  }

  /// The naive one says the share of all sessions before. Ours leans on those with the same
  /// counterparty the more of them there are, and on a share of the others in which no organisation
  /// counts for more than its share.
  private static Optional<Forecast> likely(
      What what, List<Case> cases, Predicate<Case> asked, Predicate<Case> came) {
    List<Case> group = newest(cases.stream().filter(asked).toList());
    List<Made> made = new ArrayList<>();
    for (Case each : group) {
      List<Case> known = before(each, group);
      if (known.size() >= FEWEST_BEFORE) {
        double naive = (double) known.stream().filter(came).count() / known.size();
        double pool =
            Shares.of(owned(known)).map(s -> s.mean(c -> came.test(c) ? 1 : 0)).orElse(naive);
        List<Case> same = known.stream().filter(k -> with(k).equals(with(each))).toList();
        double own = same.stream().filter(came).count();
        double said = (own + OTHERS * pool) / (same.size() + OTHERS);
        made.add(new Made(said, naive, came.test(each) ? 1 : 0));
      }
    }
    return scored(what, Optional.empty(), Measure.BRIER, made, e -> e * e);
  }

  /// The naive one says the mean of all before.
  private static Optional<Forecast> price(Subject subject, List<Case> all) {
    List<Case> group = newest(all);
    List<Made> made = new ArrayList<>();
    for (Case each : group) {
      List<Case> known = before(each, group);
      if (known.size() >= FEWEST_BEFORE) {
        double naive = mean(known);
        double pool = Shares.of(owned(known)).map(s -> s.mean(Forecast::amount)).orElse(naive);
        List<Case> same = known.stream().filter(k -> with(k).equals(with(each))).toList();
        double own = same.stream().mapToDouble(Forecast::amount).sum();
        double said = (own + OTHERS * pool) / (same.size() + OTHERS);
        made.add(new Made(said, naive, amount(each)));
      }
    }
    return scored(What.CLOSING_PRICE, Optional.of(subject), Measure.MAE, made, Math::abs);
  }

  /// Each is compared with all before it, so that there must not be too many.
  private static List<Case> newest(List<Case> cases) {
    return cases.subList(Math.max(0, cases.size() - LearnReport.USUAL_SESSIONS), cases.size());
  }

  /// What was known when a session began.
  private static List<Case> before(Case each, List<Case> group) {
    return group.stream().filter(k -> k.endedAt().isBefore(each.openedAt())).toList();
  }

  private static double amount(Case each) {
    return PriceBand.closing(each).doubleValue();
  }

  private static double mean(List<Case> cases) {
    return cases.stream().mapToDouble(Forecast::amount).average().orElseThrow();
  }

  private static List<AgentUri> with(Case each) {
    return each.others().stream().map(Case.Part::agent).toList();
  }

  private static List<Owned<Case>> owned(List<Case> cases) {
    return cases.stream().map(c -> new Owned<>(c.others().getFirst().organisation(), c)).toList();
  }

  private static Optional<Forecast> scored(
      What what,
      Optional<Subject> subject,
      Measure measure,
      List<Made> made,
      DoubleUnaryOperator loss) {
    if (made.isEmpty()) {
      return Optional.empty();
    }
    double error =
        made.stream()
            .mapToDouble(m -> loss.applyAsDouble(m.said() - m.came()))
            .average()
            .orElseThrow();
    double naive =
        made.stream()
            .mapToDouble(m -> loss.applyAsDouble(m.naive() - m.came()))
            .average()
            .orElseThrow();
    return Optional.of(new Forecast(what, subject, measure, made.size(), error, naive));
  }

  /// What the score says of the prediction.
  String verdict() {
    if (sessions < FEWEST_SCORED) {
      return "too-few";
    }
    return error < naive ? "better" : error > naive ? "worse" : "equal";
  }

  JsonObject json() {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("what", what.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .put("measure", measure == Measure.MAE ? "MAE" : "Brier")
            .put("sessions", sessions)
            .put("error", Figures.ratio(error))
            .put("naive", Figures.ratio(naive))
            .put("verdict", verdict());
    subject.ifPresent(of -> out.put("subject", PriceBand.subject(of)));
    return out.build();
  }
}

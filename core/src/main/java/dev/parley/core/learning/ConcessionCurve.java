package dev.parley.core.learning;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.learning.Activity.Side;
import dev.parley.core.learning.Bargain.Subject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// How one side came from its first offer to the number on which a session closed: 0 at the first
/// offer, 1 at the closing, the mean over sessions at each quarter of its offers. Immutable.
///
/// @param subject which number
/// @param counterparty with whom; empty: with all
/// @param side whose offers
/// @param sessions how many it is the mean of, at least 1
/// @param shares the share of the way at 0, 1/4, 1/2, 3/4 and all of the side's offers
record ConcessionCurve(
    Subject subject,
    Optional<AgentUri> counterparty,
    Side side,
    int sessions,
    List<Double> shares) {
  static final int MOST = 60;

  private static final int POINTS = 5;

  /// Curves with all counterparties and with each, most sessions first.
  static List<ConcessionCurve> of(List<Case> cases) {
    List<ConcessionCurve> out = new ArrayList<>();
    PriceBand.struck(cases)
        .forEach(
            (subject, group) -> {
              both(subject, Optional.empty(), group, out);
              List<AgentUri> with =
                  group.stream().map(ConcessionCurve::with).distinct().sorted().toList();
              for (AgentUri agent : with) {
                List<Case> own = group.stream().filter(c -> with(c).equals(agent)).toList();
                both(subject, Optional.of(agent), own, out);
              }
            });
    out.sort(
        Comparator.comparing((ConcessionCurve c) -> c.counterparty().isPresent())
            .thenComparing(Comparator.comparingInt(ConcessionCurve::sessions).reversed())
            .thenComparing(ConcessionCurve::subject)
            .thenComparing(c -> c.counterparty().map(AgentUri::text).orElse("")));
    return out;
  }

  private static AgentUri with(Case each) {
    return each.counterparty().orElseThrow().agent();
  }

  private static void both(
      Subject subject, Optional<AgentUri> with, List<Case> cases, List<ConcessionCurve> out) {
    for (Side side : List.of(Side.US, Side.THEM)) {
      List<double[]> all =
          cases.stream().flatMap(c -> shares(c.bargain().orElseThrow(), side).stream()).toList();
      if (!all.isEmpty()) {
        List<Double> means =
            IntStream.range(0, POINTS)
                .mapToObj(i -> all.stream().mapToDouble(s -> s[i]).average().orElseThrow())
                .toList();
        out.add(new ConcessionCurve(subject, with, side, all.size(), means));
      }
    }
  }

  /// Nothing where a side made one offer only, or had nowhere to go.
  private static Optional<double[]> shares(Bargain bargain, Side side) {
    List<BigDecimal> offers = bargain.of(side);
    BigDecimal closing = bargain.closing().orElseThrow();
    if (offers.size() < 2 || offers.getFirst().compareTo(closing) == 0) {
      return Optional.empty();
    }
    double first = offers.getFirst().doubleValue();
    double way = closing.doubleValue() - first;
    double[] out = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      double at = i * (offers.size() - 1.0) / (POINTS - 1);
      int below = (int) at;
      int above = Math.min(below + 1, offers.size() - 1);
      double offer =
          offers.get(below).doubleValue()
              + (at - below) * (offers.get(above).doubleValue() - offers.get(below).doubleValue());
      // A side may swerve: beyond its start and its end is no concession.
      out[i] = way == 0 ? 0 : Math.clamp((offer - first) / way, 0, 1);
    }
    return Optional.of(out);
  }

  JsonObject json() {
    JsonObject json =
        PriceBand.subject(subject)
            .with("side", side.name().toLowerCase(Locale.ROOT))
            .with("sessions", sessions)
            .with("shares", JsonArray.of(shares.stream().map(Figures::ratio).toList()));
    return counterparty.map(agent -> json.with("counterparty", agent.text())).orElse(json);
  }
}

package dev.parley.core.learning;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.learning.Activity.Side;
import dev.parley.core.learning.Bargain.Role;
import dev.parley.core.learning.Bargain.Subject;
import dev.parley.core.learning.PolicyProposal.Advice;
import dev.parley.core.learning.PolicyProposal.Evidence;
import dev.parley.core.learning.PolicyProposal.Kind;
import dev.parley.core.learning.Shares.Owned;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// What one's own sessions say for a change of policy. Two guards against who would teach one
/// something false: no organisation makes up more than a fixed share of a statistic ([Shares#MOST]
/// of one over all, half of one about itself), and nothing is proposed that does not also follow
/// without the newest quarter of the sessions.
final class PolicyProposals {
  /// Fewer sessions say nothing about a price, and fewer obligations nothing about a debtor.
  static final int FEWEST_PRICES = 10;

  static final int FEWEST_OBLIGATIONS = 5;

  /// What counts as broken where too few others are known: one in twenty.
  private static final double PRIOR = 0.05;

  /// As how many obligations the others count beside those of one debtor, which count for no more.
  private static final double OTHERS = 10;

  private static final double AVOIDED = 0.15;

  /// By how much somebody has to be worse than the others before one deals with them otherwise.
  private static final double MUCH = 1.5;

  /// Who breaks nothing stands out only where others break one in ten.
  private static final double PREFERRED = 0.1;

  /// More than one organisation weighs ([Shares#MOST]), so that none of them sets such a price
  /// alone.
  private static final double TAIL = 0.25;

  private PolicyProposals() {}

  /// @param cases in the order of their ends
  static List<PolicyProposal> of(List<Case> cases) {
    List<PolicyProposal> older = all(cases.subList(0, cases.size() - (cases.size() + 3) / 4));
    List<PolicyProposal> out = new ArrayList<>();
    for (PolicyProposal each : all(cases)) {
      if (older.stream().anyMatch(each::agrees)) {
        out.add(each);
      }
    }
    return out;
  }

  private static List<PolicyProposal> all(List<Case> cases) {
    List<PolicyProposal> out = new ArrayList<>();
    PriceBand.struck(cases).forEach((subject, group) -> out.addAll(prices(subject, group)));
    out.addAll(debtors(cases));
    out.addAll(escrow(cases));
    return out;
  }

  /// Where to begin and where to stop: at the best and at the worst quarter of what was agreed on.
  private static List<PolicyProposal> prices(Subject subject, List<Case> group) {
    Optional<Shares<Case>> weighed =
        group.size() < FEWEST_PRICES || subject.role() == Role.UNKNOWN
            ? Optional.empty()
            : Shares.of(group.stream().map(PolicyProposals::owned).toList());
    if (weighed.isEmpty()) {
      return List.of();
    }
    Shares<Case> shares = weighed.get();
    double best = subject.role() == Role.BUYER ? TAIL : 1 - TAIL;
    Evidence evidence = new Evidence(group.size(), shares.organisations(), shares.largest());
    Optional<BigDecimal> first = median(group, List::getFirst);
    Optional<BigDecimal> last = median(group, List::getLast);
    return List.of(
        price(
            Kind.OPENING,
            subject,
            first,
            quantile(shares, best),
            "a quarter of the sessions agreed on this or better",
            evidence),
        price(
            Kind.RESERVATION,
            subject,
            last,
            quantile(shares, 1 - best),
            "three quarters of the sessions agreed on this or better",
            evidence));
  }

  private static PolicyProposal price(
      Kind kind,
      Subject subject,
      Optional<BigDecimal> now,
      BigDecimal value,
      String why,
      Evidence evidence) {
    return new PolicyProposal(
        kind,
        PriceBand.subject(subject),
        Advice.SET,
        now.map(Figures::exact),
        Optional.of(Figures.exact(value)),
        why,
        evidence);
  }

  private static BigDecimal quantile(Shares<Case> shares, double share) {
    return PriceBand.closing(shares.quantile(Comparator.comparing(PriceBand::closing), share));
  }

  private static Optional<BigDecimal> median(
      List<Case> group, Function<List<BigDecimal>, BigDecimal> which) {
    List<BigDecimal> ours =
        group.stream()
            .map(c -> c.bargain().orElseThrow().of(Side.US))
            .filter(offers -> !offers.isEmpty())
            .map(which)
            .toList();
    return ours.isEmpty() ? Optional.empty() : Optional.of(Figures.medianNumber(ours));
  }

  private static Owned<Case> owned(Case each) {
    return new Owned<>(each.counterparty().orElseThrow().organisation(), each);
  }

  /// The sessions of one debtor.
  private record Debtor(AgentUri agent, int sessions, Case.Kept free, Case.Kept escrowed) {
    Case.Kept all() {
      return free.plus(escrowed);
    }

    double broken() {
      return (double) all().broken() / all().judged();
    }

    Debtor plus(Case.Part part) {
      return new Debtor(
          agent, sessions + 1, free.plus(part.free()), escrowed.plus(part.escrowed()));
    }
  }

  private static List<Debtor> owing(List<Case> cases) {
    Map<AgentUri, Debtor> out = new TreeMap<>();
    for (Case each : cases) {
      for (Case.Part part : each.others()) {
        if (part.obligations().judged() > 0) {
          Debtor before = new Debtor(part.agent(), 0, Case.Kept.NONE, Case.Kept.NONE);
          out.put(part.agent(), out.getOrDefault(part.agent(), before).plus(part));
        }
      }
    }
    return List.copyOf(out.values());
  }

  private static List<PolicyProposal> debtors(List<Case> cases) {
    List<Debtor> all = owing(cases);
    List<PolicyProposal> out = new ArrayList<>();
    for (Debtor debtor : all) {
      if (debtor.all().judged() < FEWEST_OBLIGATIONS) {
        continue;
      }
      List<Debtor> others =
          all.stream().filter(d -> !d.agent().domain().equals(debtor.agent().domain())).toList();
      double pool = pool(others);
      double own = Math.min(debtor.all().judged(), OTHERS);
      double blended = (own * debtor.broken() + OTHERS * pool) / (own + OTHERS);
      Evidence evidence =
          new Evidence(
              debtor.sessions() + others.stream().mapToInt(Debtor::sessions).sum(),
              1 + (int) others.stream().map(d -> d.agent().domain()).distinct().count(),
              own / (own + OTHERS));
      String why =
          "it broke %d of %d; of the others' obligations %d %% broke"
              .formatted(debtor.all().broken(), debtor.all().judged(), Math.round(100 * pool));
      JsonObject subject = JsonObject.EMPTY.with("counterparty", debtor.agent().text());
      for (Point point : points(debtor, pool, blended)) {
        out.add(advised(point.kind(), subject, point.advice(), why, evidence));
      }
    }
    return out;
  }

  private record Point(Kind kind, Advice advice) {}

  private static List<Point> points(Debtor debtor, double pool, double blended) {
    List<Point> out = new ArrayList<>();
    if (blended >= MUCH * pool && blended >= AVOIDED) {
      out.add(new Point(Kind.PARTNERS, Advice.AVOID));
    }
    if (blended >= MUCH * pool && blended > PRIOR && debtor.free().judged() > 0) {
      out.add(new Point(Kind.ESCROW, Advice.REQUIRE));
    }
    if (debtor.all().broken() == 0 && debtor.all().judged() >= OTHERS && pool >= PREFERRED) {
      out.add(new Point(Kind.PARTNERS, Advice.PREFER));
    }
    return out;
  }

  private static PolicyProposal advised(
      Kind kind, JsonObject subject, Advice advice, String why, Evidence evidence) {
    return new PolicyProposal(
        kind, subject, advice, Optional.empty(), Optional.empty(), why, evidence);
  }

  /// What share of obligations breaks, no organisation counting for more than its share.
  private static double pool(List<Debtor> others) {
    return Shares.of(others.stream().map(d -> new Owned<>(d.agent().domain(), d)).toList())
        .map(shares -> shares.mean(Debtor::broken))
        .orElse(PRIOR);
  }

  /// Whether more breaks where no money is held, over all organisations.
  private static List<PolicyProposal> escrow(List<Case> cases) {
    Map<String, List<Case>> about = new TreeMap<>();
    cases.forEach(c -> about.computeIfAbsent(c.capability(), _ -> new ArrayList<>()).add(c));
    List<PolicyProposal> out = new ArrayList<>();
    about.forEach((capability, group) -> escrow(capability, group).ifPresent(out::add));
    return out;
  }

  private static Optional<PolicyProposal> escrow(String capability, List<Case> group) {
    List<Debtor> all = owing(group);
    List<Debtor> without = all.stream().filter(d -> d.free().judged() > 0).toList();
    List<Debtor> with = all.stream().filter(d -> d.escrowed().judged() > 0).toList();
    Optional<Shares<Debtor>> bare =
        Shares.of(without.stream().map(d -> new Owned<>(d.agent().domain(), d)).toList());
    Optional<Shares<Debtor>> held =
        Shares.of(with.stream().map(d -> new Owned<>(d.agent().domain(), d)).toList());
    if (bare.isEmpty() || held.isEmpty()) {
      return Optional.empty();
    }
    double brokenBare = bare.get().mean(d -> (double) d.free().broken() / d.free().judged());
    double brokenHeld =
        held.get().mean(d -> (double) d.escrowed().broken() / d.escrowed().judged());
    if (brokenBare - brokenHeld < PRIOR) {
      return Optional.empty();
    }
    return Optional.of(
        advised(
            Kind.ESCROW,
            JsonObject.EMPTY.with("capability", capability),
            Advice.REQUIRE,
            "without escrow %d %% of obligations broke, with it %d %%"
                .formatted(Math.round(100 * brokenBare), Math.round(100 * brokenHeld)),
            new Evidence(
                all.stream().mapToInt(Debtor::sessions).sum(),
                (int) all.stream().map(d -> d.agent().domain()).distinct().count(),
                Math.max(bare.get().largest(), held.get().largest()))));
  }
}

package dev.parley.bench.trust;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The published formula over plain counts, with guesses where the publication says nothing: every
/// session and every rating counts the same, whoever it is with; 50 without evidence; a verdict
/// costs 8 points of T, which halve in 60 rounds, 60 at most.
final class NaiveCounting implements Algorithm {
  private static final double WITHOUT_EVIDENCE = 50;
  private static final double LN_501 = Math.log(501);
  private static final double DROP = 8;
  private static final double MOST = 60;
  private static final double FADED = Math.pow(0.5, 1.0 / 60);
  private static final double SLEEPY = Math.pow(0.5, 1.0 / 90);
  private static final int OUTCOMES = 20;
  private static final int ENDORSEMENTS = 50;

  private static final class Account {
    private final int identity;
    private final Deque<Integer> outcomes = new ArrayDeque<>();
    private final Set<Integer> endorsers = new HashSet<>();
    private double kept;
    private double broken;
    private double valueKept;
    private double valueBroken;
    private double praised;
    private double rated;
    private double drop;
    private int active;
    private double score;

    private Account(int identity) {
      this.identity = identity;
    }
  }

  private final List<Account> accounts = new ArrayList<>();

  @Override
  public void joined(int agent, int identity, boolean seed) {
    Account account = new Account(identity);
    account.score = score(account, 0);
    accounts.add(account);
  }

  @Override
  public void observe(Dealing dealing) {
    Account seller = accounts.get(dealing.seller());
    double value = dealing.value();
    if (dealing.kept()) {
      seller.kept++;
      seller.valueKept += value;
    } else {
      seller.broken++;
      seller.valueBroken += value;
    }
    seller.rated++;
    seller.praised += dealing.praised() ? 1 : 0;
    seller.active = dealing.round();
    seller.outcomes.addLast(dealing.kept() ? 1 : 0);
    if (seller.outcomes.size() > OUTCOMES) {
      seller.outcomes.removeFirst();
    }
    if (dealing.verdict()) {
      seller.drop = Math.min(MOST, seller.drop + DROP);
    }
  }

  @Override
  public void endorsed(int endorser, int agent, int round) {
    accounts.get(agent).endorsers.add(endorser);
  }

  @Override
  public void endOf(int round) {
    for (Account account : accounts) {
      account.score = score(account, round);
      account.drop *= FADED;
    }
  }

  private double score(Account a, int round) {
    boolean seen = a.kept + a.broken > 0;
    double history =
        seen ? Math.min(100, 100 * Math.log(1 + a.kept + a.broken) / LN_501) : WITHOUT_EVIDENCE;
    double fulfilment = seen ? 100 * a.kept / (a.kept + a.broken) : WITHOUT_EVIDENCE;
    double economic = seen ? 100 * a.valueKept / (a.valueKept + a.valueBroken) : WITHOUT_EVIDENCE;
    double quality = a.rated > 0 ? 100 * a.praised / a.rated : WITHOUT_EVIDENCE;
    double consistency = seen ? 100 * (1 - 2 * deviation(a.outcomes)) : WITHOUT_EVIDENCE;
    double sum =
        0.20 * a.identity
            + 0.15 * history
            + 0.20 * fulfilment
            + 0.10 * consistency
            + 0.10 * quality
            + 0.10 * 100
            + 0.10 * economic
            + 0.05 * endorsements(a);
    return Math.max(0, sum * Math.pow(SLEEPY, seen ? round - a.active : 0) - a.drop);
  }

  private double endorsements(Account a) {
    return Math.min(
        100,
        a.endorsers.stream()
            .mapToDouble(k -> accounts.get(k).score)
            .filter(score -> score >= 30)
            .limit(ENDORSEMENTS)
            .map(score -> 2 * score / 100)
            .sum());
  }

  private static double deviation(Deque<Integer> outcomes) {
    double mean = outcomes.stream().mapToInt(Integer::intValue).average().orElse(0);
    return Math.sqrt(mean * (1 - mean));
  }

  @Override
  public double score(int agent) {
    return accounts.get(agent).score;
  }
}

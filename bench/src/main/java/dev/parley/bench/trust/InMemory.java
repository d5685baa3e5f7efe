package dev.parley.bench.trust;

import dev.parley.core.dispute.Candidate;
import dev.parley.core.dispute.DisputeReason;
import dev.parley.core.dispute.PanelDraw;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.rating.Rating;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.Evidence.Backing;
import dev.parley.core.trust.Evidence.Course;
import dev.parley.core.trust.Standing;
import dev.parley.core.trust.TrustBook;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The evidence that sessions at a node would yield, made from the dealings alone: no message, no
/// signature, no store. It says again, in a few lines, what protocol sections 10 and 11 say of the
/// sessions that [ThroughNode] holds; the two have to come to the same scores.
final class InMemory implements Algorithm {
  /// How severe judges find what they uphold.
  static final int FOUND = 3;

  private static final int BUYERS_ACTS = 2;
  private static final int POINTS = 25;

  private final Calendar calendar;
  private final Roster roster = new Roster();
  private final PriorityQueue<Evidence> coming =
      new PriorityQueue<>(Comparator.comparing(piece -> piece.origin().at()));
  private final Map<Integer, Set<Integer>> dealtWith = new HashMap<>();
  private final List<Snapshot> snapshots = new ArrayList<>();
  private @Nullable TrustBook book;
  private double[] scores = new double[0];
  private long pieces;
  private int dealings;

  InMemory(Calendar calendar) {
    this.calendar = calendar;
  }

  @Override
  public void joined(int agent, int identity, boolean seed) {
    if (book != null) {
      throw new IllegalStateException("all agents are there from the beginning");
    }
    roster.joined(identity, seed);
  }

  /// A node registers all agents on one day; the day after begins with the first round.
  private TrustBook book() {
    TrustBook known = book;
    if (known != null) {
      return known;
    }
    long day = calendar.registered().toEpochDay();
    TrustBook begun = new TrustBook(day, roster.seeds());
    for (int agent = 0; agent < roster.size(); agent++) {
      begun.register(
          Standing.of(
              roster.name(agent),
              roster.identity(agent),
              Standing.Custody.AGENT,
              calendar.registered()));
    }
    begun.begin(day + 1);
    book = begun;
    return begun;
  }

  @Override
  public void observe(Dealing dealing) {
    book();
    Instant at = calendar.dealing(dealing.round(), dealings++);
    learn(at);
    new Pieces(dealing, at).make();
    for (int side : new int[] {dealing.buyer(), dealing.seller()}) {
      dealtWith.computeIfAbsent(side, _ -> new HashSet<>()).add(dealing.buyer());
      dealtWith.computeIfAbsent(side, _ -> new HashSet<>()).add(dealing.seller());
    }
  }

  /// A panel, where enough agents have the score and have dealt with neither side (protocol section
  /// 11; all runs are shorter than the time for which dealings count).
  private Judge judge(Dealing dealing) {
    int least = Candidate.LEAST_SCORE.movePointRight(2).intValueExact();
    long eligible =
        IntStream.range(0, roster.size())
            .filter(agent -> agent != dealing.buyer() && agent != dealing.seller())
            .filter(agent -> !dealtWith(agent, dealing.buyer()))
            .filter(agent -> !dealtWith(agent, dealing.seller()))
            .filter(agent -> book().total(roster.name(agent)) >= least)
            .count();
    return eligible < PanelDraw.seats(1) ? Judge.PERSON : Judge.PANEL;
  }

  private boolean dealtWith(int one, int other) {
    return dealtWith.getOrDefault(one, Set.of()).contains(other);
  }

  /// When a judge's ruling is final: nobody appeals from a panel, and nobody can from a person.
  private Instant ruled(Dealing dealing, Instant at) {
    return judge(dealing) == Judge.PANEL ? at.plus(Calendar.APPEAL) : at;
  }

  /// The pieces of one session, and when each becomes known.
  private final class Pieces {
    private final AgentUri buyer;
    private final AgentUri seller;
    private final Instant at;
    private final Dealing dealing;

    private Pieces(Dealing dealing, Instant at) {
      this.buyer = roster.name(dealing.buyer());
      this.seller = roster.name(dealing.seller());
      this.at = at;
      this.dealing = dealing;
    }

    private void make() {
      Instant deadline = at.plus(Calendar.DEADLINE);
      Instant silence = deadline.plus(Calendar.ANSWER);
      switch (Conclusion.of(dealing)) {
        case KEPT -> {
          kept(at);
          coming.add(new Evidence.PaymentEnded(of(buyer, seller, at), true, dealing.value()));
          ended(at, Course.COMPLETED, 1, BUYERS_ACTS);
        }
        case SILENT -> {
          // The buyer has answered the COMMIT and never got anything to examine.
          ended(deadline, Course.BLAMELESS, 0, 1);
          coming.add(session(seller, buyer, silence, Course.BLAMELESS, 1, 0));
          broken(silence.plus(Calendar.APPEAL), DisputeReason.TIMEOUT_BREACH.ordinarySeverity());
        }
        case UNPROVEN -> {
          Instant ruled = ruled(dealing, at);
          kept(ruled);
          ended(at, ruled.equals(at) ? Course.COMPLETED : Course.BLAMELESS, 1, BUYERS_ACTS);
        }
        case REFUTED -> {
          // The session is closed while the dispute goes on.
          ended(at, Course.BLAMELESS, 1, BUYERS_ACTS);
          kept(at.plus(Calendar.APPEAL));
        }
        case WRONGED -> {
          broken(ruled(dealing, at), FOUND);
          ended(at, Course.BLAMELESS, 1, BUYERS_ACTS);
        }
      }
    }

    private void kept(Instant when) {
      coming.add(obligation(when, true));
    }

    private void broken(Instant when, int severity) {
      coming.add(obligation(when, false));
      coming.add(
          new Evidence.Breach(of(seller, buyer, when), severity, dealing.value(), false, false));
    }

    private Evidence obligation(Instant when, boolean kept) {
      return new Evidence.ObligationEnded(
          of(seller, buyer, when), kept, dealing.value(), Backing.ESCROWED);
    }

    /// The end of the session for both: the buyer owed an answer to the COMMIT and one to the
    /// claim, the seller the claim. Both rate at once, so both ratings are revealed then.
    private void ended(Instant when, Course forSeller, int claimed, int buyersActs) {
      coming.add(session(seller, buyer, when, forSeller, 1, claimed));
      coming.add(session(buyer, seller, when, Course.COMPLETED, buyersActs, buyersActs));
      Conclusion end = Conclusion.of(dealing);
      coming.add(rated(of(seller, buyer, when), end.ofTheSeller()));
      coming.add(rated(of(buyer, seller, when), end.ofTheBuyer()));
    }

    private static Evidence rated(Evidence.Origin origin, int rating) {
      return new Evidence.RatingRevealed(
          origin, POINTS * (rating - Rating.WORST), Backing.ESCROWED);
    }

    private Evidence session(
        AgentUri subject, AgentUri other, Instant when, Course course, int due, int inTime) {
      return new Evidence.SessionEnded(
          of(subject, other, when), course, due, inTime, Backing.ESCROWED);
    }

    private Evidence.Origin of(AgentUri subject, AgentUri other, Instant when) {
      byte[] unique = ByteBuffer.allocate(Hash.BYTES).putLong(++pieces).array();
      return new Evidence.Origin(Hash.ofRaw(unique), when, subject, other, "");
    }
  }

  @Override
  public void endorsed(int endorser, int agent, int round) {
    throw new IllegalStateException("nobody endorses here");
  }

  @Override
  public void endOf(int round) {
    dealings = 0;
    learn(calendar.evening(round));
    snapshots.add(snapshot(calendar.evening(round)));
    Instant morning = calendar.morning(round + 1);
    learn(morning.minusMillis(1));
    book().begin(calendar.registered().toEpochDay() + round + 2);
    snapshots.add(snapshot(morning));
    scores = roster.names().stream().mapToDouble(name -> book().total(name) / 100.0).toArray();
  }

  private void learn(Instant until) {
    for (Evidence next = coming.peek();
        next != null && !next.origin().at().isAfter(until);
        next = coming.peek()) {
      book().add(coming.remove());
    }
  }

  private Snapshot snapshot(Instant at) {
    return new Snapshot(
        at, roster.names().stream().map(name -> book().score(name).orElseThrow().json()).toList());
  }

  @Override
  public double score(int agent) {
    return agent < scores.length ? scores[agent] : 0;
  }

  List<Snapshot> snapshots() {
    return List.copyOf(snapshots);
  }
}

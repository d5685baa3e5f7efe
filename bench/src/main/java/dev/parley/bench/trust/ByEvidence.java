package dev.parley.bench.trust;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.Standing;
import dev.parley.core.trust.TrustBook;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Our own: every session becomes pieces of evidence, every round a day's epoch.
final class ByEvidence implements Algorithm {
  private static final LocalDate BEGIN = LocalDate.of(2026, 1, 1);
  private static final int MODERATE = 3;

  private final int daysPerRound;
  private final Set<AgentUri> seeds = new HashSet<>();
  private final List<AgentUri> names = new ArrayList<>();
  private final List<Standing> waiting = new ArrayList<>();
  private @Nullable TrustBook book;
  private double[] scores = new double[0];
  private long pieces;
  private int round;

  ByEvidence(int daysPerRound) {
    this.daysPerRound = daysPerRound;
  }

  @Override
  public void joined(int agent, int identity, boolean seed) {
    AgentUri name = new AgentUri(String.format(Locale.ROOT, "agent://o%06d.example/a", agent));
    names.add(name);
    if (seed) {
      seeds.add(name);
    }
    Standing standing = Standing.of(name, identity, Standing.Custody.AGENT, date(round));
    if (book == null) {
      waiting.add(standing);
    } else {
      book.register(standing);
    }
  }

  private LocalDate date(int of) {
    return BEGIN.plusDays((long) of * daysPerRound);
  }

  /// The seeds are known when the first session has ended.
  private TrustBook book() {
    if (book == null) {
      book = new TrustBook(date(0).toEpochDay(), seeds);
      waiting.forEach(book::register);
    }
    return book;
  }

  private Evidence.Origin origin(int subject, int counterparty) {
    byte[] unique = ByteBuffer.allocate(Hash.BYTES).putLong(++pieces).array();
    Instant at = Instant.ofEpochSecond(date(round).toEpochDay() * 86_400);
    return new Evidence.Origin(
        Hash.ofRaw(unique), at, names.get(subject), names.get(counterparty), "");
  }

  @Override
  public void observe(Dealing d) {
    Evidence.Backing backing = Evidence.Backing.ESCROWED;
    Evidence.Course course = d.kept() ? Evidence.Course.COMPLETED : Evidence.Course.AT_FAULT;
    add(new Evidence.SessionEnded(origin(d), course, 1, d.kept() ? 1 : 0, backing));
    add(new Evidence.ObligationEnded(origin(d), d.kept(), d.value(), backing));
    add(new Evidence.PaymentEnded(origin(d), d.kept(), d.value()));
    add(new Evidence.RatingRevealed(origin(d), d.praised() ? 100 : 0, backing));
    if (d.verdict()) {
      add(new Evidence.Breach(origin(d), MODERATE, d.value(), false, false));
    }
  }

  private Evidence.Origin origin(Dealing d) {
    return origin(d.seller(), d.buyer());
  }

  private void add(Evidence evidence) {
    book().add(evidence);
  }

  @Override
  public void endorsed(int endorser, int agent, int when) {
    add(new Evidence.Endorsement(origin(agent, endorser)));
  }

  @Override
  public void endOf(int ended) {
    round = ended + 1;
    book().begin(date(round).toEpochDay());
    scores = new double[names.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = book().total(names.get(i)) / 100.0;
    }
  }

  @Override
  public double score(int agent) {
    return agent < scores.length ? scores[agent] : 0;
  }
}

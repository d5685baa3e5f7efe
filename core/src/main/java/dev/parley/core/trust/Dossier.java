package dev.parley.core.trust;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All evidence about one subject, gathered so that its order does not matter. Not thread-safe.
final class Dossier {
  static final long DAY = 86_400;

  private static final Comparator<Entry> IN_TIME =
      Comparator.comparing(Entry::at).thenComparing(e -> e.hash().text());

  private static final Comparator<Evidence> BY_SOURCE =
      Comparator.<Evidence, AgentUri>comparing(e -> e.origin().counterparty())
          .thenComparing(e -> e.origin().hash().text());

  private static final Comparator<Evidence.Endorsement> LAST_WORD =
      Comparator.<Evidence.Endorsement, Instant>comparing(e -> e.origin().at())
          .thenComparing(Evidence.Endorsement::support)
          .thenComparing(e -> e.origin().hash().text());

  /// Something that has a place in time.
  private record Entry(Instant at, Hash hash, AgentUri counterparty, long first, long second) {}

  /// The pairs, in ascending order of the counterparty.
  private final List<Pair> pairs = new ArrayList<>();

  private final Map<AgentUri, Pair> byCounterparty = new HashMap<>();
  private final List<Entry> conduct = new ArrayList<>();
  private final List<Entry> deals = new ArrayList<>();
  private final List<Evidence.Breach> breaches = new ArrayList<>();
  private final List<Evidence.Endorsement> endorsements = new ArrayList<>();
  private @Nullable Instant first;
  private @Nullable Instant last;
  private @Nullable Instant active;

  void add(Evidence evidence) {
    Evidence.Origin origin = evidence.origin();
    first = first == null || origin.at().isBefore(first) ? origin.at() : first;
    last = last == null || origin.at().isAfter(last) ? origin.at() : last;
    switch (evidence) {
      case Evidence.Breach breach -> {
        breaches.removeIf(known -> known.origin().hash().equals(origin.hash()));
        insert(breaches, breach, BY_SOURCE);
      }
      case Evidence.Endorsement endorsement -> endorsed(endorsement);
      case Evidence.SessionEnded session -> {
        dealing(session);
        insert(conduct, entry(origin, session.due(), session.inTime()), IN_TIME);
        if (conduct.size() > TrustProfile.CONDUCT_SESSIONS) {
          conduct.removeFirst();
        }
      }
      case Evidence.ObligationEnded obligation -> {
        dealing(obligation);
        insert(deals, entry(origin, obligation.value(), 0), IN_TIME);
      }
      case Evidence.PaymentEnded payment -> dealing(payment);
      case Evidence.RatingRevealed rating -> pair(origin.counterparty()).add(rating);
    }
  }

  /// Of each endorser the last word holds; at the same moment, that it takes it back.
  private void endorsed(Evidence.Endorsement endorsement) {
    AgentUri endorser = endorsement.origin().counterparty();
    Optional<Evidence.Endorsement> known =
        endorsements.stream()
            .filter(before -> before.origin().counterparty().equals(endorser))
            .findFirst();
    if (known.isEmpty() || LAST_WORD.compare(known.get(), endorsement) < 0) {
      known.ifPresent(endorsements::remove);
      insert(endorsements, endorsement, BY_SOURCE);
    }
  }

  private static Entry entry(Evidence.Origin origin, long first, long second) {
    return new Entry(origin.at(), origin.hash(), origin.counterparty(), first, second);
  }

  private void dealing(Evidence evidence) {
    Instant at = evidence.origin().at();
    active = active == null || at.isAfter(active) ? at : active;
    pair(evidence.origin().counterparty()).add(evidence);
  }

  /// Mostly at the end, since evidence mostly comes as it happens.
  private static <T> void insert(List<T> sorted, T entry, Comparator<? super T> order) {
    int size = sorted.size();
    if (size == 0 || order.compare(sorted.get(size - 1), entry) <= 0) {
      sorted.add(entry);
    } else {
      int found = Collections.binarySearch(sorted, entry, order);
      sorted.add(found < 0 ? -found - 1 : found, entry);
    }
  }

  private Pair pair(AgentUri counterparty) {
    Pair known = byCounterparty.get(counterparty);
    if (known == null) {
      known = new Pair(counterparty);
      byCounterparty.put(counterparty, known);
      insert(pairs, known, Comparator.comparing(Pair::counterparty));
    }
    return known;
  }

  List<Pair> pairs() {
    return Collections.unmodifiableList(pairs);
  }

  List<Evidence.Breach> breaches() {
    return Collections.unmodifiableList(breaches);
  }

  List<Evidence.Endorsement> endorsements() {
    return Collections.unmodifiableList(endorsements);
  }

  void settle() {
    pairs.forEach(Pair::settle);
  }

  /// What was due and what was done in time in one session.
  interface Conduct {
    void in(AgentUri counterparty, long due, long inTime);
  }

  /// The acts of the last sessions.
  void conduct(Conduct reader) {
    for (Entry e : conduct) {
      reader.in(e.counterparty, e.first, e.second);
    }
  }

  /// The median of the last deals before a time, in hundredths, or the least that it is taken for.
  long usualValue(Instant before) {
    int end = deals.size();
    while (end > 0 && !deals.get(end - 1).at.isBefore(before)) {
      end--;
    }
    int from = Math.max(0, end - TrustProfile.USUAL_DEALS);
    if (from == end) {
      return TrustProfile.USUAL_LEAST;
    }
    long[] values = deals.subList(from, end).stream().mapToLong(Entry::first).toArray();
    Arrays.sort(values);
    return Math.max(TrustProfile.USUAL_LEAST, values[values.length / 2]);
  }

  /// How long the last dealing lies back, in days; nothing before the first.
  Optional<Long> idleDays(long day) {
    return Optional.ofNullable(active).map(at -> day - dayOf(at));
  }

  /// From the first piece of evidence to the last.
  Optional<TrustScore.Window> window() {
    return first == null || last == null
        ? Optional.empty()
        : Optional.of(new TrustScore.Window(first, last));
  }

  Optional<Instant> lastBreach() {
    return breaches.stream().map(b -> b.origin().at()).max(Comparator.naturalOrder());
  }

  void eachPair(Consumer<Pair> reader) {
    pairs.forEach(reader);
  }

  static long dayOf(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), DAY);
  }
}

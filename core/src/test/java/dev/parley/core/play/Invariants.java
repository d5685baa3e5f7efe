package dev.parley.core.play;

import dev.parley.core.Conversation;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.TimerKey;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Participant;
import dev.parley.core.session.Promises;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import dev.parley.core.session.Talk;
import dev.parley.core.session.Timer;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/// What has to hold after every accepted message of one session, computed here a second time, from
/// the protocol's text and the documents, and not with the machine's own counters.
final class Invariants {
  private static final Comparator<Timer> DUE =
      Comparator.comparing(Timer::due)
          .thenComparing(t -> t.key().wire())
          .thenComparing(t -> t.causedBy().text());

  private final Map<AgentUri, Long> sequences = new HashMap<>();
  private final Set<Hash> hashes = new HashSet<>();
  private final Set<String> ids = new HashSet<>();
  private final Row row = new Row();
  private final Till till = new Till();
  private final Witness witness = new Witness();
  private final Ballots ballots = new Ballots();
  private Hash head = Hash.ZERO;
  private Instant last = Instant.MIN;

  static void require(boolean holds, String what, Object... about) {
    if (!holds) {
      String text = what;
      for (Object each : about) {
        text = text.replaceFirst("%s", Matcher.quoteReplacement(String.valueOf(each)));
      }
      throw new AssertionError(text);
    }
  }

  /// How many limited messages the principal that spoke last has appended in a row.
  Row row() {
    return row;
  }

  void accepted(SessionState before, Conversation.Delivered delivered) {
    Envelope envelope = Envelope.decode(delivered.envelope()).orThrow();
    SessionState after = delivered.after();
    Talk talk = after.said().orElseThrow();
    require(!before.name().terminal() || remains(before), "%s took a message", before.name());
    chain(envelope, delivered.acceptedAt(), talk);
    uniqueIds(before, talk);
    noOwnProposalAccepted(before, envelope);
    row.accepted(before, envelope);
    promises(before.said().map(Talk::promises), talk);
    derived(after, talk);
    timers(after, talk);
    till.accepted(delivered);
    witness.accepted(delivered);
    ballots.accepted(before, envelope, after);
    if (after instanceof SessionState.Ended && !before.name().terminal()) {
      ended(before, after, envelope, talk);
    }
    if (before instanceof SessionState.Failed failed) {
      require(failed.with(talk).equals(after), "%s became %s", before, after);
      require(envelope.sender().agentId().equals(talk.steward()), "%s after the end", envelope);
    }
  }

  /// Only what an integrity failure has left open is recorded after the end.
  private static boolean remains(SessionState ended) {
    return ended instanceof SessionState.Failed failed
        && Documented.integrity(failed.reason())
        && openObligations(failed.talk()) > 0;
  }

  private void chain(Envelope envelope, Instant at, Talk talk) {
    AgentUri sender = envelope.sender().agentId();
    long expected = sequences.getOrDefault(sender, 0L);
    require(envelope.sequenceNumber() == expected, "a gap: %s after %s", envelope, expected);
    sequences.put(sender, expected + 1);
    require(envelope.integrity().previousHash().equals(head), "not on the head %s", head);
    head = envelope.integrity().hash();
    hashes.add(head);
    require(talk.head().hash().equals(head), "another head");
    require(talk.head().nextPosition() == hashes.size(), "position %s", talk.head());
    require(talk.head().acceptedAt().equals(at), "acceptedAt %s", talk.head());
    require(!at.isBefore(last), "acceptedAt goes back from %s to %s", last, at);
    last = at;
    long next = talk.participant(sender).map(Participant::nextSequence).orElse(-1L);
    require(next == expected + 1, "next number of %s is %s", sender, next);
  }

  private void uniqueIds(SessionState before, Talk talk) {
    Set<String> past = before.said().map(t -> t.matters().keySet()).orElse(Set.of());
    require(talk.matters().keySet().containsAll(past), "something was forgotten");
    for (Matter matter : talk.matters().values()) {
      boolean isNew = matter.origin().position() == talk.head().nextPosition() - 1;
      require(!isNew || ids.add(matter.id()), "the id %s is used twice", matter.id());
      require(hashes.contains(matter.origin().hash()), "from no message: %s", matter);
    }
  }

  private static void noOwnProposalAccepted(SessionState before, Envelope envelope) {
    if (envelope.message() instanceof Accept accept) {
      Talk talk = before.said().orElseThrow();
      Matter matter =
          Optional.ofNullable(talk.matters().get(accept.reference().id())).orElseThrow();
      Participant speaker = talk.participant(envelope.sender().agentId()).orElseThrow();
      boolean joins = matter instanceof Matter.Delegation d && d.target().equals(speaker.agent());
      require(
          joins || !matter.origin().principal().equals(speaker.principal()),
          "%s accepted its own %s",
          speaker.agent(),
          matter);
    }
  }

  private static void promises(Optional<Promises> past, Talk talk) {
    for (Commitment now : talk.promises().all()) {
      Optional<Commitment> was = past.flatMap(p -> p.byId(now.id()));
      CommitmentStatus from = was.map(Commitment::status).orElse(CommitmentStatus.PROPOSED);
      require(
          Documented.moves(from, now.status()), "%s from %s to %s", now.id(), from, now.status());
      boolean binding = everBound(now);
      require(
          !binding || now.accepted().containsAll(now.needed()), "%s binds the unasked", now.id());
      require(!now.needed().contains(now.committer()), "%s needs its committer", now.id());
      boolean over = now.obligations().stream().allMatch(o -> o.status().ended());
      require(
          now.status() != CommitmentStatus.ACTIVE || !over, "%s is over and not settled", now.id());
      require(
          now.status() != CommitmentStatus.SETTLED || over, "%s is settled and not over", now.id());
      for (Obligation o : now.obligations()) {
        ObligationStatus before =
            was.map(c -> c.obligations().get(o.index()).status()).orElse(ObligationStatus.OPEN);
        require(
            before == o.status() || Documented.moves(before, o.status()),
            "obligation %s of %s from %s to %s",
            o.index(),
            now.id(),
            before,
            o.status());
        require(
            binding || o.status() == ObligationStatus.OPEN, "%s moves before it binds", now.id());
      }
    }
    past.ifPresent(
        p ->
            p.all()
                .forEach(
                    c -> require(talk.promises().byId(c.id()).isPresent(), "%s is gone", c.id())));
  }

  private static boolean everBound(Commitment commitment) {
    return switch (commitment.status()) {
      case ACTIVE, SETTLED, AMENDED -> true;
      case PROPOSED, WITHDRAWN, REJECTED, LAPSED -> false;
    };
  }

  private static boolean open(Commitment commitment, Obligation obligation) {
    return commitment.status() == CommitmentStatus.ACTIVE
        && switch (obligation.status()) {
          case OPEN, CLAIMED, REJECTED, LATE -> true;
          case DISPUTED, FULFILLED, BREACHED, RELEASED -> false;
        };
  }

  static long openObligations(Talk talk) {
    return talk.promises().all().stream()
        .mapToLong(c -> c.obligations().stream().filter(o -> open(c, o)).count())
        .sum();
  }

  private static void derived(SessionState state, Talk talk) {
    List<Commitment> all = talk.promises().all();
    boolean proposed = all.stream().anyMatch(c -> c.status() == CommitmentStatus.PROPOSED);
    boolean bound = all.stream().anyMatch(Invariants::everBound);
    StateName expected =
        proposed ? StateName.AGREEING : bound ? StateName.EXECUTING : StateName.CONVERSING;
    boolean fits =
        switch (state.name()) {
          case CONVERSING, AGREEING, EXECUTING -> state.name() == expected;
          case IDLE -> false;
          case INVITED, INTRODUCED -> all.isEmpty();
          case ESCALATED -> true;
          case CLOSED, FAILED -> !proposed;
        };
    require(fits, "%s, but the commitments say %s", state.name(), expected);
    require(talk.promises().openObligations() == openObligations(talk), "miscounted: %s", all);
    require(talk.promises().everBound() == bound, "ever bound: %s", all);
  }

  private void timers(SessionState state, Talk talk) {
    List<Timer> timers = state.timers();
    require(timers.stream().sorted(DUE).toList().equals(timers), "out of order: %s", timers);
    for (Timer timer : timers) {
      require(hashes.contains(timer.causedBy()), "caused by no message: %s", timer);
    }
    if (state instanceof SessionState.Ended) {
      require(
          timers.stream().allMatch(t -> Documented.ofObligation(t.key())),
          "a timer runs after the end: %s",
          timers);
    } else {
      clocks(state, openObligations(talk) == 0);
    }
    for (Commitment c : talk.promises().all()) {
      for (Obligation o : c.obligations()) {
        List<TimerKey> own =
            timers.stream()
                .filter(t -> t.subject().equals(c.id()) && t.part() == o.index())
                .map(Timer::key)
                .filter(Documented::ofObligation)
                .toList();
        List<TimerKey> expected = open(c, o) ? List.of(Documented.timer(o)) : List.of();
        boolean late = own.equals(List.of(TimerKey.LATE)) && o.terms().lateUntil().isPresent();
        require(
            own.equals(expected) || (o.status() == ObligationStatus.REJECTED && late),
            "%s of %s is %s, and these run: %s",
            o.index(),
            c.id(),
            o.status(),
            own);
      }
    }
  }

  /// The session has an end in sight while nothing is owed, and silence does not last.
  private static void clocks(SessionState state, boolean nothingOpen) {
    boolean silence =
        switch (state.name()) {
          case INTRODUCED, CONVERSING, EXECUTING -> nothingOpen;
          case IDLE, INVITED, AGREEING, ESCALATED, CLOSED, FAILED -> false;
        };
    require(runs(state, TimerKey.SILENCE) == silence, "silence in %s", state);
    require(runs(state, TimerKey.SESSION) == nothingOpen, "the session's end in %s", state);
    require(
        runs(state, TimerKey.ESCALATION) == (state.name() == StateName.ESCALATED),
        "the authority's time in %s",
        state);
  }

  private static boolean runs(SessionState state, TimerKey key) {
    return state.timers().stream().anyMatch(t -> t.key() == key);
  }

  private static void ended(SessionState before, SessionState after, Envelope end, Talk talk) {
    boolean integrity =
        after instanceof SessionState.Failed failed && Documented.integrity(failed.reason());
    require(integrity || openObligations(talk) == 0, "%s with open obligations by %s", after, end);
    require(before.name() != StateName.IDLE, "ended at once");
    if (after instanceof SessionState.Failed failed) {
      require(
          failed.atFault().stream().allMatch(a -> talk.participant(a).isPresent()),
          "at fault is who never took part: %s",
          failed.atFault());
    }
  }
}

package dev.parley.core.play;

import static dev.parley.core.play.Invariants.require;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Words;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.dispute.Bond;
import dev.parley.core.dispute.Dispute;
import dev.parley.core.dispute.Outcome;
import dev.parley.core.dispute.Ruling;
import dev.parley.core.dispute.Stage;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.ledger.Account;
import dev.parley.core.ledger.Book;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Random schedules of several sessions and their disputes on one ledger: whatever the parties,
/// judges and timers do, no money is made or lost, none stays behind, and everything ends.
/// `-Dparley.test.seed=N` plays that one alone.
class PromiseScheduleTest {
  private static final int SCHEDULES = Boolean.getBoolean("parley.test.full") ? 1000 : 60;
  private static final int STEPS = 160;
  private static final Set<String> KINDS =
      Set.of(
          "commit",
          "amend",
          "agree",
          "reject-commitment",
          "counter-commitment",
          "withdraw-commitment",
          "claim",
          "verify",
          "reject-claim",
          "release",
          "leave-for-a-fee");

  private final Set<CommitmentStatus> commitments = EnumSet.noneOf(CommitmentStatus.class);
  private final Set<Ruling.Basis> bases = EnumSet.noneOf(Ruling.Basis.class);
  private final Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
  private final Set<Bond.Source> bonds = EnumSet.noneOf(Bond.Source.class);
  private final Set<String> kinds = new TreeSet<>();
  private int unpaid;
  private int failed;
  private int appeals;
  private int forgiven;

  /// One ledger and its deals.
  private final class Schedule {
    private final Dice dice;
    private final Players players = new Players();
    private final Book book = new Book();
    private final SharedLedger ledger = new SharedLedger(book);
    private final List<Deal> deals = new ArrayList<>();
    private Instant now = Conversation.START;
    private int named;

    Schedule(long seed) {
      dice = new Dice(seed);
      ledger.fund(new Account.OfAgent(Players.ALPHA.uri()), 2_000 + dice.below(8_000));
      ledger.fund(new Account.OfAgent(Players.BETA.uri()), 2_000 + dice.below(8_000));
      for (int i = 0; i < 3; i++) {
        Deal deal = new Deal(i, book, now);
        deal.begin();
        deals.add(deal);
      }
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        step(dice.pick(deals).orElseThrow());
        ledger.check(deals);
      }
      for (int rounds = 0; !over(); rounds++) {
        require(rounds < 200, "no end of %s", deals);
        passes(nextDue().filter(due -> due.isAfter(now)).orElse(now));
        ledger.check(deals);
      }
      ledger.nothingIsHeld();
      deals.forEach(PromiseScheduleTest.this::saw);
    }

    private void step(Deal deal) {
      Quarrel quarrel = new Quarrel(deal, dice);
      int what = dice.below(100);
      if (what < 14) {
        Instant due = nextDue().orElse(now);
        passes(dice.chance(50) || due.isBefore(now) ? now.plus(dice.length()) : due);
      } else if (what < 24) {
        quarrel.files();
      } else if (what < 55) {
        quarrel.acts();
      } else if (what < 56 && deal.talk().promises().openObligations() > 0) {
        failed += deal.says(Players.NODE, fatal()) ? 1 : 0;
      } else if (what < 58) {
        deal.says(dice.of(Players.ALPHA, Players.BETA), Words.close("completed"));
      } else {
        talks(deal);
      }
      quarrel.due();
    }

    private void talks(Deal deal) {
      if (!(deal.state() instanceof SessionState.Ongoing)) {
        return;
      }
      List<Option> options =
          Options.of(deal.state(), now, players, dice, () -> "x" + named++).stream()
              .filter(option -> KINDS.contains(option.kind()))
              .toList();
      Set<String> can = options.stream().map(Option::kind).collect(Collectors.toSet());
      Optional<String> soon =
          Stream.of("agree", "amend")
              .filter(can::contains)
              .filter(_ -> dice.chance(30))
              .findFirst();
      soon.or(() -> dice.pick(can.stream().sorted().toList()))
          .flatMap(kind -> dice.pick(options.stream().filter(o -> o.kind().equals(kind)).toList()))
          .filter(option -> deal.says(option.speaker(), option.words()))
          .ifPresent(option -> kinds.add(option.kind()));
    }

    /// Time passes for all; each due thing is recorded at its own time.
    private void passes(Instant end) {
      for (Deal deal : deals) {
        new Quarrel(deal, dice).filesForARuling();
      }
      Optional<Instant> due = nextDue().filter(first -> first.isBefore(end));
      while (due.isPresent()) {
        moved(due.get());
        due = nextDue().filter(first -> first.isBefore(end));
      }
      moved(end);
    }

    private void moved(Instant to) {
      now = to.isAfter(now) ? to : now;
      for (Deal deal : deals) {
        deal.at(now);
        Quarrel quarrel = new Quarrel(deal, dice);
        quarrel.due();
        quarrel.filesForARuling();
        quarrel.due();
      }
    }

    private Optional<Instant> nextDue() {
      return deals.stream()
          .flatMap(
              deal ->
                  Stream.concat(
                      deal.state().timers().stream().limit(1).map(timer -> timer.due()),
                      deal.docket().due().stream()))
          .min(Instant::compareTo);
    }

    private boolean over() {
      return nextDue().isEmpty();
    }
  }

  private static Words fatal() {
    return Words.error("hash_mismatch").with("fatal", JsonBoolean.TRUE);
  }

  private void saw(Deal deal) {
    assertThat(deal.state().name()).isIn(StateName.CLOSED, StateName.FAILED);
    unpaid += deal.unpaid();
    deal.talk().promises().all().forEach(c -> commitments.add(c.status()));
    assertThat(deal.talk().promises().all())
        .flatMap(c -> c.status() == CommitmentStatus.ACTIVE ? c.obligations() : List.of())
        .noneMatch(Obligation::unfiled);
    for (Dispute dispute : deal.docket().all()) {
      bases.add(dispute.standing().orElseThrow().basis());
      outcomes.add(((Stage.Final) dispute.stage()).outcome());
      dispute.bonds().forEach(bond -> bonds.add(bond.bond().source()));
      appeals += dispute.round() > 1 ? 1 : 0;
      forgiven += dispute.forgivenAt().isPresent() ? 1 : 0;
    }
  }

  @Test
  void noMoneyIsMadeLostOrLeftBehind() {
    Long only = Long.getLong("parley.test.seed");
    for (long seed = 1; only == null && seed <= SCHEDULES; seed++) {
      play(seed);
    }
    if (only != null) {
      play(only);
      return;
    }
    assertThat(commitments)
        .isEqualTo(
            EnumSet.complementOf(EnumSet.of(CommitmentStatus.PROPOSED, CommitmentStatus.ACTIVE)));
    assertThat(bases)
        .contains(
            Ruling.Basis.SILENCE,
            Ruling.Basis.CONCESSION,
            Ruling.Basis.RECORDS,
            Ruling.Basis.BOND,
            Ruling.Basis.PANEL,
            Ruling.Basis.PERSON,
            Ruling.Basis.STANDS,
            Ruling.Basis.WITHDRAWAL);
    assertThat(outcomes).contains(Outcome.BREACHED, Outcome.FULFILLED);
    assertThat(bonds).isEqualTo(EnumSet.allOf(Bond.Source.class));
    assertThat(kinds).isEqualTo(KINDS);
    assertThat(List.of(unpaid, failed, appeals, forgiven)).allMatch(times -> times > 0);
  }

  private void play(long seed) {
    try {
      new Schedule(seed).run();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e, e);
    }
  }
}

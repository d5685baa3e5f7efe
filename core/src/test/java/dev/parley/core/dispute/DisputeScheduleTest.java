package dev.parley.core.dispute;

import static dev.parley.core.dispute.DisputeCase.ALPHA;
import static dev.parley.core.dispute.DisputeCase.BETA;
import static dev.parley.core.dispute.DisputeCase.JUDGES;
import static dev.parley.core.dispute.DisputeCase.NODE;
import static dev.parley.core.dispute.DisputeCase.PERSON;
import static dev.parley.core.dispute.DisputeCase.THIRD;
import static dev.parley.core.dispute.DisputeCase.nonce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Speaker;
import dev.parley.core.commitment.Claim;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.criteria.Acceptance;
import dev.parley.core.dispute.Settlement.Part;
import dev.parley.core.dispute.Settlement.Pot;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.ledger.Amount;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random disputes: whatever everybody does, money is conserved, each side gets one trust event,
/// and from any state the steward's timers alone lead to the end.
class DisputeScheduleTest {
  private static final int DISPUTES = Integer.getInteger("parley.test.disputes", 400);
  private static final Acceptance FIVE =
      Acceptance.decode(
              JsonArray.of(List.of(DisputeCase.object("{'path':'/h','op':'ge','value':5}"))), "")
          .orThrow();

  @Test
  void moneyIsConservedAndEveryDisputeEnds() {
    Map<StageName, Integer> seen = new EnumMap<>(StageName.class);
    for (long seed = 0; seed < DISPUTES; seed++) {
      Random random = new Random(seed);
      DisputeCase dispute = begin(random);
      for (int i = 0; i < 60 && dispute.stage() != StageName.FINAL; i++) {
        seen.merge(dispute.stage(), 1, Integer::sum);
        act(dispute, random);
        if (random.nextInt(12) == 0) {
          endsByTimersAlone(dispute, seed);
        }
      }
      finish(dispute);
      check(dispute, seed);
    }
    assertThat(seen).containsKeys(except(StageName.FINAL));
  }

  private static StageName[] except(StageName last) {
    return Arrays.stream(StageName.values()).filter(s -> s != last).toArray(StageName[]::new);
  }

  private static DisputeCase begin(Random random) {
    boolean claimed = random.nextBoolean();
    Optional<Claim> claim =
        claimed
            ? Optional.of(DisputeCase.claim("{'h':" + (4 + random.nextInt(2)) + "}"))
            : Optional.empty();
    Acceptance acceptance = random.nextInt(3) == 0 ? FIVE : new Acceptance.Nothing();
    DisputeFacts base =
        DisputeCase.facts(
            claimed ? ObligationStatus.DISPUTED : ObligationStatus.BREACHED, claim, acceptance);
    String currency = List.of("USD", "JPY", "KWD").get(random.nextInt(3));
    boolean swapped = random.nextInt(4) == 0;
    AgentUri depositor = swapped ? BETA.uri() : random.nextInt(5) == 0 ? THIRD.uri() : ALPHA.uri();
    Optional<DisputeFacts.Stake> stake =
        random.nextInt(8) == 0
            ? Optional.empty()
            : Optional.of(
                new DisputeFacts.Stake(
                    new Amount(random.nextInt(2_000_000), currency),
                    new Amount(random.nextInt(2_000_000), currency),
                    depositor,
                    swapped ? ALPHA.uri() : BETA.uri()));
    DisputeCase dispute = new DisputeCase(Situation.of(base).staked(stake).facts());
    Speaker filer =
        List.of(ALPHA, ALPHA, THIRD, claimed ? BETA : ALPHA, NODE).get(random.nextInt(5));
    DisputeReason reason =
        claimed ? DisputeReason.FULFILLMENT_MISMATCH : DisputeReason.NON_DELIVERY;
    DisputeReason other = random.nextBoolean() ? DisputeReason.UNAUTHORIZED_MODIFICATION : reason;
    return dispute.says(
        filer,
        filer.equals(NODE)
            ? DisputeCase.filedBySteward()
            : DisputeCase.filed(filer, filer.equals(BETA) ? ALPHA : BETA, other));
  }

  /// Somebody tries something, right or wrong; now and then time passes.
  private static void act(DisputeCase dispute, Random random) {
    if (random.nextInt(25) == 0) {
      dispute.overdue();
    } else {
      dispute.later(Duration.ofMinutes(random.nextInt(300)));
    }
    List<DisputeAct> tries = tries(dispute, random);
    if (random.nextInt(4) == 0) {
      DisputeMachine.stewardAct(dispute.dispute(), dispute.now).ifPresent(tries::add);
    }
    for (DisputeAct act : tries) {
      for (Speaker by : speakers(dispute, random)) {
        if (dispute.tries(by, act)) {
          return;
        }
      }
    }
    if (!dispute.now.isBefore(dispute.dispute().due().map(Dispute.Due::due).orElse(dispute.now))) {
      DisputeMachine.stewardAct(dispute.dispute(), dispute.now)
          .ifPresent(due -> dispute.tries(NODE, due));
    }
  }

  private static List<Speaker> speakers(DisputeCase dispute, Random random) {
    List<Speaker> all = new ArrayList<>(List.of(ALPHA, BETA, THIRD, NODE, PERSON));
    if (dispute.dispute().stage() instanceof Stage.Voting voting) {
      voting.panel().forEach(agent -> all.add(DisputeCase.judge(agent)));
    } else {
      all.add(JUDGES.getFirst());
    }
    Collections.shuffle(all, random);
    return all;
  }

  private static List<DisputeAct> tries(DisputeCase dispute, Random random) {
    boolean upheld = random.nextBoolean();
    Decision decision =
        new Decision(
            upheld,
            1 + random.nextInt(5),
            upheld ? BigDecimal.valueOf(random.nextInt(1_000_001), 6) : BigDecimal.ZERO);
    Optional<Bond> bond =
        dispute
            .dispute()
            .bondDue()
            .map(
                due ->
                    new Bond(due, random.nextBoolean() ? Bond.Source.ACCOUNT : Bond.Source.ESCROW));
    int round = Math.max(1, dispute.dispute().round());
    Speaker side = random.nextBoolean() ? ALPHA : random.nextBoolean() ? BETA : THIRD;
    List<DisputeAct> out = new ArrayList<>();
    out.add(random.nextInt(5) == 0 ? DisputeCase.concede() : DisputeCase.deny());
    bond.ifPresent(b -> out.add(new DisputeAct.Bonded(b)));
    out.add(
        new DisputeAct.Sealed(round, nonce(side, round).seal(side.uri(), DisputeCase.ID, round)));
    out.add(new DisputeAct.Revealed(round, nonce(side, round)));
    out.add(new DisputeAct.Voted(round, decision, Optional.empty()));
    out.add(new DisputeAct.Appealed(bond, Optional.empty()));
    out.add(new DisputeAct.Ruled(new Ruling(Ruling.Basis.PERSON, decision), Optional.empty()));
    if (dispute.stage() == StageName.DRAWING) {
      out.add(dispute.draw());
    }
    if (DisputeMachine.sealDue(dispute.dispute())) {
      out.add(dispute.seals(DisputeCase.candidates(random.nextInt(3) == 0 ? 2 : 12)));
    }
    if (random.nextInt(20) == 0) {
      out.add(new DisputeAct.Withdrawn());
    }
    if (random.nextInt(10) == 0) {
      out.add(new DisputeAct.Forgiven());
    }
    Collections.shuffle(out, random);
    return out;
  }

  private static void finish(DisputeCase dispute) {
    while (dispute.stage() != StageName.FINAL) {
      dispute.overdue();
      DisputeAct act = DisputeMachine.stewardAct(dispute.dispute(), dispute.now).orElseThrow();
      assertThat(dispute.tries(NODE, act)).isTrue();
    }
  }

  /// From here on nobody says anything but the steward; the dispute itself goes on as it was.
  private static void endsByTimersAlone(DisputeCase from, long seed) {
    DisputeCase copy = from.copy();
    int steps = 0;
    while (copy.stage() != StageName.FINAL) {
      copy.overdue();
      DisputeAct act = DisputeMachine.stewardAct(copy.dispute(), copy.now).orElseThrow();
      assertThat(copy.tries(NODE, act)).as("seed %d: %s in %s", seed, act, copy.stage()).isTrue();
      assertThat(++steps).as("seed %d", seed).isLessThan(10);
    }
  }

  private static void check(DisputeCase dispute, long seed) {
    assertThat(dispute.trust())
        .as("seed %d", seed)
        .extracting(TrustEvent::agent)
        .containsExactly(dispute.dispute().complainant(), dispute.dispute().respondent());
    Optional<DisputeFacts.Stake> stake = dispute.facts.stake();
    assertThat(dispute.effects(DisputeEffect.Settled.class)).hasSize(stake.isPresent() ? 1 : 0);
    stake.ifPresent(s -> conserved(dispute, s, seed));
  }

  /// What comes out of each pot is what was in it.
  private static void conserved(DisputeCase dispute, DisputeFacts.Stake stake, long seed) {
    Map<Pot, Amount> out = new HashMap<>();
    for (Part part : dispute.settlement().parts()) {
      assertThat(part.amount().positive()).as("seed %d", seed).isTrue();
      out.merge(part.from(), part.amount(), Amount::plus);
    }
    Map<Pot, Amount> in = new HashMap<>();
    boolean stays =
        ((Stage.Final) dispute.dispute().stage()).outcome() == Outcome.UNCHANGED
            || !stake.escrow().positive();
    if (!stays) {
      in.put(new Pot.Escrow(), stake.escrow());
    }
    for (DisputeEffect.BondHeld held : dispute.effects(DisputeEffect.BondHeld.class)) {
      if (held.posted().bond().source() == Bond.Source.ACCOUNT) {
        in.merge(new Pot.BondOf(held.posted().by()), held.posted().bond().amount(), Amount::plus);
      }
    }
    assertThat(out.keySet()).as("seed %d", seed).isEqualTo(in.keySet());
    in.forEach(
        (pot, amount) -> assertThat(out.get(pot)).as("seed %d: %s", seed, pot).isEqualTo(amount));
  }
}

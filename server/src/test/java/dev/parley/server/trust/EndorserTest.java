package dev.parley.server.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.endorsement.Endorsement;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.json.JsonObject;
import dev.parley.core.trust.Component;
import dev.parley.server.ratings.EndorsementDesk;
import dev.parley.server.records.RecordOutcome;
import dev.parley.server.rehearsal.NodeParts;
import dev.parley.server.rehearsal.ScriptedAgent;
import dev.parley.server.time.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Endorsements by agents whose score is nothing but what they did.
final class EndorserTest {
  @TempDir Path directory;
  private final VirtualClock clock = NodeParts.clock();
  private NodeParts node;
  private Marketplace market;

  @BeforeEach
  void open() {
    node = NodeParts.open(directory, clock);
    market = new Marketplace(node, clock, 6);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private double score(ScriptedAgent agent) {
    return node.registry().score(agent.uri());
  }

  /// PE in hundredths.
  private int peers(ScriptedAgent agent) {
    return node.registry().trust().score(agent.uri()).orElseThrow().component(Component.PE);
  }

  private RecordOutcome endorses(ScriptedAgent by, ScriptedAgent about) {
    EndorsementDesk desk =
        new EndorsementDesk(
            node.store().ratings(),
            node.registry(),
            node.registry()::score,
            clock,
            CryptoProviders.verifying().verifier());
    JsonObject record =
        Endorsement.sign(
            about.uri(),
            by.uri(),
            node.steward().agent(),
            clock.now(),
            new Endorsement.Act.Given(Optional.empty()),
            by.keys().signer());
    return desk.endorse(by.uri(), about.uri(), record);
  }

  @Test
  void keptPromisesCarryAnEndorsementFromTheNextDayOn() {
    ScriptedAgent seller = market.agent(2);
    ScriptedAgent friend = market.agent(5);
    for (int buyer : new int[] {0, 1, 4}) {
      market.deal(buyer, 2, 100);
    }
    assertThat(score(seller)).isLessThan(EndorsementDesk.LEAST_SCORE);
    assertThat(endorses(seller, friend))
        .isInstanceOfSatisfying(
            RecordOutcome.Refused.class,
            r -> assertThat(r.refusal().code()).isEqualTo(ErrorCode.INSUFFICIENT_TRUST_SCORE));
    clock.advance(Duration.ofDays(1));
    assertThat(score(seller)).isGreaterThanOrEqualTo(EndorsementDesk.LEAST_SCORE);
    assertThat(endorses(seller, friend)).isInstanceOf(RecordOutcome.Accepted.class);
    assertThat(score(friend)).isLessThan(EndorsementDesk.LEAST_SCORE);
    assertThat(endorses(friend, seller)).isInstanceOf(RecordOutcome.Refused.class);
  }

  @Test
  void whatOnesOwnOrganisationSaysCountsAQuarter() {
    for (int buyer : new int[] {0, 1, 4}) {
      market.deal(buyer, 2, 100);
      market.deal(2, buyer, 100);
    }
    ScriptedAgent colleague = new ScriptedAgent("agent://org1.example/new", "org_2");
    ScriptedAgent stranger = new ScriptedAgent("agent://far.example/new", "org_far");
    node.register(colleague);
    node.register(stranger);
    clock.advance(Duration.ofDays(1));
    assertThat(endorses(market.agent(2), colleague)).isInstanceOf(RecordOutcome.Accepted.class);
    assertThat(endorses(market.agent(2), stranger)).isInstanceOf(RecordOutcome.Accepted.class);
    clock.advance(Duration.ofDays(1));
    int others = peers(stranger);
    assertThat(others).isPositive();
    // Both are rounded to hundredths.
    assertThat(4 * peers(colleague)).isBetween(others - 2, others + 2);
  }
}

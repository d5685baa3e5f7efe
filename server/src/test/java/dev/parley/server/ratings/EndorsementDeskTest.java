package dev.parley.server.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.endorsement.Endorsement;
import dev.parley.core.endorsement.Endorsement.Act;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.server.records.RecordOutcome;
import dev.parley.server.rehearsal.NodeParts;
import dev.parley.server.rehearsal.ScriptedAgent;
import dev.parley.server.store.StoredEndorsement;
import dev.parley.server.time.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Endorsements by agents whose score carries them.
final class EndorsementDeskTest {
  @TempDir private Path directory;
  private final VirtualClock clock = NodeParts.clock();
  private final ScriptedAgent alpha = new ScriptedAgent("agent://acme.example/alpha", "org_acme");
  private final ScriptedAgent beta = new ScriptedAgent("agent://cloud.example/beta", "org_cloud");
  private double score = EndorsementDesk.LEAST_SCORE;
  private NodeParts node;
  private EndorsementDesk desk;

  @BeforeEach
  void open() {
    node = NodeParts.open(directory, clock);
    node.register(alpha);
    node.register(beta);
    desk();
  }

  private void desk() {
    desk =
        new EndorsementDesk(
            node.store().ratings(),
            node.registry(),
            _ -> score,
            clock,
            CryptoProviders.verifying().verifier());
  }

  @AfterEach
  void close() {
    node.close();
  }

  private JsonObject signed(AgentUri about, Act act) {
    return Endorsement.sign(
        about, alpha.uri(), node.steward().agent(), clock.now(), act, alpha.keys().signer());
  }

  private static Act given() {
    return new Act.Given(Optional.empty());
  }

  private RecordOutcome endorses(AgentUri about, Act act) {
    return desk.endorse(alpha.uri(), about, signed(about, act));
  }

  private static void refused(ErrorCode code, RecordOutcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            RecordOutcome.Refused.class, r -> assertThat(r.refusal().code()).isEqualTo(code));
  }

  private List<StoredEndorsement> listed() {
    return desk.list(beta.uri(), 0, 100).orElseThrow();
  }

  private List<StoredEndorsement> endorsedByAlpha() {
    return node.store().people().overview().endorsedBy(alpha.uri(), 0, 100);
  }

  @Test
  void standsUntilItIsWithdrawnAlsoAfterARestart() {
    JsonObject first = signed(beta.uri(), given());
    assertThat(desk.endorse(alpha.uri(), beta.uri(), first))
        .isInstanceOf(RecordOutcome.Accepted.class);
    assertThat(desk.endorse(alpha.uri(), beta.uri(), first))
        .isInstanceOf(RecordOutcome.Repeated.class);
    clock.advance(Duration.ofMinutes(1));
    refused(ErrorCode.DUPLICATE, endorses(beta.uri(), given()));
    node.close();
    node = NodeParts.open(directory, clock);
    desk();
    assertThat(listed()).hasSize(1);
    assertThat(endorsedByAlpha()).isEqualTo(listed());

    Act withdrawn = new Act.Withdrawn(listed().getFirst().hash());
    assertThat(endorses(beta.uri(), withdrawn)).isInstanceOf(RecordOutcome.Accepted.class);
    assertThat(listed()).isEmpty();
    assertThat(endorsedByAlpha()).isEmpty();
    clock.advance(Duration.ofMinutes(1));
    refused(ErrorCode.INVALID_REFERENCE, endorses(beta.uri(), withdrawn));
    assertThat(desk.endorse(alpha.uri(), beta.uri(), first))
        .isInstanceOf(RecordOutcome.Repeated.class);
    assertThat(listed()).as("the first record sent again endorses nobody anew").isEmpty();
    assertThat(endorses(beta.uri(), given())).isInstanceOf(RecordOutcome.Accepted.class);
    assertThat(listed()).hasSize(1);
  }

  @Test
  void withdrawingNeedsNoScoreAndReachesOnlyOnesOwn() {
    assertThat(endorses(beta.uri(), given())).isInstanceOf(RecordOutcome.Accepted.class);
    Act withdrawn = new Act.Withdrawn(listed().getFirst().hash());
    JsonObject thief =
        Endorsement.sign(
            beta.uri(),
            beta.uri(),
            node.steward().agent(),
            clock.now(),
            withdrawn,
            beta.keys().signer());
    refused(ErrorCode.POLICY_VIOLATION, desk.endorse(beta.uri(), beta.uri(), thief));
    ScriptedAgent gamma = new ScriptedAgent("agent://third.example/gamma", "org_third");
    node.register(gamma);
    refused(
        ErrorCode.INVALID_REFERENCE,
        desk.endorse(
            gamma.uri(),
            beta.uri(),
            Endorsement.sign(
                beta.uri(),
                gamma.uri(),
                node.steward().agent(),
                clock.now(),
                withdrawn,
                gamma.keys().signer())));
    score = 0;
    assertThat(endorses(beta.uri(), withdrawn)).isInstanceOf(RecordOutcome.Accepted.class);
    refused(ErrorCode.INSUFFICIENT_TRUST_SCORE, endorses(beta.uri(), given()));
  }

  @Test
  void refusesOtherNodesAndOtherTimes() {
    JsonObject elsewhere =
        Endorsement.sign(
            beta.uri(),
            alpha.uri(),
            new AgentUri("agent://other.example/node"),
            clock.now(),
            given(),
            alpha.keys().signer());
    refused(ErrorCode.POLICY_VIOLATION, desk.endorse(alpha.uri(), beta.uri(), elsewhere));
    JsonObject early = signed(beta.uri(), given());
    clock.advance(Duration.ofMillis(300_001));
    refused(ErrorCode.STALE, desk.endorse(alpha.uri(), beta.uri(), early));
    refused(ErrorCode.INVALID_REFERENCE, endorses(beta.uri(), new Act.Withdrawn(Hash.ZERO)));
    assertThat(listed()).isEmpty();
  }

  @Test
  void nobodyGivesMoreThanFifty() {
    List<AgentUri> many = new ArrayList<>();
    for (int i = 0; i <= EndorsementDesk.MOST_GIVEN; i++) {
      ScriptedAgent each = new ScriptedAgent("agent://a" + i + ".example/x", "org_a" + i);
      node.register(each);
      many.add(each.uri());
    }
    for (AgentUri each : many.subList(0, EndorsementDesk.MOST_GIVEN)) {
      assertThat(endorses(each, given())).isInstanceOf(RecordOutcome.Accepted.class);
    }
    refused(ErrorCode.POLICY_VIOLATION, endorses(many.getLast(), given()));
    Hash one = desk.list(many.getFirst(), 0, 1).orElseThrow().getFirst().hash();
    assertThat(endorses(many.getFirst(), new Act.Withdrawn(one)))
        .isInstanceOf(RecordOutcome.Accepted.class);
    assertThat(endorses(many.getLast(), given())).isInstanceOf(RecordOutcome.Accepted.class);
  }
}

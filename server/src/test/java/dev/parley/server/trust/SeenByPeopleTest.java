package dev.parley.server.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.trust.Standing;
import dev.parley.server.registry.IdentityProof;
import dev.parley.server.registry.Profile;
import dev.parley.server.rehearsal.NodeParts;
import dev.parley.server.store.Discovery;
import dev.parley.server.store.OverviewStore;
import dev.parley.server.store.OverviewStore.Sought;
import dev.parley.server.store.RegisteredAgent;
import dev.parley.server.store.TrustStore;
import dev.parley.server.time.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents and evidence, page by page, for people who answer for a node.
final class SeenByPeopleTest {
  @TempDir Path directory;
  private final VirtualClock clock = NodeParts.clock();
  private NodeParts node;
  private Marketplace market;

  @BeforeEach
  void open() {
    node = NodeParts.open(directory, clock);
    market = new Marketplace(node, clock, 4);
    market.deal(0, 2, 100);
    market.deal(1, 2, 100);
    clock.advance(Duration.ofDays(1));
    node.registry().trust().publish();
  }

  @AfterEach
  void close() {
    node.close();
  }

  private OverviewStore overview() {
    return node.store().people().overview();
  }

  private List<String> found(Optional<String> capability, int least, String text) {
    return overview().agents(new Sought(capability, least, text, Optional.empty(), 10)).stream()
        .map(row -> row.card().agent())
        .toList();
  }

  @Test
  void findsAgentsByWhatTheirAddressOrNameContains() {
    assertThat(found(Optional.empty(), 0, "")).hasSize(5).contains(node.steward().agent().text());
    assertThat(found(Optional.of("gpu"), 0, "")).hasSize(4);
    assertThat(found(Optional.of("gpu"), 0, "ORG0.example"))
        .containsExactlyInAnyOrder(market.agent(0).uri().text(), market.agent(1).uri().text());
    assertThat(found(Optional.empty(), 0, "%")).as("a text is no pattern").isEmpty();
    int best = (int) Math.rint(node.registry().score(market.agent(2).uri()) * 100);
    assertThat(found(Optional.empty(), best, "")).containsExactly(market.agent(2).uri().text());
  }

  @Test
  void pagesThroughAgentsByTheirScore() {
    Optional<Discovery.Place> after = Optional.empty();
    for (String expected : found(Optional.of("gpu"), 0, "")) {
      List<RegisteredAgent> page =
          overview().agents(new Sought(Optional.of("gpu"), 0, "", after, 1));
      assertThat(page).hasSize(1);
      assertThat(page.getFirst().card().agent()).isEqualTo(expected);
      after = Optional.of(Discovery.Place.of(page.getFirst()));
    }
    assertThat(overview().agents(new Sought(Optional.of("gpu"), 0, "", after, 1))).isEmpty();
  }

  @Test
  void showsEvidenceTheNewestFirst() {
    AgentUri seller = market.agent(2).uri();
    List<TrustStore.Piece> inOrder = node.store().evidenceOf(seller, 100);
    assertThat(inOrder).hasSizeGreaterThan(2);
    assertThat(overview().evidence(seller, Long.MAX_VALUE, 100)).isEqualTo(inOrder.reversed());
    assertThat(overview().evidence(seller, inOrder.get(2).number(), 1))
        .containsExactly(inOrder.get(1));
  }

  @Test
  void givesTheEvidenceOnlyWhereThereIsNoMoreThanAPageReads() {
    AgentUri seller = market.agent(2).uri();
    int pieces = node.store().evidenceOf(seller, 100).size();
    assertThat(node.registry().trust().document(seller, pieces)).isPresent();
    assertThat(node.registry().trust().document(seller, pieces - 1)).isEmpty();
  }

  @Test
  void saysWhoAnAgentIsToItsNode() {
    Profile profile = node.registry().profile(market.agent(0).uri()).orElseThrow();
    assertThat(profile.card()).isEqualTo(market.agent(0).card());
    assertThat(profile.proof()).isEqualTo(IdentityProof.FREE_DOMAIN);
    assertThat(profile.custody()).isEqualTo(Standing.Custody.AGENT);
    assertThat(node.registry().profile(new AgentUri("agent://no.example/body"))).isEmpty();
  }
}

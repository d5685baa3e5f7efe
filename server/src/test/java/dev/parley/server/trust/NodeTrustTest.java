package dev.parley.server.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.trust.Component;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.EvidenceDocument;
import dev.parley.core.trust.Reason;
import dev.parley.core.trust.Standing;
import dev.parley.core.trust.Trust;
import dev.parley.core.trust.TrustBook;
import dev.parley.core.trust.TrustScore;
import dev.parley.server.rehearsal.NodeParts;
import dev.parley.server.rehearsal.ScriptedAgent;
import dev.parley.server.store.TrustStore;
import dev.parley.server.time.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions make evidence, evidence makes scores, and the scores are those that anybody computes.
final class NodeTrustTest {
  private static final int ALL = 1_000_000;

  @TempDir Path directory;
  private final VirtualClock clock = NodeParts.clock();
  private NodeParts node;

  @BeforeEach
  void open() {
    node = NodeParts.open(directory, clock);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private NodeTrust trust() {
    return node.registry().trust();
  }

  private TrustScore score(AgentUri agent) {
    return trust().score(agent).orElseThrow();
  }

  private Map<AgentUri, TrustScore> scores(Marketplace market) {
    Map<AgentUri, TrustScore> out = new TreeMap<>();
    market.agents().forEach(agent -> out.put(agent.uri(), score(agent.uri())));
    return out;
  }

  @Test
  void aKeptDealIsSeenAtOnceAndCountsFromTheNextDayOn() {
    Marketplace market = new Marketplace(node, clock, 4);
    ScriptedAgent seller = market.agent(2);
    assertThat(score(seller.uri()).reasons()).contains(Reason.NEW);
    market.deal(0, 2, 100);
    assertThat(score(seller.uri()).reasons()).doesNotContain(Reason.NEW);
    assertThat(score(seller.uri()).component(Component.CF)).isZero();
    clock.advance(Duration.ofDays(1));
    assertThat(score(seller.uri()).component(Component.CF)).isPositive();
    assertThat(score(market.agent(0).uri()).component(Component.ER)).isPositive();
    assertThat(node.registry().score(seller.uri())).isEqualTo(score(seller.uri()).total() / 100.0);
  }

  @Test
  void scoresAreThoseOfADocumentAndOfABookMadeFromNothing() {
    Random random = new Random(20_260_101);
    Marketplace market = new Marketplace(node, clock, 6);
    for (int i = 0; i < 40; i++) {
      int buyer = random.nextInt(6);
      int seller = (buyer + 1 + random.nextInt(5)) % 6;
      switch (random.nextInt(8)) {
        case 0 -> market.silence(buyer, seller);
        case 1 -> market.failure(buyer, seller, 20);
        case 2 -> market.deal(buyer, seller, 0);
        default -> market.deal(buyer, seller, 1 + random.nextInt(500));
      }
      if (random.nextInt(3) == 0) {
        clock.advance(Duration.ofHours(1 + random.nextInt(100)));
      }
      if (i % 5 == 0) {
        agree(market);
      }
    }
    agree(market);
    assertThat(scores(market)).isEqualTo(fromNothing());
    assertThat(market.agents()).anyMatch(a -> score(a.uri()).total() > 40_00);
    assertThat(trust().byCapability(market.agent(0).uri())).containsOnlyKeys("gpu");
  }

  private void agree(Marketplace market) {
    scores(market)
        .forEach(
            (agent, score) -> {
              EvidenceDocument document = trust().document(agent).orElseThrow();
              assertThat(document.score()).isEqualTo(score);
              EvidenceDocument read = EvidenceDocument.decode(document.json()).orThrow();
              assertThat(read.score()).isEqualTo(score);
              assertThat(trust().byCapability(agent))
                  .isEqualTo(Trust.byCapability(read.standing(), read.epoch(), read.evidence()));
            });
  }

  /// A book that has never seen a day before today.
  private Map<AgentUri, TrustScore> fromNothing() {
    long today = LocalDate.ofInstant(clock.now(), ZoneOffset.UTC).toEpochDay();
    TrustBook book = new TrustBook(today - 1, Set.of());
    List<Standing> standings =
        node.store().standings(0, ALL).stream()
            .map(TrustStore.Registered::standing)
            .filter(s -> !s.agent().equals(node.steward().agent()))
            .toList();
    standings.forEach(book::register);
    List<Evidence> before = new ArrayList<>();
    List<Evidence> since = new ArrayList<>();
    for (TrustStore.Piece piece : node.store().evidence(0, ALL)) {
      (piece.day() < today ? before : since).add(piece.evidence());
    }
    assertThat(before).hasSizeGreaterThan(50);
    before.forEach(book::add);
    book.begin(today);
    since.forEach(book::add);
    Map<AgentUri, TrustScore> out = new TreeMap<>();
    standings.forEach(s -> out.put(s.agent(), book.score(s.agent()).orElseThrow()));
    return out;
  }

  @Test
  void aNodeThatIsStartedAgainSaysTheSameDecimals() {
    Marketplace market = new Marketplace(node, clock, 4);
    for (int day = 0; day < 3; day++) {
      market.deal(0, 2, 50);
      market.deal(1, 3, 70);
      clock.advance(Duration.ofDays(1));
      assertThat(score(market.agent(2).uri()).asOf()).isEqualTo(today());
    }
    // What comes on the day itself must not be in what the day began with, also after a restart.
    market.deal(3, 0, 900);
    ScriptedAgent late = new ScriptedAgent("agent://late.example/a", "org_late");
    node.register(late);
    Map<AgentUri, TrustScore> before = scores(market);
    EvidenceDocument document = trust().document(market.agent(0).uri()).orElseThrow();
    node.close();
    node = NodeParts.open(directory, clock);
    assertThat(scores(market)).isEqualTo(before);
    assertThat(trust().document(market.agent(0).uri()).orElseThrow().json())
        .isEqualTo(document.json());
    assertThat(trust().score(late.uri())).isPresent();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.now(), ZoneOffset.UTC);
  }

  @Test
  void discoveryGoesByTheScoresOfNow() {
    Marketplace market = new Marketplace(node, clock, 4);
    assertThat(found(0)).hasSize(4).startsWith(market.agent(0).uri().text());
    market.deal(0, 2, 50);
    market.deal(1, 2, 50);
    clock.advance(Duration.ofDays(2));
    assertThat(found(0)).hasSize(4).startsWith(market.agent(2).uri().text());
    assertThat(found(score(market.agent(2).uri()).total() / 100.0))
        .containsExactly(market.agent(2).uri().text());
    node.close();
    node = NodeParts.open(directory, clock);
    assertThat(found(0)).hasSize(4).startsWith(market.agent(2).uri().text());
  }

  private List<String> found(double minTrust) {
    return node
        .registry()
        .discover(Optional.of("gpu"), minTrust, Optional.empty(), 10)
        .orThrow()
        .cards()
        .stream()
        .map(card -> card.string("agentId").orElseThrow())
        .toList();
  }

  @Test
  void evidenceOfADayBeforeIsRefusedOnceTheNextHasBegun() {
    Marketplace market = new Marketplace(node, clock, 2);
    market.deal(0, 1, 5);
    int pieces = node.store().evidence(0, ALL).size();
    node.store().beginDay(today().toEpochDay() + 1).join();
    assertThat(pieces).isEqualTo(4);
    // The node takes such a message anew, at the time of then. Here that is still the day before.
    assertThatThrownBy(() -> market.deal(0, 1, 5)).isInstanceOf(AssertionError.class);
    assertThat(node.store().evidence(0, ALL)).hasSize(pieces);
    clock.advance(Duration.ofDays(1));
    market.deal(0, 1, 5);
    assertThat(node.store().evidence(0, ALL)).hasSize(2 * pieces);
  }

  @Test
  void theNodeAndStrangersHaveNoScore() {
    assertThat(trust().score(node.steward().agent())).isEmpty();
    assertThat(trust().document(node.steward().agent())).isEmpty();
    assertThat(trust().score(new AgentUri("agent://acme.example/nobody"))).isEmpty();
    assertThat(trust().byCapability(new AgentUri("agent://acme.example/nobody"))).isEmpty();
  }
}

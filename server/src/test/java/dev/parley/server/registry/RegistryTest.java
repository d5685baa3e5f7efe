package dev.parley.server.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.server.registry.RegistrationResult.Novelty;
import dev.parley.server.rehearsal.NodeParts;
import dev.parley.server.rehearsal.ScriptedAgent;
import dev.parley.server.time.VirtualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may register, what continues a chain of cards, and what the node attests.
final class RegistryTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path directory;
  private final VirtualClock clock = NodeParts.clock();
  private NodeParts node;

  @BeforeEach
  void openNode() {
    node = NodeParts.open(directory, clock);
  }

  @AfterEach
  void closeNode() {
    node.close();
  }

  private void restart() {
    node.close();
    node = NodeParts.open(directory, clock);
  }

  private static ScriptedAgent agent(String uri, String... capabilities) {
    return new ScriptedAgent(uri, "org_x", capabilities);
  }

  private RegistrationResult register(AgentUri agent, JsonObject body) {
    return node.registry().register(agent, body, new Registrant.Anyone());
  }

  private static Novelty novelty(RegistrationResult result) {
    assertThat(result).isInstanceOf(RegistrationResult.Registered.class);
    return ((RegistrationResult.Registered) result).novelty();
  }

  private static void refused(RegistrationResult result, ErrorCode code) {
    assertThat(result).isInstanceOf(RegistrationResult.Refused.class);
    assertThat(((RegistrationResult.Refused) result).refusal().code()).isEqualTo(code);
  }

  @Test
  void registersOnceHoweverOftenItIsAsked() {
    ScriptedAgent alpha = agent("agent://acme.example/alpha");
    assertThat(novelty(node.register(alpha))).isEqualTo(Novelty.CREATED);
    assertThat(novelty(node.register(alpha))).isEqualTo(Novelty.REPEATED);
    restart();
    assertThat(novelty(node.register(alpha))).isEqualTo(Novelty.REPEATED);
    assertThat(node.registry().current(alpha.uri())).contains(alpha.card());
    assertThat(node.registry().byHash(alpha.card().hash())).contains(alpha.card());
    assertThat(node.registry().assertionKey(alpha.uri())).contains(alpha.card().signingKey());
    assertThat(node.registry().clientKey(alpha.uri())).isEmpty();
  }

  @Test
  void takesOnlyWhatContinuesTheChain() {
    ScriptedAgent alpha = agent("agent://acme.example/alpha");
    node.register(alpha);
    AgentKeys fresh = AgentKeys.generate(RANDOM);
    var next = alpha.nextCard(fresh, JsonObject.EMPTY);
    refused(node.register(agent("agent://acme.example/alpha")), ErrorCode.UNAUTHORIZED);
    ScriptedAgent other = agent("agent://acme.example/alpha");
    refused(
        register(alpha.uri(), other.nextCard(other.keys(), JsonObject.EMPTY).json()),
        ErrorCode.UNAUTHORIZED);
    assertThat(node.registry().current(alpha.uri())).contains(alpha.card());
    assertThat(novelty(register(alpha.uri(), next.json()))).isEqualTo(Novelty.RENEWED);
    assertThat(node.registry().current(alpha.uri())).contains(next);
    assertThat(node.registry().byHash(alpha.card().hash())).contains(alpha.card());
    refused(node.register(alpha), ErrorCode.UNAUTHORIZED);
  }

  @Test
  void refusesCardsOfOthersBadHashesBadSignaturesAndBadPolicies() {
    ScriptedAgent alpha = agent("agent://acme.example/alpha");
    refused(
        register(new AgentUri("agent://acme.example/other"), alpha.card().json()),
        ErrorCode.UNAUTHORIZED);
    refused(
        register(alpha.uri(), alpha.card().json().with("name", "changed")),
        ErrorCode.HASH_MISMATCH);
    JsonObject integrity = alpha.card().json().object("integrity").orElseThrow();
    refused(
        register(
            alpha.uri(),
            alpha
                .card()
                .json()
                .with("integrity", integrity.with("signature", "ed25519:" + "ab".repeat(64)))),
        ErrorCode.UNAUTHORIZED);
    refused(register(alpha.uri(), JsonObject.EMPTY), ErrorCode.MALFORMED);
    ScriptedAgent choosy =
        new ScriptedAgent(
            "agent://acme.example/choosy",
            "org_x",
            JsonObject.of("contactPolicy", new JsonString("nobody")));
    refused(node.register(choosy), ErrorCode.MALFORMED);
    ScriptedAgent strange =
        new ScriptedAgent(
            "agent://acme.example/strange",
            "org_x",
            JsonObject.of(
                "contactPolicy", JsonObject.of("minComponents", JsonObject.EMPTY.with("XX", 1))));
    refused(node.register(strange), ErrorCode.MALFORMED);
    assertThat(novelty(node.register(alpha))).isEqualTo(Novelty.CREATED);
  }

  @Test
  void admitsFreeDomainsOnlyOnADevelopmentNodeAndNobodyUnderItsOwn() {
    assertThat(novelty(node.register(agent("agent://a.test/x")))).isEqualTo(Novelty.CREATED);
    assertThat(novelty(node.register(agent("agent://localhost/x")))).isEqualTo(Novelty.CREATED);
    assertThat(novelty(node.register(agent("agent://vouched.org/x")))).isEqualTo(Novelty.CREATED);
    refused(node.register(agent("agent://unknown.org/x")), ErrorCode.UNAUTHORIZED);
    refused(node.register(agent("agent://notexample/x")), ErrorCode.UNAUTHORIZED);
    refused(node.register(agent("agent://" + NodeParts.DOMAIN + "/x")), ErrorCode.UNAUTHORIZED);
    refused(node.register(agent("agent://" + NodeParts.DOMAIN + "/node")), ErrorCode.UNAUTHORIZED);
    node.close();
    node =
        NodeParts.open(
            directory, clock, store -> store, Admission.ofOrganisations(Set.of("vouched.org")));
    refused(node.register(agent("agent://b.example/x")), ErrorCode.UNAUTHORIZED);
    assertThat(novelty(node.register(agent("agent://vouched.org/y")))).isEqualTo(Novelty.CREATED);
  }

  @Test
  void attestsTheScoreThatIdentityAndKeysGive() {
    ScriptedAgent free = agent("agent://acme.example/alpha");
    ScriptedAgent vouched = agent("agent://vouched.org/beta");
    node.register(free);
    node.register(vouched);
    assertThat(node.registry().score(free.uri())).isEqualTo(10.67);
    assertThat(node.registry().score(vouched.uri())).isEqualTo(18.67);
    assertThat(node.registry().score(new AgentUri("agent://acme.example/nobody"))).isZero();
    clock.advance(Duration.ofDays(365));
    assertThat(node.registry().score(free.uri())).isEqualTo(14.0);
    clock.advance(Duration.ofDays(365));
    assertThat(node.registry().score(free.uri())).isEqualTo(14.0);
    assertThat(node.registry().level(free.uri())).isEqualTo(TrustLevel.UNVERIFIED);
  }

  @Test
  void signsWhatItAttestsAndAttestsAnewEachDay() {
    ScriptedAgent alpha = agent("agent://acme.example/alpha");
    node.register(alpha);
    verifyAttestation(alpha, "2026-01-01T00:00:00.000Z", 10.67);
    clock.advance(Duration.ofDays(30));
    verifyAttestation(alpha, "2026-01-31T00:00:00.000Z", 10.94);
    restart();
    verifyAttestation(alpha, "2026-01-31T00:00:00.000Z", 10.94);
  }

  private void verifyAttestation(ScriptedAgent agent, String asOf, double score) {
    JsonObject shown = node.registry().card(agent.uri()).orElseThrow();
    JsonObject attestation = shown.object("nodeAttestation").orElseThrow();
    assertThat(attestation.string("asOf")).contains(asOf);
    assertThat(attestation.string("cardHash")).contains(agent.card().hash().text());
    assertThat(shown.get("trustScore")).isEqualTo(new JsonNumber(score));
    assertThat(attestation.get("trustScore")).isEqualTo(new JsonNumber(score));
    assertThat(shown.string("trustLevel")).contains("Unverified");
    Hash hash = Hash.of(CanonicalJson.bytes(attestation.without("signature")));
    byte[] signature =
        SignatureText.parse(attestation.string("signature").orElseThrow()).orElseThrow().raw();
    var verifier = CryptoProviders.verifying().verifier();
    var key = node.registry().stewardCard().signingKey();
    assertThat(verifier.ed25519(key, SigningPurpose.NODE.input(hash), signature)).isTrue();
    assertThat(verifier.ed25519(key, SigningPurpose.MESSAGE.input(hash), signature)).isFalse();
    assertThat(AgentCard.decode(shown).orThrow()).isEqualTo(agent.card());
  }

  @Test
  void letsAScoreBeStatedForFiveMinutesAfterItChanged() {
    ScriptedAgent alpha = agent("agent://acme.example/alpha");
    node.register(alpha);
    clock.advance(Duration.ofDays(100).minusMillis(1));
    double before = node.registry().score(alpha.uri());
    clock.advance(Duration.ofMillis(1));
    double after = node.registry().score(alpha.uri());
    assertThat(after).isGreaterThan(before);
    assertThat(node.registry().servedLately(alpha.uri(), before)).isTrue();
    assertThat(node.registry().servedLately(alpha.uri(), after)).isTrue();
    clock.advance(Duration.ofMinutes(5));
    assertThat(node.registry().servedLately(alpha.uri(), before)).isFalse();
    register(alpha.uri(), alpha.nextCard(AgentKeys.generate(RANDOM), JsonObject.EMPTY).json());
    assertThat(node.registry().score(alpha.uri())).isEqualTo(10.67);
    assertThat(node.registry().servedLately(alpha.uri(), after)).isTrue();
    clock.advance(Duration.ofMinutes(5).plusMillis(1));
    assertThat(node.registry().servedLately(alpha.uri(), after)).isFalse();
    assertThat(node.registry().servedLately(alpha.uri(), 10.67)).isTrue();
  }

  @Test
  void findsAgentsByCapabilityAndScorePageByPage() {
    for (int i = 0; i < 7; i++) {
      node.register(agent("agent://acme.example/a" + i, "gpu", "cpu" + i));
    }
    node.register(agent("agent://vouched.org/best", "gpu"));
    List<String> found = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page page = node.registry().discover(Optional.of("gpu"), 0, cursor, 3).orThrow();
      page.cards().forEach(card -> found.add(card.string("agentId").orElseThrow()));
      cursor = page.next();
    } while (cursor.isPresent());
    assertThat(found).hasSize(8).doesNotHaveDuplicates().startsWith("agent://vouched.org/best");
    assertThat(names(Optional.of("cpu3"), 0)).containsExactly("agent://acme.example/a3");
    assertThat(names(Optional.of("gpu"), 10.68)).containsExactly("agent://vouched.org/best");
    assertThat(names(Optional.of("gpu"), 10.67)).hasSize(8);
    assertThat(names(Optional.of("none"), 0)).isEmpty();
    assertThat(names(Optional.empty(), 0))
        .hasSize(8)
        .doesNotContain(node.registry().stewardCard().agentId().text());
    for (String wrong :
        List.of("", "x", "1~", "99999999~agent://a.test/x", "-1~agent://a.test/x")) {
      assertThat(node.registry().discover(Optional.empty(), 0, Optional.of(wrong), 3))
          .isInstanceOf(Decoded.Refused.class);
    }
  }

  private List<String> names(Optional<String> capability, double minTrust) {
    return node
        .registry()
        .discover(capability, minTrust, Optional.empty(), 50)
        .orThrow()
        .cards()
        .stream()
        .map(card -> card.string("agentId").orElseThrow())
        .toList();
  }

  @Test
  void keepsItsOwnKeysPrivateAndItsCardOverRestarts() throws Exception {
    var card = node.registry().stewardCard();
    Path keys = directory.resolve(Steward.FILE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
        .isEqualTo("rw-------");
    restart();
    assertThat(node.registry().stewardCard()).isEqualTo(card);
    node.close();
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> NodeParts.open(directory, clock))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("can be read by others");
    Files.delete(keys);
    assertThatThrownBy(() -> NodeParts.open(directory, clock))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("other keys");
  }
}

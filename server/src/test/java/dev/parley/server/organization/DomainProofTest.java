package dev.parley.server.organization;

import static dev.parley.server.organization.ProvingNode.novelty;
import static dev.parley.server.organization.ProvingNode.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.card.OrganizationRecord;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.registry.Registrant;
import dev.parley.server.registry.RegistrationResult.Novelty;
import dev.parley.server.rehearsal.ScriptedAgent;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who registers by an organisation's record, who does not, and how little is asked of others.
final class DomainProofTest {
  private static final String DOMAIN = "acme.com";

  @TempDir static Path keys;
  private static WebServer server;

  @TempDir Path directory;
  private ProvingNode node;

  @BeforeAll
  static void listen() {
    server = WebServer.start(keys, DOMAIN, "*.acme.com", "vouched.org");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void open() {
    node = new ProvingNode(directory, server);
    node.withdraw(DOMAIN);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private static ScriptedAgent agent(String uri) {
    return new ScriptedAgent(uri, "org_acme");
  }

  @Test
  void registersWhomTheRecordNamesAndKnowsItAfterARestart() {
    ScriptedAgent alpha = agent("agent://acme.com/alpha");
    node.publish(DOMAIN, node.record(DOMAIN, alpha).json());
    assertThat(novelty(node.register(alpha))).isEqualTo(Novelty.CREATED);
    assertThat(node.identity(alpha)).isEqualTo(80);
    assertThat(node.parts().registry().score(alpha.uri())).isEqualTo(22.67);
    node.restart(
        server.reach(
            Duration.ofSeconds(20),
            host -> {
              throw new UnknownHostException(host);
            },
            AddressRule.LOOPBACK_TOO));
    assertThat(node.identity(alpha)).isEqualTo(80);
    assertThat(novelty(node.register(alpha))).isEqualTo(Novelty.REPEATED);
  }

  @Test
  void refusesEveryRecordThatDoesNotHoldAndSaysWhy() {
    ScriptedAgent alpha = agent("agent://acme.com/alpha");
    OrganizationRecord good = node.record(DOMAIN, alpha);
    JsonObject fields = good.json().without("integrity");
    AgentKeys foreign = AgentKeys.generate(new SecureRandom());
    JsonObject ended =
        fields
            .with("notBefore", "2025-01-01T00:00:00.000Z")
            .with("expires", Timestamp.format(node.clock.now()));
    Map<JsonObject, String> wrong = new LinkedHashMap<>();
    wrong.put(node.record("other.com").json(), "for another domain");
    wrong.put(OrganizationRecord.sign(ended, ProvingNode.KEY.signer()).orThrow().json(), "ended");
    wrong.put(
        OrganizationRecord.sign(
                fields.with("signingPublicKey", foreign.signer().publicKey().jwk()),
                ProvingNode.KEY.signer())
            .orThrow()
            .json(),
        "not signed by the key");
    wrong.put(good.json().with("orgId", "org_x"), "another hash");
    wrong.put(JsonObject.EMPTY, "/format");
    wrong.put(node.record(DOMAIN, agent("agent://acme.com/beta")).json(), "does not name");
    wrong.put(node.record(DOMAIN, agent("agent://acme.com/alpha")).json(), "does not name");
    wrong.put(
        OrganizationRecord.sign(fields.with("orgId", "org_x"), ProvingNode.KEY.signer())
            .orThrow()
            .json(),
        "does not name");
    wrong.forEach(
        (record, why) -> {
          node.pause();
          node.publish(DOMAIN, record);
          Refusal refusal = refusal(node.register(alpha));
          assertThat(refusal.code()).as(why).isEqualTo(ErrorCode.UNAUTHORIZED);
          assertThat(refusal.message()).contains(why);
          assertThat(node.parts().registry().card(alpha.uri())).isEmpty();
        });
    node.pause();
    node.publish(DOMAIN, good.json());
    assertThat(novelty(node.register(alpha))).isEqualTo(Novelty.CREATED);
  }

  @Test
  void saysTheSameWhateverKeptTheRecordFromBeingRead() {
    ScriptedAgent alpha = agent("agent://acme.com/alpha");
    Duration time = Duration.ofMillis(300);
    NameService nowhere =
        host -> {
          throw new UnknownHostException(host);
        };
    server.put(
        DOMAIN + OrganizationRecord.PATH, WebServer.text(200, "OK", "text/html", "<p>Hello</p>"));
    List<WebReach> ways =
        List.of(
            server.reach(time),
            server.reach(time, nowhere, AddressRule.PUBLIC_ONLY),
            server.reach(time, _ -> loopback(), AddressRule.PUBLIC_ONLY),
            server.reach(time, _ -> metadata(), AddressRule.PUBLIC_ONLY),
            new WebReach(
                _ -> loopback(),
                AddressRule.LOOPBACK_TOO,
                1,
                server.reach(time).tls(),
                Duration.ofSeconds(5)),
            server.reach(time, _ -> forEver(), AddressRule.LOOPBACK_TOO));
    List<Refusal> refusals = new ArrayList<>();
    for (WebReach way : ways) {
      node.restart(way);
      refusals.add(refusal(node.register(alpha)));
    }
    assertThat(refusals).hasSize(ways.size()).containsOnly(refusals.getFirst());
    assertThat(refusals.getFirst())
        .isEqualTo(
            ErrorCode.UNAUTHORIZED
                .because(
                    "the organisation acme.com is not onboarded here, and no record could be read")
                .with("record", "https://acme.com/.well-known/asp-organization.json"));
  }

  private static List<InetAddress> loopback() {
    return List.of(InetAddress.getLoopbackAddress());
  }

  private static List<InetAddress> metadata() {
    return List.of(InetAddress.ofLiteral("169.254.169.254"));
  }

  private static List<InetAddress> forEver() throws UnknownHostException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      throw new UnknownHostException("ended");
    }
    return List.of();
  }

  @Test
  void asksADomainOnceAMinuteWhateverCameOfIt() {
    ScriptedAgent alpha = agent("agent://acme.com/alpha");
    long before = node.asked(DOMAIN);
    for (int i = 0; i < 5; i++) {
      assertThat(refusal(node.register(alpha, "caller " + i)).code())
          .isEqualTo(ErrorCode.UNAUTHORIZED);
    }
    assertThat(node.asked(DOMAIN)).isEqualTo(before + 1);
    node.pause();
    node.publish(DOMAIN, node.record(DOMAIN, agent("agent://acme.com/beta")).json());
    for (int i = 0; i < 5; i++) {
      refusal(node.register(alpha, "caller " + i));
    }
    assertThat(node.asked(DOMAIN)).isEqualTo(before + 2);
  }

  @Test
  void asksOnceForManyWhoComeTogether() throws Exception {
    ScriptedAgent alpha = agent("agent://acme.com/alpha");
    ScriptedAgent beta = agent("agent://acme.com/beta");
    String record = node.record(DOMAIN, alpha, beta).json().toString();
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    server.put(
        DOMAIN + OrganizationRecord.PATH,
        out -> {
          asked.countDown();
          release.await();
          WebServer.json(record).write(out);
        });
    long before = node.asked(DOMAIN);
    CompletableFuture<Novelty> first = later(alpha);
    asked.await();
    CompletableFuture<Novelty> second = later(beta);
    release.countDown();
    assertThat(first.get()).isEqualTo(Novelty.CREATED);
    assertThat(second.get()).isEqualTo(Novelty.CREATED);
    assertThat(node.asked(DOMAIN)).isEqualTo(before + 1);
  }

  private CompletableFuture<Novelty> later(ScriptedAgent agent) {
    CompletableFuture<Novelty> novelty = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> novelty.complete(novelty(node.register(agent, "other"))));
    return novelty;
  }

  @Test
  void looksAtSixDomainsAMinuteForOneCallerAndAtSixtyForAll() {
    for (int i = 0; i < 60; i++) {
      ScriptedAgent agent = agent("agent://a" + i + ".acme.com/x");
      assertThat(refusal(node.register(agent, "caller " + i / 6)).code())
          .isEqualTo(ErrorCode.UNAUTHORIZED);
      if (i == 5) {
        ScriptedAgent seventh = agent("agent://seventh.acme.com/x");
        assertThat(refusal(node.register(seventh, "caller 0")).code())
            .isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(node.asked("seventh.acme.com")).isZero();
      }
    }
    assertThat(refusal(node.register(agent("agent://last.acme.com/x"), "another")).code())
        .isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(node.asked("last.acme.com")).isZero();
    assertThat(novelty(node.register(agent("agent://vouched.org/x"), "another")))
        .isEqualTo(Novelty.CREATED);
  }

  @Test
  void looksForNobodyWhoseCardIsNotSound() {
    ScriptedAgent alpha = agent("agent://acme.com/alpha");
    ScriptedAgent beta = agent("agent://acme.com/beta");
    long before = node.asked(DOMAIN);
    var registry = node.parts().registry();
    var anyone = new Registrant.Anyone();
    JsonObject changed = alpha.card().json().with("name", "changed");
    refusal(registry.register(alpha.uri(), changed, anyone));
    refusal(registry.register(alpha.uri(), beta.card().json(), anyone));
    refusal(registry.register(alpha.uri(), JsonObject.EMPTY, anyone));
    refusal(
        registry.register(
            alpha.uri(), alpha.nextCard(beta.keys(), JsonObject.EMPTY).json(), anyone));
    assertThat(node.asked(DOMAIN)).isEqualTo(before);
  }

  @Test
  void holdsNoKeysForADomainThatOnlyARecordProves() {
    ScriptedAgent alpha = agent("agent://acme.com/alpha");
    node.publish(DOMAIN, node.record(DOMAIN, alpha).json());
    JsonObject registration =
        JsonObject.EMPTY
            .with("card", alpha.card().json())
            .with("clientKey", alpha.keys().signer().publicKey().jwk());
    var anyone = new Registrant.Anyone();
    assertThat(refusal(node.parts().registry().register(alpha.uri(), registration, anyone)).code())
        .isEqualTo(ErrorCode.UNAUTHORIZED);
  }
}

package dev.parley.server.organization;

import static dev.parley.server.organization.ProvingNode.novelty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.card.AgentCard;
import dev.parley.core.card.OrganizationRecord;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.json.JsonObject;
import dev.parley.server.registry.RegistrationResult.Novelty;
import dev.parley.server.rehearsal.ScriptedAgent;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a proof when records end, change or disappear, and when keys are replaced.
final class ProofInTimeTest {
  private static final String DOMAIN = "acme.com";

  @TempDir static Path keys;
  private static WebServer server;

  @TempDir Path directory;
  private ProvingNode node;
  private ScriptedAgent alpha;

  @BeforeAll
  static void listen() {
    server = WebServer.start(keys, DOMAIN, "vouched.org");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void register() {
    node = new ProvingNode(directory, server);
    alpha = new ScriptedAgent("agent://acme.com/alpha", "org_acme");
    node.publish(DOMAIN, node.record(DOMAIN, alpha).json());
    assertThat(novelty(node.register(alpha))).isEqualTo(Novelty.CREATED);
    assertThat(node.identity(alpha)).isEqualTo(80);
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void countsSevenDaysAfterTheRecordWasFoundLast() {
    node.withdraw(DOMAIN);
    node.clock.advance(Duration.ofDays(7).minusMillis(1));
    assertThat(node.identity(alpha)).isEqualTo(80);
    double before = node.parts().registry().score(alpha.uri());
    node.clock.advance(Duration.ofMillis(1));
    assertThat(node.identity(alpha)).isEqualTo(20);
    assertThat(node.parts().registry().score(alpha.uri())).isLessThan(before);
    assertThat(node.parts().registry().servedLately(alpha.uri(), before)).isTrue();
    node.clock.advance(Duration.ofMinutes(5));
    assertThat(node.parts().registry().servedLately(alpha.uri(), before)).isFalse();
    assertThat(novelty(node.register(alpha))).isEqualTo(Novelty.REPEATED);
    assertThat(node.identity(alpha)).isEqualTo(20);
    node.pause();
    node.publish(DOMAIN, node.record(DOMAIN, alpha).json());
    assertThat(novelty(node.register(alpha))).isEqualTo(Novelty.REPEATED);
    assertThat(node.identity(alpha)).as("registering again looks again").isEqualTo(80);
  }

  @Test
  void countsNoLongerThanTheRecordSays() {
    OrganizationRecord day =
        OrganizationRecord.sign(
                "org_acme",
                DOMAIN,
                node.record(DOMAIN, alpha).agents(),
                node.clock.now(),
                node.clock.now().plus(Duration.ofHours(20)),
                ProvingNode.KEY.signer())
            .orThrow();
    look(day);
    assertThat(node.identity(alpha)).isEqualTo(80);
    node.clock.advance(Duration.ofHours(20));
    assertThat(node.identity(alpha)).isEqualTo(20);
  }

  /// Has the node find a record now, by a card that this one does not name.
  private void look(OrganizationRecord record) {
    node.pause();
    node.publish(DOMAIN, record.json());
    node.register(new ScriptedAgent("agent://acme.com/unnamed", "org_acme"));
  }

  @Test
  void endsAsSoonAsARecordNoLongerNamesTheAgent() {
    double before = node.parts().registry().score(alpha.uri());
    node.clock.advance(Duration.ofMinutes(10));
    look(node.record(DOMAIN));
    assertThat(node.identity(alpha)).isEqualTo(20);
    assertThat(node.parts().registry().servedLately(alpha.uri(), before)).isTrue();
    node.clock.advance(Duration.ofMinutes(5).plusMillis(1));
    assertThat(node.parts().registry().servedLately(alpha.uri(), before)).isFalse();
  }

  @Test
  void aRecordThatDoesNotHoldTakesNothingAway() {
    node.pause();
    node.publish(DOMAIN, node.record("other.com").json());
    node.register(new ScriptedAgent("agent://acme.com/unnamed", "org_acme"));
    assertThat(node.identity(alpha)).isEqualTo(80);
  }

  @Test
  void letsKeysBeReplacedAtAnyTimeAndSaysWhatIsProvenThen() {
    AgentKeys fresh = AgentKeys.generate(new SecureRandom());
    AgentCard next = alpha.nextCard(fresh, JsonObject.EMPTY);
    alpha.use(fresh, next);
    node.withdraw(DOMAIN);
    assertThat(novelty(node.register(alpha))).isEqualTo(Novelty.RENEWED);
    assertThat(node.identity(alpha)).as("the record names the old key").isEqualTo(20);
    node.pause();
    node.publish(DOMAIN, node.record(DOMAIN, alpha).json());
    assertThat(novelty(node.register(alpha))).isEqualTo(Novelty.REPEATED);
    assertThat(node.identity(alpha)).isEqualTo(80);
  }

  @Test
  void looksAgainByItselfOnceADay() throws InterruptedException {
    long before = node.asked(DOMAIN);
    node.pause();
    node.clock.advance(Duration.ofDays(1).minusMillis(1));
    assertThat(node.identity(alpha)).isEqualTo(80);
    CountDownLatch asked = new CountDownLatch(1);
    String record = node.record(DOMAIN, alpha).json().toString();
    server.put(
        DOMAIN + OrganizationRecord.PATH,
        out -> {
          WebServer.json(record).write(out);
          asked.countDown();
        });
    node.clock.advance(Duration.ofMillis(1));
    assertThat(node.identity(alpha)).isEqualTo(80);
    asked.await();
    assertThat(node.asked(DOMAIN))
        .as("once, and not before the day was over")
        .isEqualTo(before + 1);
  }

  @Test
  void looksAtAListedOrganisationLaterAndCountsItsOwnProofForMore() throws InterruptedException {
    ScriptedAgent vouched = new ScriptedAgent("agent://vouched.org/x", "org_acme");
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    String record = node.record("vouched.org", vouched).json().toString();
    server.put(
        "vouched.org" + OrganizationRecord.PATH,
        out -> {
          asked.countDown();
          release.await();
          WebServer.json(record).write(out);
        });
    assertThat(novelty(node.register(vouched))).isEqualTo(Novelty.CREATED);
    asked.await();
    assertThat(node.identity(vouched)).isEqualTo(60);
    release.countDown();
    while (node.identity(vouched) != 80) {
      Thread.onSpinWait();
    }
    assertThat(node.parts().store().organization("vouched.org")).isPresent();
  }
}

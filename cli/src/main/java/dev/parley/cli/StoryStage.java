package dev.parley.cli;

import dev.parley.cli.Child.News;
import dev.parley.cli.Palette.Ink;
import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.Invite;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Operator;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.SendResult;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Account;
import dev.parley.core.message.Money;
import dev.parley.core.trust.SignedEvidence;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.auth.OperatorToken;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Where the stories of the demo play: a node in a process of its own whose clock stands still and
/// is moved by hand, the agents that a story brings, and the words for the reader. For one thread.
final class StoryStage implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final WhenOvertaken AGAIN = WhenOvertaken.repeat(10);

  private final Output output;
  private final Path folder;
  private final JsonObject ready;
  private final URI url;
  private final NodeConnection connection;
  private final HandClock clock;
  private final Operator operator;
  private int bookings;

  /// Waits until the node is ready.
  ///
  /// @param news where its lines arrive
  StoryStage(Output output, Path folder, BlockingQueue<News> news) {
    this.output = output;
    this.folder = folder;
    this.ready = heard(news);
    this.url = URI.create(ready.string("url").orElseThrow());
    this.connection = NodeConnection.to(url);
    this.clock = new HandClock(url);
    this.operator = Operator.of(connection, token());
  }

  /// A session of two, both of whom have shown who they are.
  ///
  /// @param buyer the one who invited
  /// @param seller the other
  record Pair(Session buyer, Session seller) implements AutoCloseable {
    @Override
    public void close() {
      buyer.close();
      seller.close();
    }
  }

  private static JsonObject heard(BlockingQueue<News> news) {
    while (true) {
      try {
        News heard = news.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (heard instanceof News.Line(_, JsonObject event)
            && event.string("event").equals(Optional.of("ready"))) {
          return event;
        }
        if (heard == null || heard instanceof News.Ended) {
          throw failed("the node did not start");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failed("the demo was interrupted");
      }
    }
  }

  private String token() {
    try {
      return Files.readString(Path.of(ready.string("data").orElse(""), OperatorToken.FILE));
    } catch (IOException e) {
      throw failed("cannot read the operator's token: " + e);
    }
  }

  @Override
  public void close() {
    connection.close();
  }

  /// The hash of the node's card, by which its transcripts can be pinned.
  Hash node() {
    return connection.card().steward().hash();
  }

  /// A registered agent.
  ///
  /// @param name for people; also the name of the file with its keys
  Agent agent(AgentUri id, String org, String name) {
    Path file = folder.resolve(name.toLowerCase(Locale.ROOT) + ".json");
    Agent agent = Agent.at(connection, KeyFile.openOrCreate(file, id, org, CardDraft.named(name)));
    agent.register();
    return agent;
  }

  void fund(AgentUri agent, BigDecimal amount) {
    var _ =
        operator.fund("demo-" + bookings++, new Account.OfAgent(agent), new Money(amount, "USD"));
  }

  Operator operator() {
    return operator;
  }

  /// The node's time.
  Instant now() {
    return clock.now();
  }

  /// Moves the node's clock.
  void pass(Duration time) {
    output.json(
        JsonObject.EMPTY.with("event", "time").with("now", Timestamp.format(clock.advance(time))));
  }

  /// Two agents meet.
  Pair meet(Agent buyer, Agent seller, Invite invite) {
    Session first = buyer.open(invite);
    Session second = seller.join(first.id());
    Received invitation = second.next(PATIENCE).orElseThrow(() -> failed("nobody was invited"));
    said(second, Say.accept(invitation));
    var _ = second.showCard();
    first.introduced(PATIENCE);
    second.introduced(PATIENCE);
    return new Pair(first, second);
  }

  static void said(Session session, Utterance utterance) {
    session.send(utterance, AGAIN).orThrow();
  }

  /// Tries something that has to be refused, and says how it went.
  ///
  /// @param what in words, after the name of who tries it
  boolean refused(Session session, Utterance utterance, String what) {
    SendResult result = session.send(utterance, AGAIN);
    point(
        what
            + ": "
            + (result instanceof SendResult.Refused(var refusal)
                ? "refused, " + refusal.code().wire()
                : "NOT REFUSED"));
    return result instanceof SendResult.Refused;
  }

  /// The next message of the other side that is wanted.
  static Received until(Session session, Predicate<Received> wanted) {
    while (true) {
      Received next =
          session.next(PATIENCE).orElseThrow(() -> failed("the other side has said nothing"));
      if (wanted.test(next)) {
        return next;
      }
    }
  }

  /// Looks until something is there.
  static <T> T looked(Supplier<Optional<T>> look, String otherwise) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failed("the demo was interrupted");
      }
    }
    throw failed(otherwise);
  }

  /// The first dispute that an agent takes part in, once there is one.
  static String filed(Agent agent) {
    return looked(
        () ->
            agent.disputes().list().stream()
                .findFirst()
                .map(dispute -> DisputeCommand.text(dispute, "disputeId")),
        "no dispute was filed");
  }

  /// Waits until a side knows that its session has ended.
  static void ended(Session session) {
    var _ = looked(() -> Optional.of(session).filter(Session::ended), "the session has not ended");
  }

  /// A dispute, once it has come to a stage.
  static JsonObject at(Agent agent, String dispute, String stage) {
    return looked(
        () ->
            Optional.of(agent.disputes().show(dispute))
                .filter(view -> DisputeCommand.text(view, "stage").equals(stage)),
        "the dispute has not come to " + stage);
  }

  /// A ruling in words.
  static String ruling(JsonObject dispute) {
    JsonObject ruling = dispute.object("ruling").orElse(JsonObject.EMPTY);
    String share =
        new BigDecimal(ruling.string("valueShare").orElse("0"))
            .movePointRight(2)
            .stripTrailingZeros()
            .toPlainString();
    return "by "
        + DisputeCommand.text(ruling, "basis")
        + (ruling.get("upheld") == JsonBoolean.TRUE
            ? ", upheld, " + share + " % of the escrow goes to the victim"
            : ", not upheld");
  }

  /// What an agent can dispose of.
  static String has(Agent agent) {
    return agent.statement().array("balances").orElse(JsonArray.EMPTY).values().stream()
        .filter(JsonObject.class::isInstance)
        .map(balance -> DisputeCommand.text((JsonObject) balance, "available"))
        .findFirst()
        .orElse("0.00");
  }

  void transcript(Agent agent, Session session, Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      agent.transcript(session.id(), out);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /// All that an agent's score follows from, in a file beside the transcript.
  Path evidence(Agent agent, String name, Path transcript) {
    SignedEvidence evidence = agent.evidence(agent.id());
    Path file = StoryProof.evidence(transcript, name);
    try {
      return Files.write(file, CanonicalJson.bytes(evidence.json()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  Progress progress(String what) {
    return output.progress(what);
  }

  void say(String line) {
    output.say(line);
  }

  void heading(String name, String meaning) {
    output.say();
    output.say(output.paint(Ink.STRONG, "%-11s".formatted(name)) + meaning);
  }

  void point(String what) {
    output.say("  - " + what);
    output.json(JsonObject.EMPTY.with("event", "told").with("what", what));
  }

  /// For machines: how the story changed what the node makes of an agent.
  void told(AgentUri agent, double before, double after) {
    output.json(
        JsonObject.EMPTY
            .with("event", "trust")
            .with("agentId", agent.text())
            .with("before", Double.toString(before))
            .with("after", Double.toString(after)));
  }

  static CommandFailure failed(String problem) {
    return new CommandFailure(
        "demo_failed", problem, "Run it again; ./parley doctor looks at this machine.");
  }
}

package dev.parley.cli;

import dev.parley.cli.Child.News;
import dev.parley.cli.demo.Story;
import dev.parley.client.NodeConnection;
import dev.parley.client.Operator;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Account;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Money;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import dev.parley.server.auth.OperatorToken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What happens between the three processes of the demo, heard from a queue: brings them together,
/// checks and tells every message once its sender and nobody else has said it, compares what both
/// sides saw. For one thread.
final class DemoRun {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Output output;
  private final DemoTeller teller;
  private final Child node;
  private final Map<Child, AgentUri> agents;
  private final BlockingQueue<News> news;
  private final Story story;
  private final Funding funding;
  private final Map<Long, JsonObject> spoken = new HashMap<>();
  private final Map<Long, JsonObject> attempted = new HashMap<>();
  private final Map<Long, String> seen = new HashMap<>();
  private final Map<Child, JsonObject> learned = new LinkedHashMap<>();
  private final Set<Child> finished = new HashSet<>();
  private String url = "";
  private String nodeData = "";
  private @Nullable NodeConnection connection;
  private @Nullable LiveFold fold;
  private StateName state = StateName.IDLE;
  private long next;

  /// Money that is paid in.
  ///
  /// @param account for which agent
  /// @param money how much
  record Funding(AgentUri account, Money money) {}

  /// A run.
  ///
  /// @param agents the agents' processes, the seller first: it has to be there when it is looked
  ///   for
  /// @param funding what is paid in for the buyer
  DemoRun(
      Output output,
      Child node,
      Map<Child, AgentUri> agents,
      Funding funding,
      BlockingQueue<News> news) {
    this.funding = funding;
    this.output = output;
    this.teller = new DemoTeller(output);
    this.node = node;
    this.agents = agents;
    this.news = news;
    Map<AgentUri, String> names = new HashMap<>();
    agents.forEach((child, agent) -> names.put(agent, child.name()));
    names.put(AgentUri.steward("node.localhost"), node.name());
    this.story = new Story(names);
  }

  /// What came of it.
  ///
  /// @param node the hash of the node's card, by which its transcript can be pinned
  /// @param messages how many messages there were
  /// @param state how the session ended
  record Outcome(Hash node, long messages, StateName state) {}

  /// Runs until both agents have finished and the node has ended.
  Outcome run(Cast cast) {
    teller.opening(cast);
    while (finished.size() < agents.size()) {
      hear();
    }
    learned.forEach((child, summary) -> teller.learned(child.name(), summary));
    Hash card = connection().card().steward().hash();
    connection().close();
    node.finish();
    while (!finished.contains(node)) {
      hear();
    }
    if (next != seen.size()) {
      throw failed("of %d messages only %d were told".formatted(seen.size(), next), "");
    }
    return new Outcome(card, next, state);
  }

  private void hear() {
    News heard;
    try {
      heard = news.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("the demo was interrupted", "");
    }
    switch (heard) {
      case null -> throw failed("nothing has happened for " + PATIENCE.toSeconds() + " s", "");
      case News.Line(Child from, JsonObject event) -> line(from, event);
      case News.Ended(Child from, int code) -> ended(from, code);
    }
  }

  private void line(Child from, JsonObject event) {
    switch (event.string("event").orElse("")) {
      case "ready" -> ready(event);
      case "registered" -> {
        json(from, event);
        fund(from);
        introduceNext(from);
      }
      case "discovered" -> {
        json(from, event);
        teller.discovered(event);
      }
      case "message" -> message(from, event);
      case "attempted" -> {
        attempted.put(event.integer("after").orElse(-1L), event.with("by", from.name()));
        attempts();
      }
      case "learned" -> {
        json(from, event);
        event.object("summary").ifPresent(summary -> learned.put(from, summary));
      }
      case "error", "" -> {}
      default -> json(from, event);
    }
  }

  private void ready(JsonObject event) {
    url = event.string("url").orElse("");
    nodeData = event.string("data").orElse("");
    connection = NodeConnection.to(URI.create(url));
    Table processes = new Table(Table.Side.LEFT, Table.Side.LEFT, Table.Side.LEFT);
    processes.row("  " + node.name(), "process " + node.pid(), "at " + url);
    json(node, started(node).with("url", url));
    agents.forEach(
        (child, agent) -> {
          processes.row("  " + child.name(), "process " + child.pid(), agent.text());
          json(child, started(child).with("agentId", agent.text()));
        });
    teller.started(processes);
    introduce(agents.keySet().iterator().next());
  }

  /// The operator's part: what the buyer's firm has paid in is booked as soon as the node knows the
  /// buyer, which is the last to register.
  private void fund(Child registered) {
    AgentUri agent = agents.getOrDefault(registered, AgentUri.steward("localhost"));
    if (!agent.equals(funding.account())) {
      return;
    }
    Path token = Path.of(nodeData, OperatorToken.FILE);
    try {
      JsonObject booking =
          Operator.of(connection(), Files.readString(token))
              .fund("demo", new Account.OfAgent(agent), funding.money());
      output.json(booking.with("event", "funded").with("by", node.name()));
      teller.funded(funding.money().amount().toPlainString() + " " + funding.money().currency());
    } catch (IOException e) {
      throw failed("cannot read the operator's token: " + e, "");
    }
  }

  private static JsonObject started(Child child) {
    return JsonObject.builder().put("event", "started").put("pid", child.pid()).build();
  }

  private void introduceNext(Child registered) {
    boolean found = false;
    for (Child child : agents.keySet()) {
      if (found) {
        introduce(child);
        return;
      }
      found = child == registered;
    }
  }

  /// Tells an agent where the node is.
  private void introduce(Child child) {
    child.tell(JsonObject.builder().put("node", url).build());
  }

  private void message(Child from, JsonObject event) {
    long position = event.integer("position").orElse(-1);
    JsonObject envelope = event.object("envelope").orElse(JsonObject.EMPTY);
    String hash = envelope.object("integrity").flatMap(i -> i.string("hash")).orElse("");
    String before = seen.putIfAbsent(position, hash);
    if (before != null && !before.equals(hash)) {
      throw failed("the agents saw different messages at position " + position, "");
    }
    String sender = envelope.object("sender").flatMap(s -> s.string("agentId")).orElse("");
    boolean own = agents.getOrDefault(from, AgentUri.steward("localhost")).text().equals(sender);
    boolean steward = agents.values().stream().noneMatch(agent -> agent.text().equals(sender));
    if (own || steward) {
      spoken.putIfAbsent(position, event);
    }
    for (JsonObject said = spoken.remove(next); said != null; said = spoken.remove(next)) {
      tell(said);
      next++;
      attempts();
    }
  }

  /// What somebody tried is told after the message that it came after.
  private void attempts() {
    JsonObject event = attempted.remove(next - 1);
    if (event != null) {
      output.json(event);
      teller.attempted(
          event.string("by").orElse(""),
          event.string("what").orElse(""),
          event.string("refused").orElse(""));
    }
  }

  private void tell(JsonObject event) {
    if (!(Envelope.decode(event.object("envelope").orElse(JsonObject.EMPTY))
        instanceof Decoded.Valid<Envelope>(Envelope envelope))) {
      throw failed("an agent showed something that is no message: " + event, "");
    }
    LiveFold checked = fold;
    if (checked == null) {
      checked = LiveFold.of(envelope.sessionId().toString(), connection(), agents());
      fold = checked;
    }
    SessionState after = checked.next(event);
    state = after.name();
    Story.Told told = story.tell(envelope, state);
    output.json(
        event
            .with("by", told.who())
            .with("says", told.what())
            .with("phase", told.phase().name())
            .with("state", state.name()));
    teller.message(next, envelope, told, state, event.string("thought").orElse(""));
  }

  private List<AgentUri> agents() {
    return List.copyOf(agents.values());
  }

  private void ended(Child child, int code) {
    boolean expected = child == node ? finished.size() >= agents.size() : code == Parley.SUCCESS;
    if (!expected || code != Parley.SUCCESS) {
      String words = String.join("\n", child.lastWords());
      throw failed(
          "%s (process %d) ended too early, with exit code %d%s, %s"
              .formatted(
                  child.name(),
                  child.pid(),
                  code,
                  code > 128 ? " (signal %d)".formatted(code - 128) : "",
                  next == 0
                      ? "before the session began"
                      : "after %d messages; the session stays %s".formatted(next, state)),
          words.isEmpty() ? "" : "Its last words:\n" + words);
    }
    finished.add(child);
  }

  private void json(Child from, JsonObject event) {
    output.json(event.with("by", from.name()));
  }

  private NodeConnection connection() {
    NodeConnection open = connection;
    if (open == null) {
      throw failed("an agent spoke before the node was there", "");
    }
    return open;
  }

  /// Ends the connection of a run that has failed.
  void abandon() {
    NodeConnection open = connection;
    if (open != null) {
      open.close();
    }
  }

  private static CommandFailure failed(String problem, String words) {
    return new CommandFailure(
        "demo_failed",
        problem,
        words.isEmpty() ? "Run it again; ./parley doctor looks at this machine." : words);
  }
}

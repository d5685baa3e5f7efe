package dev.parley.cli.demo;

import dev.parley.a2a.bound.SessionBinder;
import dev.parley.a2a.serve.A2aServer;
import dev.parley.a2a.task.TaskDesk;
import dev.parley.a2a.task.TaskEvent;
import dev.parley.a2a.task.TaskLimits;
import dev.parley.a2a.task.Work;
import dev.parley.a2a.wire.MessageForm;
import dev.parley.a2a.wire.TaskState;
import dev.parley.client.Agent;
import dev.parley.client.KeyFile;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.core.a2a.A2aCard;
import dev.parley.core.a2a.A2aInterfaces;
import dev.parley.core.a2a.CardSignature;
import dev.parley.core.a2a.SessionExtension;
import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.SessionId;
import dev.parley.core.rating.Rating;
import dev.parley.core.wire.WebAddress;
import dev.parley.mcp.ToolServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Sells crates: shows its stock by MCP tools, does the work as an A2A agent, and is bound by the
/// session. For one thread; the tools and the tasks run on others.
public final class Supplier {
  /// What it offers.
  public static final String CAPABILITY = Crates.CAPABILITY;

  private static final BigDecimal LIST_PRICE = new BigDecimal("12.50");

  private final Agent agent;
  private final KeyFile keys;
  private final URI node;
  private final BigDecimal floor;
  private final Journal journal;
  private String commitment = "";

  /// A supplier.
  ///
  /// @param agent who it is
  /// @param keys its keys, and the card that it changes
  /// @param node where its node is
  /// @param floor the least that it takes for a crate
  /// @param journal hears what happens
  public Supplier(Agent agent, KeyFile keys, URI node, BigDecimal floor, Journal journal) {
    this.agent = agent;
    this.keys = keys;
    this.node = node;
    this.floor = floor;
    this.journal = journal;
  }

  /// Supplies once, from registration to the end of the session.
  ///
  /// @return the session, which has ended
  /// @throws IOException if it cannot listen on this machine
  public SessionId supply() throws IOException {
    var _ = agent.register(); // Once more when it is known where its endpoint is.
    TaskDesk desk =
        new TaskDesk(
            this::pick,
            Optional.of(new SessionBinder(agent)),
            TaskLimits.USUAL,
            InstantSource.system());
    try (ToolServer tools = ToolServer.start("stock", new StockTools(LIST_PRICE).all(), 0);
        A2aServer tasks =
            A2aServer.start(A2aServer.Setting.local(), desk, this::a2aCard, Instant.EPOCH)) {
      keys.describe(keys.card().with(A2aInterfaces.MEMBER, spoken(tasks.address()).json()));
      SessionId id =
          new Audience(agent, journal)
              .attend((session, message) -> answer(session, message, tools));
      rate(id);
      return id;
    }
  }

  private void rate(SessionId id) {
    try (Session session = agent.join(id)) {
      AgentUri buyer = session.history().getFirst().sender();
      var _ = session.rate(new Rating.Peer(buyer, Rating.BEST, Optional.of("paid at once")));
    }
  }

  private static A2aInterfaces spoken(URI where) {
    return new A2aInterfaces(
        List.of(new A2aInterfaces.Interface(new WebAddress(where.toString()), "JSONRPC")),
        A2aInterfaces.Session.OPTIONAL,
        A2aInterfaces.Streaming.OFFERED);
  }

  /// The same card as the node publishes, at the endpoint itself, signed by the agent.
  private JsonObject a2aCard(URI where) {
    AgentCard card = agent.card();
    SessionExtension.Home home =
        new SessionExtension.Home(card.agentId(), card.hash(), node.toString(), node.toString());
    return CardSignature.sign(
            A2aCard.of(card, home, Optional.of(spoken(where))),
            keys.keys().tokenSigner(),
            Optional.empty())
        .orThrow();
  }

  /// What it does with a task; the session hears of each step.
  private void pick(Work work) {
    work.status(TaskState.WORKING, "picking " + Crates.WANTED + " crates");
    work.artifact(
        MessageForm.artifact(
            Crates.NOTE, "delivery note", Crates.WANTED + " of " + Crates.ARTICLE + ", ramp 4"),
        TaskEvent.Extent.WHOLE);
  }

  private void answer(Session session, Received message, ToolServer tools) {
    if (message.message() instanceof Query) {
      journal.say(
          session,
          tools.offeredWith(Say.answer(message, JsonObject.EMPTY.with("protocol", "MCP"))),
          "Let it look for itself.");
    } else if (message.position() > 0 && message.message() instanceof Propose) {
      journal.say(
          session,
          Say.counter(message, Crates.offer(floor)),
          "My list says %s; below %s I lose.".formatted(LIST_PRICE, floor));
    } else if (message.message() instanceof Commit commit) {
      commitment = commit.commitmentId();
      journal.say(session, Say.accept(message), "It binds me, and the money is held.");
    } else if (isDone(message)) {
      JsonObject evidence =
          JsonObject.EMPTY.with("quantity", Crates.WANTED).with("artifact", Crates.NOTE);
      journal.say(session, Say.fulfill(commitment, 0, evidence), "");
    }
  }

  /// Its own word on the task: a task that is done fulfils nothing by itself.
  private boolean isDone(Received message) {
    return message.sender().equals(agent.id())
        && message.message() instanceof Inform
        && ToolTale.task(message.body())
            .flatMap(task -> task.string("state"))
            .equals(Optional.of(TaskState.COMPLETED.wire()));
  }
}

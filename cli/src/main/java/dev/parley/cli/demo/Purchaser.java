package dev.parley.cli.demo;

import dev.parley.a2a.bound.BoundMessage;
import dev.parley.a2a.call.A2aClient;
import dev.parley.a2a.call.CallLimits;
import dev.parley.a2a.call.CardCheck;
import dev.parley.a2a.call.PublishedKeys;
import dev.parley.a2a.wire.MessageForm;
import dev.parley.client.Agent;
import dev.parley.client.FoundAgent;
import dev.parley.client.Invite;
import dev.parley.client.Pledge;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.core.a2a.SessionExtension;
import dev.parley.core.a2a.SessionReference;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Inform;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.Reference;
import dev.parley.core.message.SessionId;
import dev.parley.core.rating.Rating;
import dev.parley.mcp.OfferedTool;
import dev.parley.mcp.SessionTools;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Buys crates: looks at the other side's stock by its MCP tools, negotiates, commits with escrow,
/// hands out the work by A2A under that commitment, and pays for what it has checked. For one
/// thread.
public final class Purchaser {
  private static final BigDecimal OPENING = new BigDecimal("11.00");
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration TIME_TO_DELIVER = Duration.ofMinutes(30);

  private final Agent agent;
  private final URI node;
  private final BigDecimal limit;
  private final Journal journal;
  private Optional<AgentUri> supplier = Optional.empty();
  private Optional<SessionTools> tools = Optional.empty();
  private Optional<Pledge> pledge = Optional.empty();
  private boolean noteSeen;

  /// A purchaser.
  ///
  /// @param agent who it is
  /// @param node where its node is
  /// @param limit the most that it pays for a crate
  /// @param journal hears what happens
  public Purchaser(Agent agent, URI node, BigDecimal limit, Journal journal) {
    this.agent = agent;
    this.node = node;
    this.limit = limit;
    this.journal = journal;
  }

  /// Buys once, from registration to the end of the session.
  ///
  /// @return the session, which has ended
  public SessionId buy() {
    journal.registered(agent.register());
    List<FoundAgent> found = agent.discover(Crates.CAPABILITY, 0);
    journal.discovered(Crates.CAPABILITY, found);
    AgentUri chosen =
        found.stream()
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("nobody has a warehouse"))
            .agentId();
    supplier = Optional.of(chosen);
    Invite invite = Invite.to(chosen, Crates.WANTED + " crates").lasting(TIME_TO_DELIVER);
    try (Session session = agent.open(invite)) {
      session.introduced(Audience.PATIENCE);
      journal.catchUp(session);
      journal.say(
          session,
          Say.query("capability", "which tools may I call?", JsonObject.EMPTY),
          "What it has in stock I want to see before I talk of money.");
      new Audience(agent, journal).listen(session, message -> answer(session, message));
      var _ = session.rate(new Rating.Peer(chosen, Rating.BEST, Optional.of("as agreed")));
      awaitRatings(session);
      return session.id();
    } finally {
      tools.ifPresent(SessionTools::close);
    }
  }

  /// Ratings are sealed until both are in; then the transcript has them.
  private static void awaitRatings(Session session) {
    long until = System.nanoTime() + Audience.PATIENCE.toNanos();
    while (!session.ratings().has("revealedAt") && System.nanoTime() < until) {
      try {
        Thread.sleep(BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for a rating", e);
      }
    }
  }

  private void answer(Session session, Received message) {
    if (!OfferedTool.in(message).isEmpty() && tools.isEmpty()) {
      look(session, message);
    } else if (message.message() instanceof Counter counter) {
      agree(session, message, Crates.unitPrice(counter.terms()));
    } else if (message.message() instanceof Accept(Reference reference, _)
        && reference.kind() == Reference.Kind.COMMITMENT) {
      order(session);
    } else if (message.message() instanceof Inform inform
        && inform.content() instanceof Inform.Content.Fulfillment) {
      settle(session, message);
    }
  }

  /// Where an offer points is the other side's word, so only servers on this machine are called,
  /// where the demo runs.
  private void look(Session session, Received offer) {
    Set<String> here =
        OfferedTool.in(offer).stream()
            .map(OfferedTool::origin)
            .filter(origin -> origin.startsWith("http://127.0.0.1:"))
            .collect(Collectors.toSet());
    SessionTools callable =
        new SessionTools(session, here, Audience.PATIENCE, InstantSource.system());
    tools = Optional.of(callable);
    var _ = callable.call(offered(StockTools.CHECK), article());
    journal.catchUp(session);
    journal.say(
        session,
        Say.propose(
            ProposalType.SERVICE_AGREEMENT, Crates.WANTED + " crates", Crates.offer(OPENING)),
        "There is enough. I begin below the list price.");
  }

  private static JsonObject article() {
    return JsonObject.EMPTY.with("article", Crates.ARTICLE);
  }

  private void agree(Session session, Received counter, BigDecimal unitPrice) {
    if (unitPrice.compareTo(limit) > 0) {
      journal.say(
          session, Say.close("no-agreement"), "More than %s I may not pay.".formatted(limit));
      return;
    }
    journal.say(session, Say.accept(counter), "Within my limit of %s.".formatted(limit));
    BigDecimal total = Crates.total(unitPrice);
    new Purse(agent).mustHave(total, Crates.CURRENCY);
    Pledge promise =
        Pledge.until(session.history().getLast().acceptedAt().plus(TIME_TO_DELIVER.minusMinutes(5)))
            .owes(supplier.orElseThrow(), "deliver " + Crates.WANTED + " crates")
            .escrow(total, Crates.CURRENCY, agent.id(), supplier.orElseThrow());
    pledge = Optional.of(promise);
    journal.say(session, Say.commit(promise), "");
  }

  private void order(Session session) {
    String commitment = pledge.orElseThrow().commitmentId();
    var _ =
        tools
            .orElseThrow()
            .call(
                offered(StockTools.ORDER),
                article().with("quantity", Crates.WANTED).with("commitmentId", commitment));
    journal.catchUp(session);
    SessionReference reference = BoundMessage.disclose(session, commitment);
    journal.catchUp(session);
    noteSeen = handedOver(reference);
    journal.catchUp(session);
  }

  /// Hands out the work by A2A, and looks for the delivery note among what comes back.
  private boolean handedOver(SessionReference reference) {
    URI card =
        URI.create(
            node
                + "/v1/asp/agents/"
                + URLEncoder.encode(supplier.orElseThrow().text(), StandardCharsets.UTF_8)
                + "/.well-known/agent-card.json");
    try (PublishedKeys keys = new PublishedKeys(node, CallLimits.USUAL);
        A2aClient worker =
            A2aClient.to(
                    card,
                    CardCheck.signedBy(CryptoProviders.verifying().verifier(), keys),
                    Set.of(SessionExtension.URI),
                    CallLimits.USUAL)
                .orThrow()) {
      JsonObject task =
          worker
              .send(
                  BoundMessage.of(
                      MessageForm.text(
                          UUID.randomUUID().toString(),
                          "ROLE_USER",
                          "deliver " + Crates.WANTED + " of " + Crates.ARTICLE),
                      reference))
              .orThrow();
      return task.toString().contains(Crates.NOTE);
    }
  }

  private void settle(Session session, Received claim) {
    if (!noteSeen) {
      throw new IllegalStateException("the task came back without a delivery note");
    }
    journal.say(session, Say.verify(claim), "The delivery note says the same.");
    journal.say(session, Say.close("completed"), "");
  }

  private OfferedTool offered(String name) {
    return tools.orElseThrow().offered().stream()
        .filter(tool -> tool.tool().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nobody offers " + name));
  }
}

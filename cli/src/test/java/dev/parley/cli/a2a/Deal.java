package dev.parley.cli.a2a;

import dev.parley.a2a.bound.SessionBinder;
import dev.parley.a2a.serve.A2aServer;
import dev.parley.a2a.task.Executor;
import dev.parley.a2a.task.TaskDesk;
import dev.parley.a2a.task.TaskLimits;
import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.Inbox;
import dev.parley.client.Invitation;
import dev.parley.client.Invite;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Pledge;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.core.a2a.A2aCard;
import dev.parley.core.a2a.A2aInterfaces;
import dev.parley.core.a2a.CardSignature;
import dev.parley.core.a2a.SessionExtension;
import dev.parley.core.card.AgentCard;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.ProposalType;
import dev.parley.core.session.ClockKind;
import dev.parley.core.wire.WebAddress;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.time.VirtualClock;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/// A node on a clock that is moved by hand, a buyer and a provider with an A2A endpoint, and a
/// session in which the provider has promised something.
final class Deal implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(30);
  static final AgentUri BUYER = new AgentUri("agent://acme.example/buyer");
  static final AgentUri PROVIDER = new AgentUri("agent://cloudprime.example/provider");

  private final Path folder;
  final Node node;
  final VirtualClock clock;
  private final Map<AgentUri, KeyFile> keys = new HashMap<>();
  private final NodeConnection buyersNode;
  private final NodeConnection providersNode;
  final Agent buyer;
  final Agent provider;

  Deal(Path folder) {
    this.folder = folder;
    this.node =
        Node.start(
            NodeConfiguration.development()
                .onPort(0)
                .keeping(folder.resolve("node"))
                .on(ClockKind.VIRTUAL));
    this.clock = (VirtualClock) node.clock();
    this.buyersNode = connection();
    this.providersNode = connection();
    this.buyer = agent(buyersNode, BUYER);
    this.provider = agent(providersNode, PROVIDER);
  }

  NodeConnection connection() {
    return NodeConnection.to(URI.create("http://127.0.0.1:" + node.port()));
  }

  Agent agent(NodeConnection connection, AgentUri id) {
    KeyFile own =
        KeyFile.create(
            folder.resolve(id.domain() + ".json"),
            id,
            "org_" + id.domain().replace('.', '_'),
            CardDraft.named(id.path()).offering("work"));
    keys.put(id, own);
    Agent agent = Agent.at(connection, own);
    agent.register();
    return agent;
  }

  /// A session as both see it, with a commitment in it.
  record Promise(Session buyers, Session providers, String commitmentId) {
    Commitment commitment() {
      return buyers.commitments().stream()
          .filter(c -> c.id().equals(commitmentId))
          .findFirst()
          .orElseThrow();
    }

    /// Reads the buyer's side until something was said.
    Received until(Predicate<Received> wanted) {
      for (Received past : buyers.history()) {
        if (wanted.test(past)) {
          return past;
        }
      }
      while (true) {
        Received next = buyers.next(SOON).orElseThrow();
        if (wanted.test(next)) {
          return next;
        }
      }
    }
  }

  /// The provider promises work, the buyer takes it.
  Promise promised() {
    return promised(PROVIDER);
  }

  /// One of them promises work, the other takes it.
  Promise promised(AgentUri debtor) {
    Session buyers = buyer.open(Invite.to(PROVIDER, "work"));
    try (Inbox inbox = provider.inbox()) {
      Session providers = invited(inbox, buyers);
      buyers.introduced(SOON);
      providers.introduced(SOON);
      buyers.send(Say.propose(ProposalType.SERVICE_AGREEMENT, "work", JsonObject.EMPTY)).orThrow();
      var _ = providers.next(SOON).orElseThrow();
      Pledge pledge =
          Pledge.until(clock.now().plus(Duration.ofHours(1))).owes(debtor, "do the work");
      buyers.send(Say.commit(pledge)).orThrow();
      providers.send(Say.accept(providers.next(SOON).orElseThrow())).orThrow();
      var _ = buyers.next(SOON).orElseThrow();
      return new Promise(buyers, providers, pledge.commitmentId());
    }
  }

  /// The inbox begins with the invitations of before.
  private static Session invited(Inbox inbox, Session wanted) {
    while (true) {
      Invitation next = inbox.next(SOON).orElseThrow();
      if (next.sessionId().equals(wanted.id())) {
        return next.accept();
      }
    }
  }

  /// The provider's A2A endpoint.
  A2aServer endpoint(Executor executor) {
    TaskDesk desk =
        new TaskDesk(
            executor,
            Optional.of(new SessionBinder(provider)),
            TaskLimits.USUAL,
            InstantSource.system());
    return A2aServer.start(A2aServer.Setting.local(), desk, this::card, Instant.EPOCH);
  }

  private KeyFile own(AgentUri id) {
    return Objects.requireNonNull(keys.get(id));
  }

  /// Where the node publishes the provider's A2A card, once its card says where it speaks A2A.
  String published(A2aServer endpoint) {
    own(PROVIDER)
        .describe(
            own(PROVIDER).card().with(A2aInterfaces.MEMBER, spoken(endpoint.address()).json()));
    provider.register();
    return node.address()
        + "/v1/asp/agents/"
        + URLEncoder.encode(PROVIDER.text(), StandardCharsets.UTF_8);
  }

  private static A2aInterfaces spoken(URI where) {
    WebAddress url = new WebAddress(where.toString());
    return new A2aInterfaces(
        List.of(
            new A2aInterfaces.Interface(url, "JSONRPC"),
            new A2aInterfaces.Interface(url, "HTTP+JSON")),
        A2aInterfaces.Session.OPTIONAL,
        A2aInterfaces.Streaming.OFFERED);
  }

  private JsonObject card(URI where) {
    AgentCard card = provider.card();
    SessionExtension.Home home =
        new SessionExtension.Home(
            card.agentId(), card.hash(), node.address().toString(), node.address().toString());
    return CardSignature.sign(
            A2aCard.of(card, home, Optional.of(spoken(where))),
            own(PROVIDER).keys().tokenSigner(),
            Optional.empty())
        .orThrow();
  }

  @Override
  public void close() {
    buyersNode.close();
    providersNode.close();
    node.close();
  }
}

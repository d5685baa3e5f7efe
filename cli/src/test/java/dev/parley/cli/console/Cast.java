package dev.parley.cli.console;

import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.Invite;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Operator;
import dev.parley.client.Pledge;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Account;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Money;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.SessionId;
import dev.parley.server.Node;
import dev.parley.server.auth.OperatorToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The agents on the stage, and what they say to each other. For one thread.
final class Cast implements AutoCloseable {
  static final AgentUri BUYER = new AgentUri("agent://acme.example/procurement/buyer");
  static final AgentUri SELLER = new AgentUri("agent://cloudprime.example/gpu/seller");
  static final AgentUri STRANGER = new AgentUri("agent://other.example/left");
  static final AgentUri ANOTHER = new AgentUri("agent://else.example/right");

  /// More than a page of the list shows.
  static final int CROWD = 53;

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final WhenOvertaken AGAIN = WhenOvertaken.repeat(20);

  private final NodeConnection connection;
  private final Path folder;
  private final List<Talk> talks = new ArrayList<>();
  private final Agent buyer;
  private final Agent seller;
  private final SessionId haggled;
  private final SessionId ongoing;
  private final SessionId hostile;
  private final SessionId strangers;
  private final Asked asked;
  private boolean crowded;

  Cast(Node node, Path folder, Tone tone) {
    this.connection = NodeConnection.to(node.address());
    this.folder = folder;
    this.buyer = agent(BUYER, "Buyer of Acme");
    this.seller = agent(SELLER, tone.of("Seller of CloudPrime"));
    var _ =
        operator(connection, node)
            .fund("stage", new Account.OfAgent(BUYER), new Money(new BigDecimal("2000.00"), "USD"));
    this.haggled = haggle();
    this.ongoing = promise();
    this.hostile =
        switch (tone) {
          case PLAIN -> ongoing;
          case HOSTILE -> Hostile.talk(this);
        };
    Talk others = meet(agent(STRANGER, "Left"), agent(ANOTHER, "Right"), "Something private");
    others.first(offer(7));
    this.strangers = others.id();
    var _ = buyer.mandate().lodge(limits());
    this.asked = ask("900 USD is more than I may bind");
  }

  static Operator operator(NodeConnection connection, Node node) {
    try {
      Path token = node.dataDirectory().resolve(OperatorToken.FILE);
      return Operator.of(connection, Files.readString(token));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Agent agent(AgentUri id, String name) {
    return agent(connection, folder, id.text(), name);
  }

  /// An agent with keys of its own, registered.
  static Agent agent(NodeConnection connection, Path folder, String uri, String name) {
    AgentUri id = new AgentUri(uri);
    KeyFile keys =
        KeyFile.openOrCreate(
            folder.resolve(id.domain() + ".json"),
            id,
            "org_" + id.domain().replace('.', '_'),
            CardDraft.named(name).offering("gpu-compute"));
    Agent agent = Agent.at(connection, keys);
    agent.register();
    return agent;
  }

  /// A session of two.
  ///
  /// @param one who opened it
  /// @param other who was invited
  record Talk(Session one, Session other) implements AutoCloseable {
    SessionId id() {
      return one.id();
    }

    Received first(Utterance said) {
      return say(one, said);
    }

    Received second(Utterance said) {
      return say(other, said);
    }

    private static Received say(Session session, Utterance said) {
      return session.send(said, AGAIN).orThrow();
    }

    @Override
    public void close() {
      one.close();
      other.close();
    }
  }

  /// Lets buyer and seller meet.
  Talk meet(String subject) {
    return meet(buyer, seller, subject);
  }

  private Talk meet(Agent opening, Agent invited, String subject) {
    Session one = opening.open(Invite.to(invited.id(), subject));
    Session other = invited.join(one.id());
    Received invitation = other.next(SOON).orElseThrow();
    other.send(Say.accept(invitation), AGAIN).orThrow();
    other.showCard();
    one.introduced(SOON);
    other.introduced(SOON);
    Talk talk = new Talk(one, other);
    talks.add(talk);
    return talk;
  }

  /// Sees to it that there are many sessions of `crowd.example`, whose invitations nobody answers.
  void crowd() {
    if (!crowded) {
      crowded = true;
      Agent opening = agent(new AgentUri("agent://crowd.example/opening"), "Crowd");
      for (int i = 0; i < CROWD; i++) {
        opening.open(Invite.to(SELLER, "One of many")).close();
      }
    }
  }

  static Utterance offer(long price) {
    return Say.propose(ProposalType.SERVICE_AGREEMENT, "GPU hours", terms(price, 100));
  }

  static JsonObject terms(long price, long hours) {
    return JsonObject.EMPTY
        .with("hours", hours)
        .with("price", price)
        .with("gpu", JsonObject.EMPTY.with("model", "H200").with("region", "eu-north"));
  }

  /// Several rounds, a promise with escrow that is kept, and the end.
  private SessionId haggle() {
    Talk talk = meet("100 GPU hours for a training job");
    Received offer = talk.first(offer(210));
    talk.second(Say.askAbout(offer, "May the hours run on several GPUs at once?"));
    talk.first(Say.explain(offer, "Yes, on up to eight."));
    offer = talk.second(Say.counter(offer, terms(320, 100)));
    offer = talk.first(Say.counter(offer, terms(240, 100)));
    offer = talk.second(Say.counter(offer, terms(280, 100)));
    offer = talk.first(Say.counter(offer, terms(260, 120).with("support", "by e-mail")));
    talk.second(Say.accept(offer));
    Pledge pledge = pledge("run 120 GPU hours").worth(new BigDecimal("260.00"), "USD");
    Received promise = talk.first(Say.commit(pledge));
    talk.second(Say.accept(promise));
    Received claim =
        talk.second(
            Say.fulfill(
                pledge.commitmentId(),
                0,
                JsonObject.EMPTY.with("hours", 120).with("report", "job-4711.log")));
    talk.first(Say.verify(claim));
    talk.first(Say.close("completed"));
    return talk.id();
  }

  private static Pledge pledge(String action) {
    return Pledge.until(Instant.now().plus(Duration.ofHours(20)))
        .owes(SELLER, action)
        .escrow(new BigDecimal("260.00"), "USD", BUYER, SELLER);
  }

  /// A promise with escrow that is still owed, and something declined before.
  private SessionId promise() {
    Talk talk = meet("Storage for the results");
    Received offer = talk.first(offer(90));
    talk.second(Say.reject(offer, ErrorCode.CAPACITY_UNAVAILABLE, "Nothing left in this region"));
    offer = talk.first(offer(120));
    talk.second(Say.accept(offer));
    talk.second(Say.accept(talk.first(Say.commit(pledge("keep 4 TB for a month")))));
    talk.second(Say.inform("progress", JsonObject.EMPTY.with("percent", 40)));
    return talk.id();
  }

  /// A question that waits for the operators.
  ///
  /// @param talk in which session
  /// @param id its id
  record Asked(Talk talk, String id) {
    String path() {
      return "/console/escalations/" + talk.id() + "/" + id;
    }
  }

  private static JsonObject limits() {
    return JsonObject.EMPTY
        .with("maxValue", JsonObject.EMPTY.with("amount", "1000.00").with("currency", "USD"))
        .with("approvalAbove", JsonObject.EMPTY.with("amount", "200.00").with("currency", "USD"));
  }

  /// Asks the operators about a promise, and shows them which.
  Asked ask(String reason) {
    Talk talk = meet("An order above the mandate");
    talk.second(Say.accept(talk.first(offer(900))));
    Received said = talk.one().escalate(reason, Say.commit(pledge("run 400 GPU hours")));
    if (said.message() instanceof Escalate escalate) {
      return new Asked(talk, escalate.escalationId());
    }
    throw new AssertionError("no question: " + said);
  }

  /// A question that stays.
  Asked asked() {
    return asked;
  }

  /// Ended, with several rounds and a promise that was kept.
  SessionId haggled() {
    return haggled;
  }

  /// Goes on, with something owed.
  SessionId ongoing() {
    return ongoing;
  }

  /// Where the tone is so, its words are markup, scripts and characters that turn the direction of
  /// writing.
  SessionId hostile() {
    return hostile;
  }

  /// Of two agents who have nothing to do with the others.
  SessionId strangers() {
    return strangers;
  }

  @Override
  public void close() {
    talks.forEach(Talk::close);
    connection.close();
  }
}

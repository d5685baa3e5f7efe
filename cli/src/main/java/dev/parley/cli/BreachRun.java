package dev.parley.cli;

import dev.parley.cli.Child.News;
import dev.parley.cli.Palette.Ink;
import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.Inbox;
import dev.parley.client.Invitation;
import dev.parley.client.Invite;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Operator;
import dev.parley.client.Pledge;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.SendResult;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Account;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Money;
import dev.parley.core.message.ProposalType;
import dev.parley.core.session.SessionState;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The scenario of a broken promise: a debtor that tries the back doors, misses its deadline, is
/// taken to a dispute by the node, and pays for it in money and trust. The node is a process of its
/// own; its clock stands still and is moved by hand. For one thread.
final class BreachRun {
  private static final AgentUri ALPHA = new AgentUri("agent://acme.example/procurement/alpha");
  private static final AgentUri BETA = new AgentUri("agent://cloudprime.example/gpu/beta");
  private static final int KEPT = 3;
  private static final BigDecimal PRICE = new BigDecimal("249.00");
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final WhenOvertaken AGAIN = WhenOvertaken.repeat(10);

  private final Output output;
  private final Path folder;
  private final BlockingQueue<News> news;
  private JsonObject ready = JsonObject.EMPTY;

  BreachRun(Output output, Path folder, BlockingQueue<News> news) {
    this.output = output;
    this.folder = folder;
    this.news = news;
  }

  /// What came of it.
  ///
  /// @param node the hash of the node's card, by which its transcript can be pinned
  /// @param asTold whether everything came out as it was told
  record Outcome(Hash node, boolean asTold) {}

  Outcome run(Path transcript) {
    ready = heard();
    URI url = URI.create(ready.string("url").orElseThrow());
    try (NodeConnection connection = NodeConnection.to(url)) {
      Agent alpha = agent(connection, ALPHA, "org_acme", "Alpha");
      Agent beta = agent(connection, BETA, "org_cloudprime", "Beta");
      say(
          "Beta will promise 100 GPU hours to Alpha and not deliver them. The clock of the node is");
      say("moved by hand in this story; the node says so in its card and in the transcript.");
      fund(connection);
      heading("BEFORE", "Beta has a good name: it has kept %d promises.".formatted(KEPT));
      for (int i = 0; i < KEPT; i++) {
        keeps(alpha, beta);
      }
      pass(Duration.ofDays(1));
      double before = beta.trust(BETA).trustScore();
      point("Beta's score is %.2f of 100".formatted(before));
      heading("AGREE", "249 USD of Alpha's lie in escrow; a failure forfeits 80 % of them.");
      boolean told = quarrel(alpha, beta, transcript);
      double after = beta.trust(BETA).trustScore();
      heading("TRUST", "What everybody at this node will know from now on.");
      point("Beta's score was %.2f and is %.2f".formatted(before, after));
      output.json(
          JsonObject.EMPTY
              .with("event", "trust")
              .with("agentId", BETA.text())
              .with("before", Double.toString(before))
              .with("after", Double.toString(after)));
      return new Outcome(connection.card().steward().hash(), told && after < before);
    }
  }

  /// A small promise that is kept.
  private void keeps(Agent alpha, Agent beta) {
    try (Session buyer = alpha.open(Invite.to(BETA, "a GPU hour to try"));
        Inbox inbox = beta.inbox();
        Session seller = invited(inbox)) {
      buyer.introduced(PATIENCE);
      seller.introduced(PATIENCE);
      JsonObject terms = JsonObject.EMPTY.with("hours", 1);
      said(buyer, Say.propose(ProposalType.SERVICE_AGREEMENT, "GPU hours", terms));
      Pledge pledge =
          Pledge.until(clock().now().plus(Duration.ofHours(1))).owes(BETA, "deliver a GPU hour");
      said(seller, Say.commit(pledge));
      said(buyer, Say.accept(until(buyer, message -> message.message() instanceof Commit)));
      said(seller, Say.fulfill(pledge.commitmentId(), 0, JsonObject.EMPTY.with("hours", 1)));
      said(buyer, Say.verify(until(buyer, BreachRun::isClaim)));
      said(buyer, Say.close("completed"));
    }
  }

  private static boolean isClaim(Received message) {
    return message.message() instanceof Inform inform
        && inform.content() instanceof Inform.Content.Fulfillment;
  }

  /// The invitation that still waits; older ones are kept in the inbox too.
  private static Session invited(Inbox inbox) {
    while (true) {
      Invitation invitation = inbox.next(PATIENCE).orElseThrow(() -> failed("nobody was invited"));
      try (Session look = invitation.look()) {
        if (!(look.state() instanceof SessionState.Invited)) {
          continue;
        }
      }
      return invitation.accept();
    }
  }

  private boolean quarrel(Agent alpha, Agent beta, Path transcript) {
    try (Session buyer = alpha.open(Invite.to(BETA, "100 GPU hours"));
        Inbox inbox = beta.inbox();
        Session seller = invited(inbox)) {
      buyer.introduced(PATIENCE);
      seller.introduced(PATIENCE);
      JsonObject terms = JsonObject.EMPTY.with("hours", 100).with("currency", "USD");
      said(buyer, Say.propose(ProposalType.SERVICE_AGREEMENT, "GPU hours", terms));
      said(seller, Say.commit(pledge()));
      Received offer = until(buyer, message -> message.message() instanceof Commit);
      said(buyer, Say.accept(offer));
      point("Beta promises to deliver within 12 hours, Alpha signs, the money is held");
      boolean shut = doors(seller);
      heading("BREACH", "The deadline passes, and Beta has delivered nothing.");
      pass(Duration.ofHours(11));
      String dispute = filed(alpha);
      point("the node records the breach and files dispute " + dispute + " by itself");
      beta.disputes()
          .answer(
              dispute,
              new DisputeAct.Answered(true, Optional.of("the network was down"), Optional.empty()));
      point("Beta denies it: \"the network was down\"");
      JsonObject ruled = at(alpha, dispute, "RULED");
      point("the records decide: " + ruling(ruled));
      heading("FINAL", "Two days pass in which Beta could appeal.");
      pass(Duration.ofDays(2).plusMinutes(1));
      JsonObject ended = at(alpha, dispute, "FINAL");
      point("final: " + DisputeCommand.text(ended, "outcome"));
      point("Alpha has %s USD again, Beta keeps %s".formatted(has(alpha), has(beta)));
      boolean paid = has(alpha).equals("199.20") && has(beta).equals("49.80");
      write(alpha, buyer, transcript);
      return shut && paid && ended.string("outcome").equals(Optional.of("BREACHED"));
    }
  }

  /// Every way out that the debtor tries.
  private boolean doors(Session seller) {
    heading("BACK DOORS", "Beta would rather be rid of it.");
    pass(Duration.ofHours(2));
    boolean ended = seller.ended();
    point("the hour that the session was to last runs out: " + (ended ? "IT ENDS" : "it goes on"));
    boolean close = refused(seller, Say.close("completed"), "closes the session");
    boolean leave = refused(seller, Say.leave(), "leaves");
    boolean free =
        refused(
            seller,
            Say.release(seller.commitments().getFirst().id(), 0),
            "releases itself from its promise");
    return !ended && close && leave && free;
  }

  private boolean refused(Session session, Utterance utterance, String what) {
    SendResult result = session.send(utterance, AGAIN);
    boolean shut = result instanceof SendResult.Refused;
    String words =
        result instanceof SendResult.Refused(var refusal)
            ? "refused: " + refusal.code().wire()
            : "NOT REFUSED";
    point("Beta " + what + ": " + words);
    return shut;
  }

  private Pledge pledge() {
    JsonObject owed =
        JsonObject.EMPTY.with("party", BETA.text()).with("action", "deliver 100 GPU hours");
    JsonObject penalty = JsonObject.EMPTY.with("nonDelivery", JsonObject.EMPTY.with("percent", 80));
    Instant deadline = clock().now().plus(Duration.ofHours(12));
    return Pledge.until(deadline)
        .with(
            "terms",
            JsonObject.EMPTY
                .with("obligations", JsonArray.of(List.of(owed)))
                .with("penalties", penalty))
        .escrow(PRICE, "USD");
  }

  private static void said(Session session, Utterance utterance) {
    session.send(utterance, AGAIN).orThrow();
  }

  private static Received until(Session session, Predicate<Received> wanted) {
    while (true) {
      Received next =
          session.next(PATIENCE).orElseThrow(() -> failed("the other side has said nothing"));
      if (wanted.test(next)) {
        return next;
      }
    }
  }

  private String filed(Agent agent) {
    return looked(
        () ->
            agent.disputes().list().stream()
                .findFirst()
                .map(dispute -> DisputeCommand.text(dispute, "disputeId")),
        "no dispute was filed");
  }

  private JsonObject at(Agent agent, String dispute, String stage) {
    return looked(
        () ->
            Optional.of(agent.disputes().show(dispute))
                .filter(view -> DisputeCommand.text(view, "stage").equals(stage)),
        "the dispute has not come to " + stage);
  }

  private static <T> T looked(Supplier<Optional<T>> look, String otherwise) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      try {
        Thread.sleep(Duration.ofMillis(50));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failed("the demo was interrupted");
      }
    }
    throw failed(otherwise);
  }

  private static String ruling(JsonObject dispute) {
    JsonObject ruling = dispute.object("ruling").orElse(JsonObject.EMPTY);
    return "by "
        + DisputeCommand.text(ruling, "basis")
        + ", upheld, "
        + new BigDecimal(ruling.string("valueShare").orElse("0"))
            .movePointRight(2)
            .stripTrailingZeros()
            .toPlainString()
        + " % of the escrow go back";
  }

  private static String has(Agent agent) {
    return agent.statement().array("balances").orElse(JsonArray.EMPTY).values().stream()
        .filter(JsonObject.class::isInstance)
        .map(balance -> DisputeCommand.text((JsonObject) balance, "available"))
        .findFirst()
        .orElse("0.00");
  }

  private void write(Agent agent, Session session, Path transcript) {
    try (OutputStream out = Files.newOutputStream(transcript)) {
      agent.transcript(session.id(), out);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + transcript, e);
    }
  }

  private Agent agent(NodeConnection connection, AgentUri id, String org, String name) {
    Path file = folder.resolve(name.toLowerCase(Locale.ROOT) + ".json");
    Agent agent = Agent.at(connection, KeyFile.openOrCreate(file, id, org, CardDraft.named(name)));
    agent.register();
    return agent;
  }

  private void fund(NodeConnection connection) {
    Path token = Path.of(ready.string("data").orElse(""), OperatorToken.FILE);
    try {
      var _ =
          Operator.of(connection, Files.readString(token))
              .fund("demo", new Account.OfAgent(ALPHA), new Money(PRICE, "USD"));
    } catch (IOException e) {
      throw failed("cannot read the operator's token: " + e);
    }
  }

  private void pass(Duration time) {
    output.json(
        JsonObject.EMPTY
            .with("event", "time")
            .with("now", Timestamp.format(clock().advance(time))));
  }

  private HandClock clock() {
    return new HandClock(URI.create(ready.string("url").orElseThrow()));
  }

  private JsonObject heard() {
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

  private void say(String line) {
    output.say(line);
  }

  private void heading(String name, String meaning) {
    output.say();
    output.say(output.paint(Ink.STRONG, "%-11s".formatted(name)) + meaning);
  }

  private void point(String what) {
    output.say("  - " + what);
    output.json(JsonObject.EMPTY.with("event", "told").with("what", what));
  }

  private static CommandFailure failed(String problem) {
    return new CommandFailure(
        "demo_failed", problem, "Run it again; ./parley doctor looks at this machine.");
  }
}

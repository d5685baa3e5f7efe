package dev.parley.cli;

import dev.parley.cli.StoryStage.Pair;
import dev.parley.client.Agent;
import dev.parley.client.Invite;
import dev.parley.client.Pledge;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Inform;
import dev.parley.core.message.ProposalType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Alpha and Beta, what Beta has promised and will not keep, and what that costs it in the end: the
/// part that the stories `breach` and `doors` share. For one thread.
final class BrokenPromise {
  static final AgentUri ALPHA = new AgentUri("agent://acme.example/procurement/alpha");
  static final AgentUri BETA = new AgentUri("agent://cloudprime.example/gpu/beta");

  private static final BigDecimal PRICE = new BigDecimal("249.00");
  private static final Duration TIME = Duration.ofHours(12);
  private static final int KEPT = 3;

  private final StoryStage stage;
  private final Agent alpha;
  private final Agent beta;
  private final double before;

  /// Beta gets itself a good name, and alpha has what the deal costs.
  BrokenPromise(StoryStage stage) {
    this.stage = stage;
    alpha = stage.agent(ALPHA, "org_acme", "Alpha");
    beta = stage.agent(BETA, "org_cloudprime", "Beta");
    stage.fund(ALPHA, PRICE);
    stage.heading("BEFORE", "Beta has a good name: it has kept %d promises.".formatted(KEPT));
    for (int i = 0; i < KEPT; i++) {
      keeps();
    }
    stage.pass(Duration.ofDays(1));
    before = beta.trust(BETA).trustScore();
    stage.point("Beta's score is %.2f of 100".formatted(before));
  }

  Agent alpha() {
    return alpha;
  }

  Agent beta() {
    return beta;
  }

  /// A small promise that is kept.
  private void keeps() {
    try (Pair pair = stage.meet(alpha, beta, Invite.to(BETA, "a GPU hour to try"))) {
      Session buyer = pair.buyer();
      Session seller = pair.seller();
      JsonObject terms = JsonObject.EMPTY.with("hours", 1);
      StoryStage.said(buyer, Say.propose(ProposalType.SERVICE_AGREEMENT, "GPU hours", terms));
      Pledge pledge =
          Pledge.until(stage.now().plus(Duration.ofHours(1))).owes(BETA, "deliver a GPU hour");
      StoryStage.said(seller, Say.commit(pledge));
      StoryStage.said(buyer, Say.accept(offer(buyer)));
      JsonObject evidence = JsonObject.EMPTY.with("hours", 1);
      StoryStage.said(seller, Say.fulfill(pledge.commitmentId(), 0, evidence));
      StoryStage.said(buyer, Say.verify(claim(buyer)));
      StoryStage.said(buyer, Say.close("completed"));
    }
  }

  static Received offer(Session session) {
    return StoryStage.until(session, message -> message.message() instanceof Commit);
  }

  static Received claim(Session session) {
    return StoryStage.until(
        session,
        message ->
            message.message() instanceof Inform inform
                && inform.content() instanceof Inform.Content.Fulfillment);
  }

  /// They meet and agree: 100 hours within 12 hours, 249 USD in escrow.
  Pair promised() {
    stage.heading("AGREE", "249 USD of Alpha's lie in escrow; a failure forfeits 80 % of them.");
    Pair pair = stage.meet(alpha, beta, Invite.to(BETA, "100 GPU hours"));
    JsonObject terms = JsonObject.EMPTY.with("hours", 100).with("currency", "USD");
    StoryStage.said(pair.buyer(), Say.propose(ProposalType.SERVICE_AGREEMENT, "GPU hours", terms));
    StoryStage.said(pair.seller(), Say.commit(pledge()));
    StoryStage.said(pair.buyer(), Say.accept(offer(pair.buyer())));
    stage.point("Beta promises to deliver within 12 hours, Alpha signs, the money is held");
    return pair;
  }

  private Pledge pledge() {
    JsonObject owed =
        JsonObject.EMPTY.with("party", BETA.text()).with("action", "deliver 100 GPU hours");
    JsonObject penalty = JsonObject.EMPTY.with("nonDelivery", JsonObject.EMPTY.with("percent", 80));
    return Pledge.until(stage.now().plus(TIME))
        .with(
            "terms",
            JsonObject.EMPTY
                .with("obligations", JsonArray.of(List.of(owed)))
                .with("penalties", penalty))
        .escrow(PRICE, "USD");
  }

  /// From the ruling to the end: money and trust.
  StoryOutcome settled(Pair pair, String dispute, boolean asTold, Path transcript) {
    stage.heading("FINAL", "Two days pass in which Beta could appeal.");
    stage.pass(Duration.ofDays(2).plusMinutes(1));
    JsonObject ended = StoryStage.at(alpha, dispute, "FINAL");
    String outcome = DisputeCommand.text(ended, "outcome");
    stage.point("final: " + outcome);
    String hers = StoryStage.has(alpha);
    String its = StoryStage.has(beta);
    stage.point("Alpha has %s USD again, Beta keeps %s".formatted(hers, its));
    stage.pass(Duration.ofDays(1));
    stage.transcript(alpha, pair.buyer(), transcript);
    double after = beta.trust(BETA).trustScore();
    stage.heading("TRUST", "What everybody at this node will know from now on.");
    stage.point("Beta's score was %.2f and is %.2f".formatted(before, after));
    stage.told(BETA, before, after);
    return new StoryOutcome(
        stage.node(),
        asTold
            && hers.equals("199.20")
            && its.equals("49.80")
            && outcome.equals("BREACHED")
            && after < before,
        List.of(new StoryOutcome.Proof("Beta", stage.evidence(beta, "Beta", transcript), after)));
  }
}

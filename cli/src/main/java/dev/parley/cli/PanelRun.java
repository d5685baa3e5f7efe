package dev.parley.cli;

import dev.parley.cli.StoryStage.Pair;
import dev.parley.client.Agent;
import dev.parley.client.Invite;
import dev.parley.client.Pledge;
import dev.parley.client.Say;
import dev.parley.core.dispute.Bond;
import dev.parley.core.dispute.Decision;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeReason;
import dev.parley.core.error.ReasonCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.ProposalType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The story of a quarrel that no record decides: three judges whom neither side chose rule one
/// way, seven others the other way. For one thread.
final class PanelRun {
  private static final AgentUri ALPHA = new AgentUri("agent://acme.example/procurement/alpha");
  private static final AgentUri BETA = new AgentUri("agent://cloudprime.example/gpu/beta");
  private static final Bond BOND = new Bond(new Amount(100, "USD"), Bond.Source.ACCOUNT);

  private static final int FEW = 3;
  private static final int MANY = 11;

  private final StoryStage stage;
  private final Market market;
  private final Agent alpha;
  private final Agent beta;

  private PanelRun(StoryStage stage) {
    this.stage = stage;
    this.market = new Market(stage);
    this.alpha = stage.agent(ALPHA, "org_acme", "Alpha");
    this.beta = stage.agent(BETA, "org_cloudprime", "Beta");
  }

  static StoryOutcome play(StoryStage stage, Path transcript) {
    stage.say(
        "Alpha and Beta will quarrel about something that nobody wrote down. Who judges has to");
    stage.say(
        "be trusted with 70 of 100, and nobody is born with that: first, houses have to deal.");
    return new PanelRun(stage).played(transcript);
  }

  private StoryOutcome played(Path transcript) {
    stage.heading("MARKET", "Houses deal with each other: escrow, delivery, payment, ratings.");
    int deals = market.open();
    deals += market.supply(alpha, FEW) + market.supply(beta, MANY);
    stage.pass(Duration.ofDays(1));
    stage.point(deals + " deals later " + market.scores());
    stage.point("Alpha and Beta have dealt with others, so all of these may judge");
    stage.fund(ALPHA, new BigDecimal("40.00"));
    double before = alpha.trust(ALPHA).trustScore();
    try (Pair pair = stage.meet(alpha, beta, Invite.to(BETA, "a fast cluster"))) {
      String commitment = delivered(pair);
      String dispute = contested(pair, commitment);
      List<AgentUri> three = judged(dispute, 1, new Verdict(false, "the log shows four GPUs"));
      JsonObject first = StoryStage.at(alpha, dispute, "RULED");
      stage.point("the first ruling: " + StoryStage.ruling(first));
      stage.heading("APPEAL", "Beta stakes another bond and asks for seven.");
      var _ =
          beta.disputes()
              .appeal(dispute, Optional.of(BOND), Optional.of("four nodes with two GPUs each"));
      List<AgentUri> seven = judged(dispute, 2, new Verdict(true, "four nodes of two are eight"));
      stage.point(
          "the second ruling: " + StoryStage.ruling(StoryStage.at(alpha, dispute, "RULED")));
      boolean strangers = three.stream().noneMatch(seven::contains);
      return settled(pair, dispute, transcript, before, strangers);
    }
  }

  /// Beta delivers what it takes for what was agreed.
  private String delivered(Pair pair) {
    stage.heading(
        "AGREE", "60 USD of Alpha's lie in escrow for \"a fast cluster with eight GPUs\".");
    StoryStage.said(
        pair.buyer(),
        Say.propose(ProposalType.SERVICE_AGREEMENT, "a cluster", JsonObject.EMPTY.with("gpus", 8)));
    Pledge pledge =
        Pledge.until(stage.now().plus(Duration.ofHours(1)))
            .owes(BETA, "a fast cluster with eight GPUs")
            .escrow(new BigDecimal("60.00"), "USD");
    StoryStage.said(pair.seller(), Say.commit(pledge));
    StoryStage.said(pair.buyer(), Say.accept(BrokenPromise.offer(pair.buyer())));
    JsonObject evidence = JsonObject.EMPTY.with("nodes", 4).with("log", "four nodes came up");
    StoryStage.said(pair.seller(), Say.fulfill(pledge.commitmentId(), 0, evidence));
    stage.point("Beta delivers: \"four nodes came up\"");
    StoryStage.said(
        pair.buyer(),
        Say.reject(
            BrokenPromise.claim(pair.buyer()),
            ReasonCode.of("unspecified"),
            "those are four, not eight"));
    stage.point("Alpha does not take it: \"those are four, not eight\"");
    return pledge.commitmentId();
  }

  private String contested(Pair pair, String commitment) {
    stage.heading("DISPUTE", "Beta says that Alpha keeps money back that it owes.");
    String dispute =
        beta.disputes()
            .file(
                pair.seller().id(),
                new DisputeAct.Filed(
                    commitment,
                    0,
                    BETA,
                    ALPHA,
                    DisputeReason.ESCROW_VIOLATION,
                    3,
                    BigDecimal.ONE,
                    JsonObject.EMPTY));
    var _ =
        alpha
            .disputes()
            .answer(dispute, new DisputeAct.Answered(true, Optional.empty(), Optional.empty()));
    stage.point("Alpha denies it; no criteria were agreed, so the records decide nothing");
    var _ = beta.disputes().bond(dispute, BOND);
    var _ = alpha.disputes().bond(dispute, BOND);
    stage.point("each side stakes a bond of 1.00 USD");
    return dispute;
  }

  /// What the judges of a panel think.
  private record Verdict(boolean upheld, String grounds) {
    Decision decision() {
      return upheld ? new Decision(true, 2, BigDecimal.ONE) : Decision.denied(2);
    }
  }

  /// A panel is drawn, reads and votes.
  private List<AgentUri> judged(String dispute, int round, Verdict verdict) {
    stage.heading(
        "PANEL " + round, "Drawn by a number that each side and the node have sealed before.");
    for (Agent side : List.of(alpha, beta)) {
      var _ = side.disputes().seal(dispute);
    }
    for (Agent side : List.of(beta, alpha)) {
      var _ = side.disputes().reveal(dispute);
    }
    List<AgentUri> panel = new ArrayList<>();
    JsonObject view = StoryStage.at(alpha, dispute, "VOTING");
    view.array("panel").orElse(JsonArray.EMPTY).values().stream()
        .filter(JsonString.class::isInstance)
        .forEach(member -> panel.add(new AgentUri(((JsonString) member).value())));
    stage.point("drawn: " + String.join(", ", panel.stream().map(AgentUri::domain).toList()));
    panel.forEach(judge -> votes(judge, dispute, verdict));
    return panel;
  }

  private void votes(AgentUri judge, String dispute, Verdict verdict) {
    Agent agent = market.agent(judge);
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try {
      agent.disputes().transcript(dispute, read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var _ = agent.disputes().vote(dispute, verdict.decision(), Optional.of(verdict.grounds()));
    stage.point(
        "%s reads %,d bytes of transcript and finds %s Beta: \"%s\""
            .formatted(
                judge.domain(),
                read.size(),
                verdict.upheld() ? "for" : "against",
                verdict.grounds()));
  }

  private StoryOutcome settled(
      Pair pair, String dispute, Path transcript, double before, boolean strangers) {
    stage.heading(
        "FINAL", "Alpha could ask for a person, and does not; two days later the ruling is final.");
    stage.pass(Duration.ofDays(2).plusMinutes(1));
    String outcome = DisputeCommand.text(StoryStage.at(beta, dispute, "FINAL"), "outcome");
    stage.point("final: the obligation is " + outcome);
    String hers = StoryStage.has(alpha);
    String its = StoryStage.has(beta);
    stage.point("Beta has %s USD: 60, its two bonds, and half of Alpha's".formatted(its));
    stage.point("Alpha has %s USD; the other half of its bond is burned".formatted(hers));
    stage.pass(Duration.ofDays(1));
    stage.transcript(alpha, pair.buyer(), transcript);
    double after = alpha.trust(ALPHA).trustScore();
    double seller = beta.trust(BETA).trustScore();
    stage.heading("TRUST", "What everybody at this node will know from now on.");
    stage.point("Alpha's score was %.2f and is %.2f".formatted(before, after));
    stage.told(ALPHA, before, after);
    return new StoryOutcome(
        stage.node(),
        strangers && outcome.equals("FULFILLED") && hers.equals("279.00") && its.equals("1160.50"),
        List.of(
            new StoryOutcome.Proof("Alpha", stage.evidence(alpha, "Alpha", transcript), after),
            new StoryOutcome.Proof("Beta", stage.evidence(beta, "Beta", transcript), seller)));
  }
}

package dev.parley.bench.trust;

import dev.parley.client.Agent;
import dev.parley.client.Invite;
import dev.parley.client.Pledge;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.dispute.Bond;
import dev.parley.core.dispute.Decision;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeReason;
import dev.parley.core.dispute.StageName;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.Money;
import dev.parley.core.message.Performative;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.SessionId;
import dev.parley.core.rating.Rating;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One dealing of the market as a session of two agents at a node: invitation, PROPOSE, COMMIT with
/// escrow, ACCEPT, what follows from [Conclusion], CLOSE, and the ratings of both. For one thread.
final class NodeDeal {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final WhenOvertaken AGAIN = WhenOvertaken.repeat(10);

  /// What the seller claims, which is also what was agreed on where criteria decide.
  private static final JsonObject DELIVERED = JsonObject.EMPTY.with("delivered", JsonBoolean.TRUE);

  private final NodeStage stage;
  private final Dealing dealing;
  private final Agent buyer;
  private final Agent seller;
  private final Pledge pledge;

  NodeDeal(NodeStage stage, Dealing dealing) {
    this.stage = stage;
    this.dealing = dealing;
    this.buyer = stage.agent(dealing.buyer());
    this.seller = stage.agent(dealing.seller());
    this.pledge =
        Pledge.until(stage.now().plus(Calendar.DEADLINE))
            .obligation(owed())
            .escrow(BigDecimal.valueOf(dealing.value(), 2), "USD");
  }

  private JsonObject owed() {
    JsonObject owed = JsonObject.EMPTY.with("party", seller.id().text()).with("action", "deliver");
    JsonObject delivered =
        JsonObject.EMPTY
            .with("path", "/delivered")
            .with("op", "eq")
            .with("value", JsonBoolean.TRUE);
    return Conclusion.of(dealing) == Conclusion.REFUTED
        ? owed.with("acceptance", JsonArray.of(List.of(delivered)))
        : owed;
  }

  /// Holds the session. What the clock has to bring is left to the stage.
  ///
  /// @return who had to judge
  Judge hold() {
    try (Session buying = buyer.open(Invite.to(seller.id(), "a dealing"));
        Session selling = seller.join(buying.id())) {
      say(selling, Say.accept(selling.history().getFirst()));
      selling.showCard();
      buying.introduced(PATIENCE);
      say(buying, Say.propose(ProposalType.SERVICE_AGREEMENT, "a dealing", JsonObject.EMPTY));
      say(selling, Say.commit(pledge));
      say(buying, Say.accept(heard(buying, Performative.COMMIT)));
      return switch (Conclusion.of(dealing)) {
        case KEPT -> {
          say(buying, Say.verify(claimed(buying, selling)));
          close(buying, selling);
          yield Judge.NOBODY;
        }
        case SILENT -> {
          SessionId id = buying.id();
          stage.later(stage.now().plus(Calendar.DEADLINE), () -> passed(id));
          yield Judge.NOBODY;
        }
        case REFUTED -> {
          String dispute = disputed(buying, claimed(buying, selling));
          awaited(dispute, StageName.RULED);
          close(buying, selling);
          finalAt(dispute, stage.now().plus(Calendar.APPEAL));
          yield Judge.NOBODY;
        }
        case UNPROVEN -> judged(buying, selling, Decision.denied(1));
        case WRONGED -> judged(buying, selling, new Decision(true, InMemory.FOUND, BigDecimal.ONE));
      };
    }
  }

  private static void say(Session session, Utterance utterance) {
    session.send(utterance, AGAIN).orThrow();
  }

  /// The buyer closes, and both rate.
  private void close(Session buying, Session selling) {
    say(buying, Say.close("completed"));
    stage.until("the end", () -> Optional.of(selling).filter(Session::ended));
    Conclusion end = Conclusion.of(dealing);
    rate(buying, seller, end.ofTheSeller());
    rate(selling, buyer, end.ofTheBuyer());
  }

  private static void rate(Session session, Agent peer, int rating) {
    JsonObject _ = session.rate(new Rating.Peer(peer.id(), rating, Optional.empty()));
  }

  private static Received heard(Session session, Performative wanted) {
    while (true) {
      Received next =
          session
              .next(PATIENCE)
              .orElseThrow(() -> new IllegalStateException("nobody has said " + wanted));
      if (next.performative() == wanted) {
        return next;
      }
    }
  }

  private Received claimed(Session buying, Session selling) {
    say(selling, Say.fulfill(pledge.commitmentId(), 0, DELIVERED));
    return heard(buying, Performative.INFORM);
  }

  /// The deadline has passed: the node records it and files, and the buyer closes.
  private void passed(SessionId id) {
    try (Session buying = buyer.join(id);
        Session selling = seller.join(id)) {
      stage.until(
          "a breach",
          () ->
              Optional.of(buying.commitments().getFirst().obligations().getFirst().status())
                  .filter(status -> status != ObligationStatus.OPEN));
      String dispute = stage.until("a dispute of its own", () -> filed(id));
      close(buying, selling);
      Instant answered = stage.now().plus(Calendar.ANSWER);
      stage.later(answered, () -> awaited(dispute, StageName.RULED));
      finalAt(dispute, answered.plus(Calendar.APPEAL));
    }
  }

  private Optional<String> filed(SessionId id) {
    return buyer.disputes().list().stream()
        .filter(dispute -> dispute.string("sessionId").equals(Optional.of(id.toString())))
        .findFirst()
        .flatMap(dispute -> dispute.string("disputeId"));
  }

  /// The buyer declines what is claimed and complains; the seller denies it.
  private String disputed(Session buying, Received claim) {
    say(buying, Say.reject(claim, ErrorCode.UNSPECIFIED, "not what was agreed"));
    String dispute =
        buyer
            .disputes()
            .file(
                buying.id(),
                new DisputeAct.Filed(
                    pledge.commitmentId(),
                    0,
                    buyer.id(),
                    seller.id(),
                    DisputeReason.FULFILLMENT_MISMATCH,
                    InMemory.FOUND,
                    BigDecimal.ONE,
                    JsonObject.EMPTY));
    seller
        .disputes()
        .answer(dispute, new DisputeAct.Answered(true, Optional.empty(), Optional.empty()));
    return dispute;
  }

  /// No criteria decide: a panel does, or the operator where too few agents could sit on it.
  private Judge judged(Session buying, Session selling, Decision decision) {
    String dispute = disputed(buying, claimed(buying, selling));
    JsonObject asked = awaited(dispute, StageName.CONTESTED).object("bond").orElseThrow();
    Amount amount = Money.decode(asked, "/bond").then(money -> Amount.of(money, "/bond")).orThrow();
    Bond bond = new Bond(amount, Bond.Source.ACCOUNT);
    for (Agent side : List.of(buyer, seller)) {
      side.disputes().bond(dispute, bond);
    }
    for (Agent side : List.of(buyer, seller)) {
      side.disputes().seal(dispute);
    }
    awaited(dispute, StageName.REVEALING);
    for (Agent side : List.of(buyer, seller)) {
      side.disputes().reveal(dispute);
    }
    JsonObject drawn = awaited(dispute, StageName.PERSON, StageName.VOTING);
    if (stands(drawn, StageName.PERSON)) {
      stage.operator().rule(dispute, decision, Optional.empty());
      awaited(dispute, StageName.FINAL);
      close(buying, selling);
      return Judge.PERSON;
    }
    for (JsonValue member : drawn.array("panel").orElseThrow()) {
      JsonObject _ =
          stage.agent((JsonString) member).disputes().vote(dispute, decision, Optional.empty());
    }
    awaited(dispute, StageName.RULED);
    close(buying, selling);
    finalAt(dispute, stage.now().plus(Calendar.APPEAL));
    return Judge.PANEL;
  }

  private void finalAt(String dispute, Instant at) {
    stage.later(at, () -> awaited(dispute, StageName.FINAL));
  }

  private JsonObject awaited(String dispute, StageName... wanted) {
    return stage.until(
        "a dispute at " + List.of(wanted) + " for " + Conclusion.of(dealing),
        () ->
            Optional.of(buyer.disputes().show(dispute))
                .filter(view -> Stream.of(wanted).anyMatch(each -> stands(view, each))));
  }

  private static boolean stands(JsonObject dispute, StageName at) {
    return dispute.string("stage").equals(Optional.of(at.name()));
  }
}

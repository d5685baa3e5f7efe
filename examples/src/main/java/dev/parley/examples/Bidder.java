package dev.parley.examples;

import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.Inbox;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Pledge;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.client.Vote;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Close;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.Query;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A contract net, a side that bids: asks for what the work costs it, or declines; once its bid is
/// taken it promises and delivers. The other side is [CallForBids].
///
/// @param me its name
/// @param cost what it asks for
/// @param bidId the id of its one bid
/// @param promiseId the id of its one promise
record Bidder(AgentUri me, long cost, String bidId, String promiseId) {
  static final CardDraft CARD = CardDraft.named("Courier").offering("courier");

  /// Waits for one call, and runs until its session has ended.
  ///
  /// @param args the node's address, where the keys are, the agent's name, and what a parcel costs
  public static void main(String[] args) {
    AgentUri me = new AgentUri(args[2]);
    String name = me.text().substring(me.text().lastIndexOf('/') + 1);
    Bidder bidder = new Bidder(me, Long.parseLong(args[3]), "bid-" + name, "promise-" + name);
    KeyFile keys = KeyFile.openOrCreate(Path.of(args[1]), me, "org_" + name, CARD);
    try (NodeConnection node = NodeConnection.to(URI.create(args[0]))) {
      Agent agent = Agent.at(node, keys);
      agent.register();
      try (Inbox inbox = agent.inbox();
          Session session = inbox.iterator().next().accept()) {
        session.introduced(Duration.ofSeconds(30));
        for (Received message : session) {
          for (Utterance reply : bidder.replies(message)) {
            session.send(reply, WhenOvertaken.repeat(50)).orThrow();
          }
        }
      }
    }
  }

  private List<Utterance> replies(Received received) {
    return switch (received.message()) {
      case Query _ -> List.of(answer(received));
      case Accept yes when yes.reference().id().equals(bidId) -> List.of(promise(received));
      case Accept yes when yes.reference().id().equals(promiseId) ->
          List.of(Say.fulfill(promiseId, 0, JsonObject.EMPTY.with("signedFor", JsonBoolean.TRUE)));
      case Close _ -> List.of(Vote.yes(received));
      default -> List.of();
    };
  }

  private Utterance answer(Received call) {
    JsonObject asked = call.body().object("parameters").orElse(JsonObject.EMPTY);
    return cost > asked.integer("most").orElse(0)
        ? Say.answer(call, JsonObject.EMPTY.with("bid", "none"))
        : Say.propose(
                ProposalType.SERVICE_AGREEMENT,
                "carry a parcel to Lyon",
                JsonObject.EMPTY.with("price", cost).with("currency", "EUR"))
            .with("proposalId", bidId);
  }

  /// With more than two it has to be said to whom something is owed.
  private Utterance promise(Received taken) {
    JsonObject parcel =
        JsonObject.EMPTY
            .with("party", me.text())
            .with("beneficiary", taken.sender().text())
            .with("action", "carry a parcel to Lyon");
    Pledge pledge = Pledge.until(Instant.now().plus(Duration.ofHours(1))).obligation(parcel);
    return Say.commit(pledge.fulfilling(bidId)).with("commitmentId", promiseId);
  }
}

package dev.parley.examples;

import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.FoundAgent;
import dev.parley.client.Invite;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Propose;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A contract net, the side that calls: asks every courier for a bid, takes the cheapest, tells the
/// others, and sees the work done. The other side is [Bidder].
public final class CallForBids {
  private static final AgentUri ME = new AgentUri("agent://acme.example/post/desk");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private CallForBids() {}

  /// Runs until the parcel is there, or nobody wants to carry it.
  ///
  /// @param args the node's address, and where the keys are or are to be
  public static void main(String[] args) {
    KeyFile keys = KeyFile.openOrCreate(Path.of(args[1]), ME, "org_acme", CardDraft.named("Desk"));
    try (NodeConnection node = NodeConnection.to(URI.create(args[0]))) {
      Agent agent = Agent.at(node, keys);
      agent.register();
      List<AgentUri> couriers =
          agent.discover("courier", 0).stream().map(FoundAgent::agentId).toList();
      Session session = agent.open(Invite.among(couriers, "a parcel to Lyon"));
      session.introduced(PATIENCE);
      say(session, Say.query("cfp", "carry a parcel to Lyon", JsonObject.EMPTY.with("most", 40)));
      award(session, bids(session, couriers.size()));
      for (Received message : session) {
        replies(message).forEach(reply -> say(session, reply));
      }
      System.out.println(session.summary().json());
    }
  }

  /// Everybody bids or declines; who does neither in time has not bid.
  private static List<Received> bids(Session session, int asked) {
    List<Received> bids = new ArrayList<>();
    for (int answers = 0; answers < asked; answers++) {
      Optional<Received> answer = session.next(PATIENCE);
      answer.filter(message -> message.message() instanceof Propose).ifPresent(bids::add);
    }
    bids.sort(Comparator.comparingLong(CallForBids::price));
    return bids;
  }

  private static void award(Session session, List<Received> bids) {
    if (bids.isEmpty()) {
      say(session, Say.close("no-agreement"));
      return;
    }
    for (Received bid : bids.subList(1, bids.size())) {
      say(session, Say.reject(bid, ErrorCode.BUDGET_EXCEEDED, "somebody asks less"));
    }
    say(session, Say.accept(bids.getFirst())); // Last: its COMMIT may follow at once.
  }

  private static List<Utterance> replies(Received received) {
    return switch (received.message()) {
      case Commit _ -> List.of(Say.accept(received));
      case Inform claim when claim.content() instanceof Inform.Content.Fulfillment ->
          List.of(Say.verify(received), Say.close("completed"));
      default -> List.of();
    };
  }

  private static long price(Received bid) {
    return ((Propose) bid.message()).terms().integer("price").orElse(Long.MAX_VALUE);
  }

  /// Several speak at once here: what came in between is read afterwards.
  private static void say(Session session, Utterance utterance) {
    session.send(utterance, WhenOvertaken.repeat(50)).orThrow();
  }
}

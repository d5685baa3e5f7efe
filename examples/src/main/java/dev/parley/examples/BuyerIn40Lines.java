package dev.parley.examples;

import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.Invite;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Pledge;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Inform;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.Reference;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Buys GPU hours of whoever offers them: the other side of [SellerIn40Lines].
public final class BuyerIn40Lines {
  private static final AgentUri ME = new AgentUri("agent://acme.example/procurement/alpha");

  private BuyerIn40Lines() {}

  /// Runs until the deal is done or off.
  ///
  /// @param args the node's address, and where the keys are or are to be
  public static void main(String[] args) {
    KeyFile keys = KeyFile.openOrCreate(Path.of(args[1]), ME, "org_acme", CardDraft.named("Alpha"));
    try (NodeConnection node = NodeConnection.to(URI.create(args[0]))) {
      Agent agent = Agent.at(node, keys);
      agent.register();
      AgentUri seller = agent.discover("gpu-compute", 0).getFirst().agentId();
      Session session = agent.open(Invite.to(seller, "100 GPU hours"));
      session.introduced(Duration.ofSeconds(30));
      session.send(Say.propose(ProposalType.SERVICE_AGREEMENT, "GPU hours", price(100))).orThrow();
      for (Received message : session) {
        replies(message, seller).forEach(reply -> session.send(reply).orThrow());
      }
      System.out.println(session.summary().json());
    }
  }

  private static List<Utterance> replies(Received received, AgentUri seller) {
    return switch (received.message()) {
      case Counter offer ->
          List.of(
              Say.counter(received, price((100 + offer.terms().integer("price").orElse(0)) / 2)));
      case Accept yes when yes.reference().kind() == Reference.Kind.PROPOSAL ->
          List.of(promise(seller));
      case Inform claim when claim.content() instanceof Inform.Content.Fulfillment ->
          List.of(Say.verify(received), Say.close("completed"));
      default -> List.of();
    };
  }

  private static Utterance promise(AgentUri seller) {
    Instant deadline = Instant.now().plus(Duration.ofHours(1));
    return Say.commit(Pledge.until(deadline).owes(seller, "deliver 100 GPU hours"));
  }

  private static JsonObject price(long dollars) {
    return JsonObject.EMPTY.with("price", dollars).with("currency", "USD");
  }
}

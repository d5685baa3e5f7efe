package dev.parley.examples;

import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.Inbox;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Propose;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Sells GPU hours to whoever asks first: the other side of [BuyerIn40Lines].
public final class SellerIn40Lines {
  static final AgentUri ME = new AgentUri("agent://cloudprime.example/gpu/beta");
  static final CardDraft CARD = CardDraft.named("Beta").offering("gpu-compute");
  private static final long LEAST = 115;

  private SellerIn40Lines() {}

  /// Waits for one buyer, and runs until the deal is done or off.
  ///
  /// @param args the node's address, and where the keys are or are to be
  public static void main(String[] args) {
    KeyFile keys = KeyFile.openOrCreate(Path.of(args[1]), ME, "org_cloudprime", CARD);
    try (NodeConnection node = NodeConnection.to(URI.create(args[0]))) {
      Agent agent = Agent.at(node, keys);
      agent.register();
      try (Inbox inbox = agent.inbox();
          Session session = inbox.iterator().next().accept()) {
        session.introduced(Duration.ofSeconds(30));
        for (Received message : session) {
          replies(message).forEach(reply -> session.send(reply).orThrow());
        }
        System.out.println(session.summary().json());
      }
    }
  }

  private static List<Utterance> replies(Received received) {
    return switch (received.message()) {
      case Propose offer -> List.of(answer(received, offer.terms()));
      case Counter offer -> List.of(answer(received, offer.terms()));
      case Commit promise ->
          List.of(
              Say.accept(received),
              Say.fulfill(promise.commitmentId(), 0, JsonObject.EMPTY.with("gpuHours", 100)));
      default -> List.of();
    };
  }

  private static Utterance answer(Received received, JsonObject terms) {
    return terms.integer("price").orElse(0) >= LEAST
        ? Say.accept(received)
        : Say.counter(received, terms.with("price", LEAST + 25));
  }
}

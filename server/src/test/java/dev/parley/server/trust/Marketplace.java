package dev.parley.server.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Account;
import dev.parley.core.ledger.Amount;
import dev.parley.core.ledger.Order;
import dev.parley.core.message.Performative;
import dev.parley.core.session.SessionState;
import dev.parley.server.rehearsal.NodeParts;
import dev.parley.server.rehearsal.Scene;
import dev.parley.server.rehearsal.ScriptedAgent;
import dev.parley.server.store.Booking;
import dev.parley.server.store.BookingOutcome;
import dev.parley.server.store.Content;
import dev.parley.server.time.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Agents with money that deal with each other on a node.
final class Marketplace {
  private final VirtualClock clock;
  private final List<ScriptedAgent> agents = new ArrayList<>();
  private NodeParts node;

  Marketplace(NodeParts node, VirtualClock clock, int size) {
    this.node = node;
    this.clock = clock;
    for (int i = 0; i < size; i++) {
      ScriptedAgent agent =
          new ScriptedAgent("agent://org" + i / 2 + ".example/a" + i, "org_" + i, "gpu");
      node.register(agent);
      byte[] document = agent.uri().text().getBytes(StandardCharsets.UTF_8);
      Order.Pay order =
          new Order.Pay(
              new Account.World(),
              new Account.OfAgent(agent.uri()),
              new Amount(1_000_000_00, "USD"));
      assertThat(
              node.store()
                  .book(new Booking(Hash.of(document), order, clock.now(), Content.of(document)))
                  .join())
          .isInstanceOf(BookingOutcome.Booked.class);
      agents.add(agent);
    }
  }

  void on(NodeParts restarted) {
    node = restarted;
  }

  List<ScriptedAgent> agents() {
    return agents;
  }

  ScriptedAgent agent(int number) {
    return agents.get(number);
  }

  private Scene talk(int buyer, int seller) {
    Scene scene = new Scene(node, clock, agents.get(buyer), agents.get(seller));
    scene.introduce(JsonObject.EMPTY.with("capability", "gpu"));
    return scene;
  }

  /// They agree on something, it is done, and they part.
  void deal(int buyer, int seller, long dollars) {
    Scene scene = agreed(buyer, seller, dollars);
    scene.said(
        scene.beta,
        Performative.INFORM,
        JsonObject.builder()
            .put("informType", "fulfillment")
            .put("fulfillmentId", "f-1")
            .put("commitmentId", "c-1")
            .put("obligation", 0)
            .build());
    scene.said(scene.alpha, Performative.ACCEPT, JsonObject.EMPTY.with("fulfillmentId", "f-1"));
    scene.said(scene.alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "completed"));
  }

  /// They agree on something that the seller never does.
  void failure(int buyer, int seller, long dollars) {
    Scene scene = agreed(buyer, seller, dollars);
    clock.advance(Duration.ofHours(2));
    node.sessions().recordDue(scene.id());
    clock.advance(Duration.ofHours(2));
    node.sessions().recordDue(scene.id());
    assertThat(scene.state()).isInstanceOf(SessionState.Ended.class);
  }

  /// The seller stops answering.
  void silence(int buyer, int seller) {
    Scene scene = talk(buyer, seller);
    clock.advance(Duration.ofMinutes(10));
    node.sessions().recordDue(scene.id());
    assertThat(scene.state()).isInstanceOf(SessionState.Failed.class);
  }

  private Scene agreed(int buyer, int seller, long dollars) {
    Scene scene = talk(buyer, seller);
    JsonObject commitment = scene.commitment("c-1", Duration.ofHours(1));
    if (dollars > 0) {
      commitment =
          commitment.with(
              "escrow", JsonObject.EMPTY.with("amount", dollars).with("currency", "USD"));
    }
    scene.said(scene.beta, Performative.COMMIT, commitment);
    scene.said(scene.alpha, Performative.ACCEPT, JsonObject.EMPTY.with("commitmentId", "c-1"));
    return scene;
  }
}

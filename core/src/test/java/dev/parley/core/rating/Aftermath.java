package dev.parley.core.rating;

import static dev.parley.core.message.Reference.Kind.COMMITMENT;
import static dev.parley.core.message.Reference.Kind.DELEGATION;
import static dev.parley.core.message.Reference.Kind.FULFILLMENT;
import static dev.parley.core.message.Reference.Kind.PROPOSAL;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.StateName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Sessions that have ended, and ratings of them.
final class Aftermath {
  static final Verifier VERIFIER = CryptoProviders.verifying().verifier();
  static final Speaker NODE = Speaker.named("agent://node.example/node");
  static final Speaker ALPHA = Speaker.named("agent://acme.example/alpha");
  static final Speaker BETA = Speaker.named("agent://cloud.example/beta");
  static final Speaker DEPUTY = Speaker.named("agent://helpers.example/deputy");
  static final Speaker COLLEAGUE = Speaker.named("agent://acme.example/colleague");
  static final Speaker STRANGER = Speaker.named("agent://stranger.example/x");

  private Aftermath() {}

  /// Alpha and another one have met.
  static Conversation met(Speaker other) {
    return Conversation.with(NODE, ClockKind.REAL)
        .says(ALPHA, Words.invitation(JsonObject.EMPTY.with("node", NODE.uri().text())))
        .to(other)
        .expectMoved(StateName.INVITED)
        .says(other, Words.accept(PROPOSAL, "invitation"))
        .expectMoved(StateName.INVITED)
        .says(other, Words.identity(other))
        .expectMoved(StateName.INVITED)
        .says(ALPHA, Words.identity(ALPHA))
        .expectMoved(StateName.INTRODUCED)
        .says(ALPHA, Words.query("how far"))
        .expectMoved(StateName.CONVERSING);
  }

  static Conversation closed(Speaker other) {
    return met(other).says(ALPHA, Words.close("completed")).expectMoved(StateName.CLOSED);
  }

  /// Alpha paid beta out of escrow.
  static Conversation paid() {
    Instant deadline = Conversation.START.plus(Duration.ofMinutes(30));
    JsonObject escrow = JsonObject.EMPTY.with("amount", "10").with("currency", "USD");
    return met(BETA)
        .says(ALPHA, Words.commit("c1", BETA.uri(), deadline).with("escrow", escrow))
        .expectMoved(StateName.AGREEING)
        .says(BETA, Words.accept(COMMITMENT, "c1"))
        .expectMoved(StateName.EXECUTING)
        .says(BETA, Words.fulfillment("f1", "c1"))
        .expectMoved(StateName.EXECUTING)
        .says(ALPHA, Words.accept(FULFILLMENT, "f1"))
        .expectMoved(StateName.EXECUTING)
        .says(ALPHA, Words.close("completed"))
        .expectMoved(StateName.CLOSED);
  }

  /// Alpha had a deputy.
  static Conversation deputed() {
    return met(BETA)
        .says(ALPHA, Words.delegate("d", DEPUTY, "commit"))
        .expectMoved(StateName.CONVERSING)
        .says(BETA, Words.accept(DELEGATION, "d"))
        .expectMoved(StateName.CONVERSING)
        .says(DEPUTY, Words.accept(DELEGATION, "d"))
        .expectMoved(StateName.CONVERSING)
        .says(DEPUTY, Words.identity(DEPUTY))
        .expectMoved(StateName.CONVERSING)
        .says(ALPHA, Words.close("completed"))
        .expectMoved(StateName.CLOSED);
  }

  /// A stranger watched alpha and beta.
  static Conversation watched() {
    JsonArray invitees =
        JsonArray.of(
            List.of(Words.invitee(BETA, "counterparty"), Words.invitee(STRANGER, "observer")));
    JsonObject terms = JsonObject.EMPTY.with("node", NODE.uri().text()).with("invitees", invitees);
    Conversation talk =
        Conversation.with(NODE, ClockKind.REAL)
            .says(ALPHA, Words.invitation(terms))
            .expectMoved(StateName.INVITED);
    for (Speaker each : List.of(BETA, STRANGER)) {
      talk =
          talk.says(each, Words.accept(PROPOSAL, "invitation"))
              .expectMoved(StateName.INVITED)
              .says(each, Words.identity(each))
              .expectMoved(StateName.INVITED);
    }
    return talk.says(ALPHA, Words.identity(ALPHA))
        .expectMoved(StateName.INTRODUCED)
        .says(ALPHA, Words.close("completed"))
        .expectMoved(StateName.CLOSED);
  }

  static RatingWindow window(Conversation talk) {
    return RatingWindow.of(talk.state()).orElseThrow();
  }

  static Rating.Peer peer(Speaker agent, int rating) {
    return new Rating.Peer(agent.uri(), rating, Optional.empty());
  }

  static JsonObject signed(RatingWindow window, Speaker by, Rating.Peer... peers) {
    return Rating.sign(
        window.sessionId(), window.opens(), by.uri(), List.of(peers), window.head(), by.signer());
  }

  static Rating rating(RatingWindow window, Speaker by, Rating.Peer... peers) {
    return Rating.decode(signed(window, by, peers)).orThrow();
  }
}

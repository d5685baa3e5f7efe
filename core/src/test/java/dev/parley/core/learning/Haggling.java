package dev.parley.core.learning;

import static dev.parley.core.message.Reference.Kind.COMMITMENT;
import static dev.parley.core.message.Reference.Kind.FULFILLMENT;
import static dev.parley.core.message.Reference.Kind.PROPOSAL;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.StateName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Sessions made by hand: alpha buys, beta sells.
final class Haggling {
  static final Speaker NODE = Speaker.named("agent://node.example/node");
  static final Speaker ALPHA = Speaker.named("agent://acme.example/alpha");
  static final Speaker BETA = Speaker.named("agent://cloud.example/beta");
  static final Speaker STRANGER = Speaker.named("agent://elsewhere.example/stranger");

  private static final Instant DEADLINE = Conversation.START.plus(Duration.ofMinutes(30));
  private static final Duration ALPHAS_TIME = Duration.ofSeconds(2);
  private static final Duration BETAS_TIME = Duration.ofSeconds(5);

  private Haggling() {}

  /// Both have shown who they are.
  static Conversation introduced() {
    return Conversation.with(NODE, ClockKind.REAL)
        .says(
            ALPHA,
            Words.invitation(
                JsonObject.EMPTY.with("node", NODE.uri().text()).with("capability", "gpu")))
        .to(BETA)
        .expectMoved(StateName.INVITED)
        .says(BETA, Words.accept(PROPOSAL, "invitation"))
        .expectMoved(StateName.INVITED)
        .says(BETA, Words.identity(BETA))
        .expectMoved(StateName.INVITED)
        .says(ALPHA, Words.identity(ALPHA))
        .expectMoved(StateName.INTRODUCED);
  }

  /// 60 and 90 by alpha, 120 and 100 by beta, in turn.
  static Conversation haggled() {
    return introduced()
        .later(ALPHAS_TIME)
        .says(ALPHA, priced(Words.propose("a1"), 60))
        .expectMoved(StateName.CONVERSING)
        .later(BETAS_TIME)
        .says(BETA, priced(Words.counter("b1", "a1"), 120))
        .expectMoved(StateName.CONVERSING)
        .later(ALPHAS_TIME)
        .says(ALPHA, priced(Words.counter("a2", "b1"), 90))
        .expectMoved(StateName.CONVERSING)
        .later(BETAS_TIME)
        .says(BETA, priced(Words.counter("b2", "a2"), 100))
        .expectMoved(StateName.CONVERSING);
  }

  static Conversation agreed() {
    return haggled()
        .later(ALPHAS_TIME)
        .says(ALPHA, Words.accept(PROPOSAL, "b2"))
        .expectMoved(StateName.CONVERSING)
        .says(ALPHA, Words.commit("c", BETA.uri(), DEADLINE))
        .expectMoved(StateName.AGREEING)
        .later(BETAS_TIME)
        .says(BETA, Words.accept(COMMITMENT, "c"))
        .expectMoved(StateName.EXECUTING);
  }

  static Conversation kept() {
    return agreed()
        .says(BETA, Words.fulfillment("done", "c"))
        .expectMoved(StateName.EXECUTING)
        .says(ALPHA, Words.accept(FULFILLMENT, "done"))
        .expectMoved(StateName.EXECUTING)
        .says(ALPHA, Words.close("completed"))
        .expectMoved(StateName.CLOSED);
  }

  static Words priced(Words words, long price) {
    JsonObject terms =
        JsonObject.EMPTY
            .with("currency", "USD")
            .with("hours", JsonNumber.of(8))
            .with("pricePerHour", JsonNumber.of(price));
    return words.with("terms", terms);
  }

  static Optional<Case> seenBy(Speaker agent, Conversation talk) {
    CaseFold fold = new CaseFold(Optional.empty());
    for (Conversation.Delivered each : talk.accepted()) {
      fold.hear(each.acceptedAt(), Envelope.decode(each.envelope()).orThrow());
    }
    return fold.seenBy(agent.uri(), talk.state());
  }
}

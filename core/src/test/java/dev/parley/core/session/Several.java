package dev.parley.core.session;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Reference;
import java.util.ArrayList;
import java.util.List;

/// Conversations of many principals, each of an organisation of its own unless a test says
/// otherwise.
final class Several {
  static final Speaker NODE = Stage.NODE;
  static final Speaker ALPHA = Speaker.named("agent://acme.example/alpha");
  static final Speaker BETA = Speaker.named("agent://cloud.example/beta");
  static final Speaker GAMMA = Speaker.named("agent://audit.example/gamma");
  static final Speaker DELTA = Speaker.named("agent://ship.example/delta");

  /// Of the same organisation as beta.
  static final Speaker BETA_TOO = Speaker.named("agent://cloud.example/too");

  private Several() {}

  static JsonObject terms(JsonValue consensus) {
    return JsonObject.EMPTY.with("node", NODE.uri().text()).with("consensus", consensus);
  }

  /// INTRODUCED: the first has invited the others.
  static Conversation introduced(JsonObject terms, Speaker first, Speaker... others) {
    List<JsonObject> invitees = new ArrayList<>();
    for (Speaker other : others) {
      invitees.add(Words.invitee(other, "counterparty"));
    }
    Conversation talk =
        Conversation.with(NODE, ClockKind.REAL)
            .says(first, Words.invitation(terms.with("invitees", JsonArray.of(invitees))))
            .expectMoved(StateName.INVITED);
    for (Speaker other : others) {
      talk.says(other, Words.accept(Reference.Kind.PROPOSAL, "invitation"))
          .expectMoved(StateName.INVITED)
          .says(other, Words.identity(other))
          .expectMoved(StateName.INVITED);
    }
    return talk.says(first, Words.identity(first)).expectMoved(StateName.INTRODUCED);
  }

  /// The id by which the last message can be voted on.
  static String transition(Conversation talk) {
    return talk.accepted().getLast().envelope().string("messageId").orElseThrow();
  }

  static Words yes(String transition) {
    return Words.accept(Reference.Kind.TRANSITION, transition);
  }

  static Words no(String transition) {
    return Words.reject(Reference.Kind.TRANSITION, transition);
  }

  static Words abstains(String transition) {
    return no(transition).with("abstain", JsonBoolean.TRUE);
  }
}

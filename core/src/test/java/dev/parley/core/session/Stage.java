package dev.parley.core.session;

import static dev.parley.core.message.Reference.Kind.COMMITMENT;
import static dev.parley.core.message.Reference.Kind.DELEGATION;
import static dev.parley.core.message.Reference.Kind.FULFILLMENT;
import static dev.parley.core.message.Reference.Kind.PROPOSAL;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Conversations that have come to a certain point, with everybody in them who can be there. Alpha
/// invites beta and an observer; the delegates act for alpha.
final class Stage {
  static final Speaker NODE = Speaker.named("agent://node.example/node");
  static final Speaker ALPHA = Speaker.named("agent://acme.example/alpha");
  static final Speaker BETA = Speaker.named("agent://cloud.example/beta");
  static final Speaker MINIMAL = Speaker.conforming("agent://cloud.example/feed", "minimal");
  static final Speaker EYE = Speaker.named("agent://press.example/eye");
  static final Speaker ADVISER = Speaker.named("agent://acme.example/adviser");
  static final Speaker NEGOTIATOR = Speaker.named("agent://acme.example/negotiator");
  static final Speaker BINDER = Speaker.named("agent://acme.example/binder");
  static final Speaker CANDIDATE = Speaker.named("agent://acme.example/candidate");
  static final Speaker ASKED_BY_ALPHA = Speaker.named("agent://acme.example/asked");
  static final Speaker ASKED_BY_BETA = Speaker.named("agent://cloud.example/asked");
  static final Speaker JUDGE = Speaker.named("agent://courts.example/judge");
  static final Speaker STRANGER = Speaker.named("agent://elsewhere.example/stranger");

  /// When what is promised on a stage is due.
  static final Instant DEADLINE = Conversation.START.plus(Duration.ofMinutes(30));

  private Stage() {}

  static JsonObject terms() {
    return JsonObject.builder()
        .put("node", NODE.uri().text())
        .put("authorities", JsonArray.ofStrings(List.of(JUDGE.uri().text())))
        .put("maxRounds", 1)
        .build();
  }

  static Conversation idle() {
    return Conversation.with(NODE, ClockKind.REAL);
  }

  /// INVITED with one invitee, who alone can propose other terms.
  static Conversation invitedAlone(Speaker invitee) {
    return idle().says(ALPHA, Words.invitation(terms())).to(invitee).expectMoved(StateName.INVITED);
  }

  /// INVITED with a counterparty and an observer.
  static Conversation invited(Speaker counterparty) {
    JsonArray invitees =
        JsonArray.of(
            List.of(Words.invitee(counterparty, "counterparty"), Words.invitee(EYE, "observer")));
    return idle()
        .says(ALPHA, Words.invitation(terms().with("invitees", invitees)))
        .expectMoved(StateName.INVITED);
  }

  /// INTRODUCED, just the two of them.
  static Conversation two(JsonObject terms, ClockKind clock) {
    return shown(
        Conversation.with(NODE, clock)
            .says(ALPHA, Words.invitation(terms))
            .to(BETA)
            .expectMoved(StateName.INVITED));
  }

  private static Conversation shown(Conversation invited) {
    return invited
        .says(BETA, Words.accept(PROPOSAL, "invitation"))
        .expectMoved(StateName.INVITED)
        .says(BETA, Words.identity(BETA))
        .expectMoved(StateName.INVITED)
        .says(ALPHA, Words.identity(ALPHA))
        .expectMoved(StateName.INTRODUCED);
  }

  /// INTRODUCED, just the two of them, on the usual terms.
  static Conversation two() {
    return two(terms(), ClockKind.REAL);
  }

  /// CONVERSING, just the two of them: alpha has asked something.
  static Conversation talking() {
    return talking(terms());
  }

  /// CONVERSING, just the two of them: alpha has asked something.
  static Conversation talking(JsonObject terms) {
    return two(terms, ClockKind.REAL)
        .says(ALPHA, Words.query("q"))
        .expectMoved(StateName.CONVERSING);
  }

  static Conversation introduced() {
    return invited(BETA)
        .says(BETA, Words.accept(PROPOSAL, "invitation"))
        .expectMoved(StateName.INVITED)
        .says(EYE, Words.accept(PROPOSAL, "invitation"))
        .expectMoved(StateName.INVITED)
        .says(EYE, Words.identity(EYE))
        .expectMoved(StateName.INVITED)
        .says(BETA, Words.identity(BETA))
        .expectMoved(StateName.INVITED)
        .says(ALPHA, Words.identity(ALPHA))
        .expectMoved(StateName.INTRODUCED);
  }

  /// INTRODUCED with a counterparty that speaks the minimum only.
  static Conversation introducedToMinimal() {
    return invited(MINIMAL)
        .says(MINIMAL, Words.identity(MINIMAL))
        .expectMoved(StateName.INVITED)
        .says(EYE, Words.accept(PROPOSAL, "invitation"))
        .expectMoved(StateName.INVITED)
        .says(EYE, Words.identity(EYE))
        .expectMoved(StateName.INVITED)
        .says(ALPHA, Words.identity(ALPHA))
        .expectMoved(StateName.INTRODUCED);
  }

  /// CONVERSING, with a dead commitment, three delegates of alpha, a candidate, and a delegation on
  /// each side that waits for the other's consent.
  static Conversation conversing() {
    Conversation talk =
        introduced()
            .says(ALPHA, Words.query("q"))
            .expectMoved(StateName.CONVERSING)
            .says(ALPHA, Words.commit("dead", ALPHA.uri(), DEADLINE))
            .expectMoved(StateName.AGREEING)
            .says(BETA, Words.reject(COMMITMENT, "dead"))
            .expectMoved(StateName.CONVERSING);
    join(talk, "advises", ADVISER, "advisory");
    join(talk, "negotiates", NEGOTIATOR, "negotiate");
    join(talk, "binds", BINDER, "commit");
    offer(talk, "offered", CANDIDATE, "commit");
    return talk.says(ALPHA, Words.delegate("asked-by-alpha", ASKED_BY_ALPHA, "commit"))
        .expectMoved(StateName.CONVERSING)
        .says(BETA, Words.delegate("asked-by-beta", ASKED_BY_BETA, "commit"))
        .expectMoved(StateName.CONVERSING)
        .says(NEGOTIATOR, Words.delegate("asked-by-negotiator", STRANGER, "negotiate"))
        .expectMoved(StateName.CONVERSING)
        .says(BINDER, Words.delegate("asked-by-binder", STRANGER, "commit"))
        .expectMoved(StateName.CONVERSING);
  }

  private static void offer(Conversation talk, String id, Speaker target, String authority) {
    StateName state = talk.state().name();
    talk.says(ALPHA, Words.delegate(id, target, authority))
        .expectMoved(state)
        .says(BETA, Words.accept(DELEGATION, id))
        .expectMoved(state);
  }

  private static void join(Conversation talk, String id, Speaker target, String authority) {
    StateName state = talk.state().name();
    offer(talk, id, target, authority);
    talk.says(target, Words.accept(DELEGATION, id))
        .expectMoved(state)
        .says(target, Words.identity(target))
        .expectMoved(state);
  }

  /// Adds an open proposal of each side; the talk has to be CONVERSING or EXECUTING.
  static Conversation withProposals(Conversation talk) {
    StateName state = talk.state().name();
    return talk.says(ALPHA, Words.propose("by-alpha"))
        .expectMoved(state)
        .says(BETA, Words.propose("by-beta"))
        .expectMoved(state);
  }

  /// Adds an obligation of each side that is claimed and one that is not.
  static Conversation withObligations(Conversation talk) {
    promise(talk, ALPHA, BETA, "owed-by-alpha");
    promise(talk, BETA, ALPHA, "owed-by-beta");
    promise(talk, ALPHA, BETA, "claimed-by-alpha");
    promise(talk, BETA, ALPHA, "claimed-by-beta");
    return talk.says(ALPHA, Words.fulfillment("alpha-did", "claimed-by-alpha"))
        .expectMoved(StateName.EXECUTING)
        .says(BETA, Words.fulfillment("beta-did", "claimed-by-beta"))
        .expectMoved(StateName.EXECUTING);
  }

  /// Adds a commitment that was kept, so that the talk is EXECUTING and nothing is open.
  static Conversation withKeptPromise(Conversation talk) {
    promise(talk, BETA, ALPHA, "kept");
    return talk.says(BETA, Words.fulfillment("done", "kept"))
        .expectMoved(StateName.EXECUTING)
        .says(ALPHA, Words.accept(FULFILLMENT, "done"))
        .expectMoved(StateName.EXECUTING);
  }

  /// A binding promise with one obligation.
  static Conversation promise(Conversation talk, Speaker debtor, Speaker creditor, String id) {
    return talk.says(debtor, Words.commit(id, debtor.uri(), DEADLINE))
        .expectMoved(StateName.AGREEING)
        .says(creditor, Words.accept(COMMITMENT, id))
        .expectMoved(StateName.EXECUTING);
  }

  /// Adds a commitment of each side that waits for the other.
  static Conversation agreeing(Conversation talk) {
    return talk.says(ALPHA, Words.commit("offered-by-alpha", ALPHA.uri(), DEADLINE))
        .expectMoved(StateName.AGREEING)
        .says(BETA, Words.commit("offered-by-beta", BETA.uri(), DEADLINE))
        .expectMoved(StateName.AGREEING);
  }

  /// Alpha asks the authority, which shows its card.
  static Conversation escalated(Conversation talk) {
    return talk.says(ALPHA, Words.escalate("asked"))
        .expectMoved(StateName.ESCALATED)
        .says(JUDGE, Words.identity(JUDGE))
        .expectMoved(StateName.ESCALATED);
  }

  /// The authority lets them go on.
  static Conversation resumed(Conversation talk, StateName state) {
    return talk.says(JUDGE, Words.resolution("asked", "resume")).expectMoved(state);
  }
}

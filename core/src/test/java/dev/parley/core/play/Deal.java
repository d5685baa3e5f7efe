package dev.parley.core.play;

import static dev.parley.core.play.Invariants.require;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.chain.Draft;
import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.dispute.Dispute;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeDraft;
import dev.parley.core.dispute.DisputeRecord;
import dev.parley.core.dispute.VerifiedRecord;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Book;
import dev.parley.core.ledger.LedgerFault;
import dev.parley.core.ledger.Order;
import dev.parley.core.ledger.Posting;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.Performative;
import dev.parley.core.message.Reference;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.Docket;
import dev.parley.core.session.Effect;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionDisputes;
import dev.parley.core.session.SessionMachine;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Step;
import dev.parley.core.session.Talk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A session and its disputes on a ledger that it shares with others, as a node keeps them: a
/// record, what it makes of the session and the money are taken together or not at all.
final class Deal {
  private static final SessionMachine MACHINE = new SessionMachine(ClockKind.VIRTUAL);

  private final String name;
  private final SessionId id;
  private final Book book;
  private SessionState state = SessionState.start();
  private Docket docket = Docket.EMPTY;
  private Instant now;
  private int messages;
  private int filed;
  private int unpaid;

  Deal(int number, Book book, Instant now) {
    this.name = "deal-" + number;
    this.id = new SessionId(Conversation.uuid7(Conversation.START, number));
    this.book = book;
    this.now = now;
  }

  /// Up to CONVERSING, with time to think.
  void begin() {
    JsonObject terms =
        JsonObject.EMPTY
            .with("silence", Duration.ofDays(20).toMillis())
            .with("agreeing", Duration.ofHours(2).toMillis())
            .with("session", Duration.ofDays(40).toMillis());
    Words invitation = Words.invitation(Players.NODE, Players.BETA);
    JsonObject all = invitation.body().object("terms").orElseThrow().with("timers", terms);
    must(Players.ALPHA, invitation.with("terms", all));
    must(Players.BETA, Words.accept(Reference.Kind.PROPOSAL, "invitation"));
    must(Players.ALPHA, Words.identity(Players.ALPHA));
    must(Players.BETA, Words.identity(Players.BETA));
    must(Players.ALPHA, Words.query("q"));
  }

  SessionState state() {
    return state;
  }

  Talk talk() {
    return state.said().orElseThrow();
  }

  Docket docket() {
    return docket;
  }

  Instant now() {
    return now;
  }

  void at(Instant time) {
    now = time;
  }

  /// How often an account could not pay.
  int unpaid() {
    return unpaid;
  }

  void must(Speaker speaker, Words words) {
    require(says(speaker, words), "%s cannot say %s in %s", speaker.uri(), words, state);
  }

  /// Whether it was taken.
  boolean says(Speaker speaker, Words words) {
    return MACHINE.apply(state, signed(speaker, words), now, _ -> Optional.of(speaker.card()))
            instanceof Step.Moved step
        && pays(head(step), ordered(step))
        && take(step);
  }

  private boolean take(Step.Moved step) {
    state = step.next();
    return true;
  }

  private VerifiedEnvelope signed(Speaker speaker, Words words) {
    Optional<Talk> talk = state.said();
    boolean steward = speaker.equals(Players.NODE);
    JsonObject envelope =
        new Draft(
                Envelope.VERSION,
                new MessageId(Conversation.uuid7(now, ++messages)),
                id,
                talk.flatMap(t -> t.participant(speaker.uri()))
                    .map(Participant::nextSequence)
                    .orElse(0L),
                now,
                speaker.uri(),
                speaker.card().orgId(),
                steward ? SessionMachine.STEWARD_SCORE : Conversation.SCORE,
                Optional.empty(),
                words.performative(),
                words.body(),
                words.constraints(),
                talk.map(t -> t.head().hash()).orElse(Hash.ZERO))
            .sign(speaker.signer(), speaker.proofSigner());
    return VerifiedEnvelope.verifiedBefore(Envelope.decode(envelope).orThrow(), speaker.card());
  }

  private static Hash head(Step.Moved step) {
    return step.next().said().orElseThrow().head().hash();
  }

  private static List<Order> ordered(Step.Moved step) {
    List<Order> out = new ArrayList<>();
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.MoneyOrdered(List<Order> orders)) {
        out.addAll(orders);
      }
    }
    return out;
  }

  /// An account may be empty; nothing else can keep the ledger from doing what a record asks.
  private boolean pays(Hash cause, List<Order> orders) {
    if (orders.isEmpty()) {
      return true;
    }
    return switch (book.post(cause, orders)) {
      case Posting.Outcome.Posted posted -> {
        // What only binds moves nothing that could be recognised: it is refused the second time.
        Posting.Outcome again = book.post(cause, orders);
        require(
            posted.transfers().isEmpty()
                ? again instanceof Posting.Outcome.Refused(LedgerFault fault, _)
                    && fault == LedgerFault.ALREADY_HELD
                : again.equals(new Posting.Outcome.Repeated()),
            "%s moves money twice: %s",
            orders,
            again);
        yield true;
      }
      case Posting.Outcome.Refused(LedgerFault fault, String detail) -> {
        require(fault == LedgerFault.INSUFFICIENT_FUNDS, "%s: %s by %s", fault, detail, orders);
        unpaid++;
        yield false;
      }
      case Posting.Outcome.Repeated() -> throw new AssertionError("no record comes twice");
    };
  }

  boolean files(Speaker by, DisputeAct.Filed act) {
    boolean taken = records(by, name + "-" + filed, act, 0, talk().head().hash());
    filed += taken ? 1 : 0;
    return taken;
  }

  boolean records(Speaker by, Dispute dispute, DisputeAct act) {
    return records(by, dispute.id(), act, dispute.head().nextPosition(), dispute.head().hash());
  }

  private boolean records(
      Speaker by, String disputeId, DisputeAct act, long position, Hash previous) {
    JsonObject made =
        new DisputeDraft(disputeId, id, position, now, by.uri(), previous, act).sign(by.signer());
    VerifiedRecord record =
        VerifiedRecord.verifiedBefore(DisputeRecord.decode(made).orThrow()).orElseThrow();
    if (!(docket.take(state, record, now) instanceof Docket.Outcome.Taken taken)) {
      return false;
    }
    Optional<Step.Moved> moved = taken.move().map(this::told);
    moved.ifPresent(
        step -> require(ordered(step).isEmpty(), "%s moves money beside its record", step));
    if (!pays(record.content().hash(), taken.orders())) {
      return false;
    }
    moved.ifPresent(this::take);
    docket = taken.next();
    return true;
  }

  /// What the record makes of the session: the steward says so, or after the end the record alone.
  private Step.Moved told(SessionDisputes.Move move) {
    if (state instanceof SessionState.Ended ended) {
      return SessionDisputes.after(ended, move, now).orElseThrow();
    }
    Words words = Words.of(Performative.INFORM, move.body());
    Step step = MACHINE.apply(state, signed(Players.NODE, words), now, _ -> Optional.empty());
    require(step instanceof Step.Moved, "the steward cannot say %s: %s", move, step);
    return (Step.Moved) step;
  }

  static Optional<Speaker> principal(AgentUri agent) {
    return List.of(Players.ALPHA, Players.BETA).stream()
        .filter(speaker -> speaker.uri().equals(agent))
        .findFirst();
  }
}

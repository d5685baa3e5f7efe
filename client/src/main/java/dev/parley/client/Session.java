package dev.parley.client;

import dev.parley.core.card.AgentCard;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Mandate;
import dev.parley.core.message.Message;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.SessionId;
import dev.parley.core.rating.Rating;
import dev.parley.core.rating.RatingWindow;
import dev.parley.core.session.MandateRules;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A session as one agent sees it: read what the others say, say something, and never believe the
/// node more than the records.
///
/// A virtual thread follows the session and resumes after every disconnect. Each message is checked
/// by this side's own fold before anybody sees it; a node that forges, alters, drops, moves or
/// allows what is not legal is noticed, and from then on every call throws
/// [NodeMisbehavedException]. [#next] hands out, once and in order, every message that this handle
/// did not send itself. [#send] signs only on what was read: if something came in between, the
/// caller hears of it and decides anew.
///
/// Thread-safe. Closing the handle ends the following, not the session; for that, say [Say#close].
public final class Session implements AutoCloseable, Iterable<Received> {
  private final Following following;
  private final SessionWire wire;
  private final Sending sending;
  private Optional<Mandate> mandate = Optional.empty();

  /// One message of this handle after the other.
  private final ReentrantLock turn = new ReentrantLock();

  /// What a session needs of its agent to say something.
  interface Sending {
    Voice voice();

    /// The card that the agent uses when it speaks for the first time.
    AgentCard card();

    /// The score that the node has recorded now.
    double trustScore();

    /// The time by which messages are stamped.
    Instant now();

    ConnectionSettings settings();
  }

  Session(Following following, SessionWire wire, Sending sending) {
    this.following = following;
    this.wire = wire;
    this.sending = sending;
  }

  /// Its id.
  ///
  /// @return the id
  public SessionId id() {
    return following.id();
  }

  /// The state that follows from the messages received so far, by this side's own fold.
  ///
  /// @return an immutable state
  /// @throws ParleyException if the session can no longer be followed
  public SessionState state() {
    return following.state();
  }

  /// Whether nothing can follow.
  ///
  /// @return true once it is CLOSED or FAILED
  public boolean ended() {
    return state() instanceof SessionState.Ended;
  }

  /// The commitments as they stand.
  ///
  /// @return in the order of their ids
  public List<Commitment> commitments() {
    return state().said().map(talk -> talk.promises().all()).orElse(List.of());
  }

  /// Everything received and checked so far, this side's own messages included. Works also after a
  /// node was found to misbehave: it is the evidence.
  ///
  /// @return a copy, in order
  public List<Received> history() {
    return following.history();
  }

  /// What can be learnt from the session so far.
  ///
  /// @return rounds, concessions, response times, outcome
  public SessionSummary summary() {
    return following.summary();
  }

  /// The next message that this handle did not send itself.
  ///
  /// @param wait how long to wait for one
  /// @return nothing if none came in time, or the session has ended and all was read
  /// @throws NodeMisbehavedException if the node sent something that cannot be true
  /// @throws ParleyException if the session can no longer be followed
  public Optional<Received> next(Duration wait) {
    return following.next(wait);
  }

  /// Waits until the talk can begin: everybody has answered the invitation and shown its card, or
  /// it came to nothing. What was said until then is not handed out by [#next] any more; [#history]
  /// has it.
  ///
  /// @param wait how long to wait
  /// @return the state then: INTRODUCED or later, or FAILED
  /// @throws NoAnswerException if that took longer
  public SessionState introduced(Duration wait) {
    return following
        .introduced(wait)
        .orElseThrow(() -> new NoAnswerException("nobody has answered the invitation in " + wait));
  }

  /// Reads until the session has ended. Waits without limit: the session's own timers end it.
  ///
  /// @return an iterator over what [#next] hands out
  @Override
  public Iterator<Received> iterator() {
    return new Iterator<>() {
      private Optional<Received> ahead = Optional.empty();

      @Override
      public boolean hasNext() {
        while (ahead.isEmpty() && !(read() && ended())) {}
        return ahead.isPresent();
      }

      // Whether nothing came.
      private boolean read() {
        ahead = Session.this.next(sending.settings().silence());
        return ahead.isEmpty();
      }

      @Override
      public Received next() {
        if (!hasNext()) {
          throw new NoSuchElementException("the session has ended");
        }
        Received message = ahead.orElseThrow();
        ahead = Optional.empty();
        return message;
      }
    };
  }

  /// Says something, unless there is something unread.
  ///
  /// @param utterance what to say
  /// @return what became of it
  /// @throws NoAnswerException if it is open whether it arrived; if it did, [#next] hands it out
  /// @throws ParleyException if the session can no longer be followed
  public SendResult send(Utterance utterance) {
    return send(utterance, WhenOvertaken.GIVE_UP);
  }

  /// Says something.
  ///
  /// @param utterance what to say
  /// @param policy what to do about what is unread
  /// @return what became of it
  /// @throws NoAnswerException if it is open whether it arrived; if it did, [#next] hands it out
  /// @throws ParleyException if the session can no longer be followed
  public SendResult send(Utterance utterance, WhenOvertaken policy) {
    turn.lock();
    try {
      Optional<NodeRefusal> beyond = beyond(utterance);
      if (beyond.isPresent()) {
        return new SendResult.Refused(beyond.get());
      }
      return new Dispatch(following, wire, sending, utterance, policy).run();
    } finally {
      turn.unlock();
    }
  }

  /// Has this side check what it says against a mandate, before it is signed; a node with which the
  /// mandate is lodged does the same.
  ///
  /// @param limits the mandate of this agent's principal
  /// @return this session; [#send] then declines what goes beyond it and was not approved, with
  ///   `escalation_required`, and sends nothing
  public Session keepTo(Mandate limits) {
    turn.lock();
    try {
      mandate = Optional.of(limits);
      return this;
    } finally {
      turn.unlock();
    }
  }

  /// What the mandate has against something, in the form in which a node would say it.
  private Optional<NodeRefusal> beyond(Utterance utterance) {
    Optional<Talk> talk = state().said();
    if (mandate.isEmpty()
        || talk.isEmpty()
        || !(Message.decode(utterance.performative(), utterance.body())
            instanceof Decoded.Valid<Message>(Message message))) {
      return Optional.empty();
    }
    AgentUri own = sending.voice().agent();
    AgentUri principal = talk.get().participant(own).map(Participant::principal).orElse(own);
    return MandateRules.objection(mandate.get(), talk.get(), principal, message, utterance.body())
        .map(NodeRefusal::of);
  }

  /// Shows the card that this agent uses from here on: at the beginning its first, later the one
  /// that new keys were registered with.
  ///
  /// @return the message at its place
  public Received showCard() {
    return send(Say.identity(sending.card()), WhenOvertaken.repeat(Dispatch.MANY)).orThrow();
  }

  /// Rates the peers of a session that has ended, once, within 24 hours of its end. Nobody else
  /// sees it before all are in or the time is over.
  ///
  /// @param peers whom, principals of other organisations, each once
  /// @return the record with the time of its acceptance
  /// @throws IllegalStateException while the session goes on
  /// @throws RefusedException if the node declines it: too late, or rated before
  public JsonObject rate(Rating.Peer... peers) {
    SessionState ended = state();
    RatingWindow window =
        RatingWindow.of(ended)
            .orElseThrow(() -> new IllegalStateException("a session is rated once it has ended"));
    AgentCard card =
        ended
            .said()
            .flatMap(talk -> talk.participant(sending.voice().agent()))
            .flatMap(Participant::card)
            .orElseGet(sending::card);
    return wire.rate(sending.voice().rate(window, List.of(peers), card, sending.now()));
  }

  /// Bids in a sealed call. Keep the bid: it has to be revealed after the call's deadline.
  ///
  /// @param bid what is bid
  /// @param subject for people
  /// @return the message at its place
  /// @throws RefusedException if the node declines it: the deadline has passed, or there is a bid
  public Received bid(SealedBid bid, String subject) {
    Utterance propose =
        bid.propose(id(), sending.voice().agent(), ProposalType.SERVICE_AGREEMENT, subject);
    return send(propose, WhenOvertaken.repeat(Dispatch.MANY)).orThrow();
  }

  /// Reveals a bid, between the deadline of its call and the end of the reveal. Nobody sees it
  /// before the steward publishes all bids of the call.
  ///
  /// @param bid the bid as it was kept
  /// @return what the node has recorded
  /// @throws RefusedException if the node declines it: too early, too late, or not what was bid
  public JsonObject reveal(SealedBid bid) {
    AgentCard card =
        state()
            .said()
            .flatMap(talk -> talk.participant(sending.voice().agent()))
            .flatMap(Participant::card)
            .orElseGet(sending::card);
    return wire.reveal(sending.voice().reveal(bid, id(), card));
  }

  /// Asks a person, or a higher agent, whether this agent may say something, and shows whoever
  /// decides what exactly. A refusal, also by time, forbids exactly that; an approval allows
  /// exactly that.
  ///
  /// @param reason why, for people
  /// @param planned what is to be said
  /// @return the ESCALATE at its place
  /// @throws RefusedException if the node declines it: `budget_exceeded` if it asks too often
  public Received escalate(String reason, Utterance planned) {
    return escalate(Say.escalate(reason, planned), planned);
  }

  /// The same with an ESCALATE of one's own words: to somebody in particular, with a deadline.
  ///
  /// @param ask from [Say#escalate(String, Utterance)] of what is planned
  /// @param planned what is to be said
  /// @return the ESCALATE at its place
  /// @throws RefusedException if the node declines it
  public Received escalate(Utterance ask, Utterance planned) {
    String id = ask.id().orElseThrow();
    Received said = send(ask, WhenOvertaken.repeat(Dispatch.MANY)).orThrow();
    wire.show(id, planned.body());
    return said;
  }

  /// Decides an escalation as the authority that was asked; shows this agent's card before, if it
  /// has said nothing yet.
  ///
  /// @param escalationId which
  /// @param decision what happens to the session
  /// @param approval what happens to the thing asked about
  /// @param bodyHash the hash of exactly the body that is decided about; required to approve a
  ///   planned message
  /// @return the message at its place
  /// @throws RefusedException if the node declines it: for another, too late, for other content
  public Received decide(
      String escalationId,
      Inform.Decision decision,
      Inform.Approval approval,
      Optional<Hash> bodyHash) {
    boolean silent =
        state()
            .said()
            .flatMap(talk -> talk.participant(sending.voice().agent()))
            .flatMap(Participant::card)
            .isEmpty();
    if (silent) {
      showCard();
    }
    JsonObject.Builder said =
        JsonObject.builder()
            .put("escalationId", escalationId)
            .put("decision", decision.wire())
            .put("approve", approval == Inform.Approval.APPROVED);
    bodyHash.ifPresent(hash -> said.put("bodyHash", hash.text()));
    return send(
            Say.inform("escalation-resolution", said.build()), WhenOvertaken.repeat(Dispatch.MANY))
        .orThrow();
  }

  /// The ratings of the session as the node shows them: this agent's own, and all once they are
  /// revealed. A transcript fetched then has them for everybody to check.
  ///
  /// @return `{sessionId, closesAt, peers, revealedAt, ratings}`
  /// @throws RefusedException if the node declines
  public JsonObject ratings() {
    return wire.ratings();
  }

  /// Stops following; the session itself goes on.
  @Override
  public void close() {
    following.close();
  }
}

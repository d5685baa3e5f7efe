package dev.parley.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.Draft;
import dev.parley.core.chain.EnvelopeVerifier;
import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Cards;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.Effect;
import dev.parley.core.session.Expiries;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionMachine;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import dev.parley.core.session.Step;
import dev.parley.core.session.Talk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A session in a test: signs with real keys, verifies, applies with the real machine and moves a
/// virtual time. The same calls give the same bytes each time. Not thread-safe.
public final class Conversation {
  /// When every conversation begins.
  public static final Instant START = Instant.parse("2026-09-01T12:00:00.000Z");

  /// The score of everybody but the steward, unless a test says otherwise.
  public static final double SCORE = 20;

  private static final Verifier VERIFIER = CryptoProviders.verifying().verifier();
  private static final EnvelopeVerifier ENVELOPES = new EnvelopeVerifier(VERIFIER);

  private final SessionMachine machine;
  private final SessionId session;
  private final Map<Hash, AgentCard> cards;
  private final List<Delivered> accepted;
  private final Speaker steward;
  private SessionState state = SessionState.start();
  private Instant now = START;
  private int messages;

  /// An accepted message.
  ///
  /// @param envelope the whole envelope
  /// @param card the card with which it was verified
  /// @param acceptedAt when it was accepted
  /// @param after the state after it
  /// @param effects what the outside should know
  public record Delivered(
      JsonObject envelope,
      AgentCard card,
      Instant acceptedAt,
      SessionState after,
      List<Effect> effects) {}

  private Conversation(
      SessionMachine machine,
      SessionId session,
      Speaker steward,
      Map<Hash, AgentCard> cards,
      List<Delivered> accepted) {
    this.machine = machine;
    this.session = session;
    this.steward = steward;
    this.cards = cards;
    this.accepted = accepted;
  }

  /// A conversation in which nothing was said yet.
  ///
  /// @param steward who keeps it
  /// @param clock what the node's clock is
  /// @return the conversation
  public static Conversation with(Speaker steward, ClockKind clock) {
    return new Conversation(
        new SessionMachine(clock),
        new SessionId(uuid7(START, 0)),
        steward,
        new HashMap<>(),
        new ArrayList<>());
  }

  /// A copy that goes its own way from here.
  ///
  /// @return another conversation with the same past
  public Conversation fork() {
    Conversation copy =
        new Conversation(
            machine, session, steward, new HashMap<>(cards), new ArrayList<>(accepted));
    copy.state = state;
    copy.now = now;
    copy.messages = messages;
    return copy;
  }

  /// A copy that goes its own way from an earlier point on.
  ///
  /// @param position how many messages of the past it keeps, at least one
  /// @return another conversation
  public Conversation before(int position) {
    Conversation copy = fork();
    copy.accepted.subList(position, copy.accepted.size()).clear();
    copy.state = copy.accepted.getLast().after();
    copy.now = copy.accepted.getLast().acceptedAt();
    return copy;
  }

  /// The state now.
  ///
  /// @return never null
  public SessionState state() {
    return state;
  }

  /// What was said so far.
  ///
  /// @return the talk; there has to be one
  public Talk talk() {
    return state.said().orElseThrow();
  }

  /// The time now.
  ///
  /// @return whole milliseconds
  public Instant now() {
    return now;
  }

  /// All messages that were accepted.
  ///
  /// @return in their order
  public List<Delivered> accepted() {
    return List.copyOf(accepted);
  }

  /// The cards that were used or made known.
  ///
  /// @return what the fold needs
  public Cards cards() {
    return hash -> Optional.ofNullable(cards.get(hash));
  }

  /// Makes a card known before anybody uses it.
  ///
  /// @param speaker whose present card
  /// @return this conversation
  public Conversation knows(Speaker speaker) {
    cards.put(speaker.card().hash(), speaker.card());
    return this;
  }

  /// Moves the time; nothing is recorded.
  ///
  /// @param by how far
  /// @return this conversation
  public Conversation later(Duration by) {
    now = now.plus(by);
    return this;
  }

  /// Moves the time, and the steward records what becomes due, each at its time.
  ///
  /// @param by how far
  /// @return this conversation
  public Conversation passes(Duration by) {
    Instant end = now.plus(by);
    while (!state.timers().isEmpty() && !state.timers().getFirst().due().isAfter(end)) {
      Instant due = state.timers().getFirst().due();
      now = due.isAfter(now) ? due : now;
      records();
    }
    now = end;
    return this;
  }

  /// The steward records the timer that is due.
  ///
  /// @return this conversation
  public Conversation records() {
    JsonObject body = Expiries.due(state, now).orElseThrow();
    Step step = says(steward, Words.of(Performative.INFORM, body)).send();
    assertThat(outcome(step)).as("the record of %s", body).startsWith("moved");
    return this;
  }

  /// Prepares a message.
  ///
  /// @param speaker who says it
  /// @param words what it says
  /// @return the message at its right place, not yet sent
  public Saying says(Speaker speaker, Words words) {
    return new Saying(speaker, words);
  }

  /// A message at its place. What a test does not set is right.
  public final class Saying {
    private final Speaker speaker;
    private final Words words;
    private String version;
    private SessionId to = session;
    private long sequence;
    private Instant timestamp = now;
    private Instant at = now;
    private double score;
    private Hash previous;
    private Optional<AgentUri> recipient = Optional.empty();

    private Saying(Speaker speaker, Words words) {
      this.speaker = speaker;
      this.words = words;
      Optional<Talk> talk = state.said();
      Optional<Participant> past = talk.flatMap(t -> t.participant(speaker.uri()));
      version = talk.map(t -> t.opening().version()).orElse(Envelope.VERSION);
      sequence = past.map(Participant::nextSequence).orElse(0L);
      previous = talk.map(t -> t.head().hash()).orElse(Hash.ZERO);
      score = speaker.uri().equals(steward.uri()) ? SessionMachine.STEWARD_SCORE : SCORE;
    }

    /// Names who is expected to act.
    ///
    /// @param agent who
    /// @return this message
    public Saying to(AgentUri agent) {
      recipient = Optional.of(agent);
      return this;
    }

    /// Names who is expected to act.
    ///
    /// @param agent who
    /// @return this message
    public Saying to(Speaker agent) {
      return to(agent.uri());
    }

    /// Sets another version label.
    ///
    /// @param label the version
    /// @return this message
    public Saying version(String label) {
      version = label;
      return this;
    }

    /// Puts it into another session.
    ///
    /// @param other the session
    /// @return this message
    public Saying inSession(SessionId other) {
      to = other;
      return this;
    }

    /// Sets another sequence number.
    ///
    /// @param number the number
    /// @return this message
    public Saying sequence(long number) {
      sequence = number;
      return this;
    }

    /// Puts it after another message.
    ///
    /// @param hash the hash before it
    /// @return this message
    public Saying following(Hash hash) {
      previous = hash;
      return this;
    }

    /// Sets another time of the sender's clock.
    ///
    /// @param time the timestamp
    /// @return this message
    public Saying stamped(Instant time) {
      timestamp = time;
      return this;
    }

    /// Sets another time of acceptance.
    ///
    /// @param time the node's time
    /// @return this message
    public Saying acceptedAt(Instant time) {
      at = time;
      return this;
    }

    /// Declares another score.
    ///
    /// @param declared the score
    /// @return this message
    public Saying score(double declared) {
      score = declared;
      return this;
    }

    /// Signs it.
    ///
    /// @return the whole envelope
    public JsonObject signed() {
      messages++;
      return new Draft(
              version,
              new MessageId(uuid7(timestamp, messages)),
              to,
              sequence,
              timestamp,
              speaker.uri(),
              speaker.card().orgId(),
              score,
              recipient,
              words.performative(),
              words.body(),
              words.constraints(),
              previous)
          .sign(speaker.signer(), speaker.proofSigner());
    }

    /// Sends it: signed, read, verified and applied.
    ///
    /// @return what came of it
    public Step send() {
      cards.put(speaker.card().hash(), speaker.card());
      JsonObject envelope = signed();
      Step step =
          switch (Envelope.decode(envelope).then(e -> ENVELOPES.verify(e, speaker.card()))) {
            case Decoded.Refused<VerifiedEnvelope>(Refusal refusal) -> new Step.Refused(refusal);
            case Decoded.Valid<VerifiedEnvelope>(VerifiedEnvelope verified) ->
                machine.apply(state, verified, at, cards());
          };
      if (step instanceof Step.Moved(SessionState next, List<Effect> effects)) {
        state = next;
        accepted.add(new Delivered(envelope, speaker.card(), at, next, effects));
      }
      return step;
    }

    /// Sends it and expects that it is accepted.
    ///
    /// @param expected the state after it
    /// @return the conversation
    public Conversation expectMoved(StateName expected) {
      assertThat(outcome(send())).as("%s", words).isEqualTo("moved to " + expected);
      return Conversation.this;
    }

    /// Sends it and expects that it is refused and changes nothing.
    ///
    /// @param expected the code
    /// @return the conversation
    public Conversation expectRefused(ErrorCode expected) {
      SessionState before = state;
      assertThat(outcome(send())).as("%s", words).startsWith("refused, " + expected + ": ");
      assertThat(state).as("a refused message changes nothing").isEqualTo(before);
      return Conversation.this;
    }
  }

  /// An outcome in a few words.
  ///
  /// @param step what came of a message
  /// @return its words
  public static String outcome(Step step) {
    return switch (step) {
      case Step.Moved(SessionState next, _) -> "moved to " + next.name();
      case Step.Refused(Refusal refusal) -> "refused, " + refusal.code() + ": " + refusal.message();
    };
  }

  /// A UUID of version 7 that follows from a time and a counter.
  ///
  /// @param time whole milliseconds
  /// @param counter any number
  /// @return the UUID
  public static UUID uuid7(Instant time, long counter) {
    return new UUID(time.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | counter);
  }
}

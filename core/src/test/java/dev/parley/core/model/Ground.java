package dev.parley.core.model;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Constraints;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.session.Act;
import dev.parley.core.session.Participant;
import dev.parley.core.session.Participant.Standing;
import dev.parley.core.session.Parts;
import dev.parley.core.session.SessionMachine;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Step;
import dev.parley.core.session.Talk;
import dev.parley.core.session.Timer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The machine without what is around it: no keys, and no time that passes. What is said is taken
/// as verified, all of it at one moment, and a timer that is to expire is brought to that moment.
/// So every timer that runs can be the first. Not thread-safe.
final class Ground {
  private static final Cast.Pace PACE = Cast.Pace.PROMPT;
  private static final SignatureText UNSIGNED = new SignatureText("ed25519:" + "0".repeat(128));

  /// What is the same wherever it is said.
  private record Said(Message message, JsonObject json) {
    static Said of(Words words) {
      return new Said(
          Message.decode(words.performative(), words.body()).orThrow(),
          JsonObject.EMPTY.with("content", JsonObject.EMPTY.with("body", words.body())));
    }
  }

  private final SessionMachine machine;
  private final SessionState start;
  private final Instant now;
  private final Map<Move, Said> said = new HashMap<>();
  private long messages = 1000;

  /// A ground on which a session has come to CONVERSING, with everybody there.
  ///
  /// @param table the table that the machine goes by
  Ground(TableModule.Table table) {
    Conversation talk = Cast.conversing(PACE);
    machine = Parts.machine(table::cell);
    start = talk.state();
    now = talk.now();
  }

  SessionState start() {
    return start;
  }

  /// What the machine makes of an act; nothing where it refuses it.
  Optional<SessionState> after(SessionState state, Move move) {
    SessionState before = move.timer().equals(Move.NONE) ? state : expiring(state, move);
    Said words =
        fixed(move)
            ? said.computeIfAbsent(move, m -> Said.of(Cast.words(before, now, m, PACE)))
            : Said.of(Cast.words(before, now, move, PACE));
    Optional<SessionState> next = say(before, Cast.speaker(move.by()), words, behind(state, move));
    return move.act() == Act.ESCALATE ? next.map(this::introduced) : next;
  }

  private static boolean fixed(Move move) {
    return move.timer().equals(Move.NONE)
        && move.act() != Act.ACCEPT_TRANSITION
        && move.act() != Act.REJECT_TRANSITION;
  }

  private static Hash behind(SessionState state, Move move) {
    Talk talk = state.said().orElseThrow();
    return move.behind().equals(Move.NONE) ? talk.head().hash() : talk.opening().invitation();
  }

  private SessionState expiring(SessionState state, Move move) {
    Optional<Timer> timer =
        state.timers().stream()
            .filter(
                t ->
                    Situation.expiry(t, World.CAST)
                        .filter(e -> e.timer().equals(move.timer()) && e.on().equals(move.on()))
                        .isPresent())
            .findFirst();
    return timer.map(t -> Parts.dueNow(state, t, now)).orElse(state);
  }

  /// Who is asked to decide shows its card at once.
  private SessionState introduced(SessionState state) {
    Speaker judge = Cast.speaker("J");
    boolean shown =
        state
            .said()
            .flatMap(talk -> talk.participant(judge.uri()))
            .filter(p -> p.standing() == Standing.INTRODUCED)
            .isPresent();
    Said words = Said.of(Words.identity(judge));
    Hash head = state.said().orElseThrow().head().hash();
    return shown ? state : say(state, judge, words, head).orElseThrow();
  }

  private Optional<SessionState> say(
      SessionState state, Speaker speaker, Said words, Hash previous) {
    Talk talk = state.said().orElseThrow();
    boolean steward = speaker.uri().equals(talk.steward());
    messages++;
    Envelope envelope =
        new Envelope(
            Envelope.VERSION,
            new MessageId(Conversation.uuid7(now, messages)),
            talk.opening().session(),
            talk.participant(speaker.uri()).map(Participant::nextSequence).orElse(0L),
            now,
            new Envelope.Sender(
                speaker.uri(),
                speaker.card().orgId(),
                steward ? SessionMachine.STEWARD_SCORE : Conversation.SCORE,
                ""),
            Optional.empty(),
            Constraints.NONE,
            words.message(),
            new Envelope.Integrity(hash(), previous, UNSIGNED),
            words.json());
    Step step =
        machine.apply(
            state,
            VerifiedEnvelope.verifiedBefore(envelope, speaker.card()),
            now,
            hash -> Optional.of(speaker.card()).filter(card -> card.hash().equals(hash)));
    return step instanceof Step.Moved(SessionState next, _) ? Optional.of(next) : Optional.empty();
  }

  /// A hash that no message had before.
  private Hash hash() {
    return new Hash("sha256:%064x".formatted(messages));
  }
}

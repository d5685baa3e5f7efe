package dev.parley.bench.parts;

import dev.parley.bench.load.FreshIds;
import dev.parley.bench.load.Principals;
import dev.parley.bench.load.Talk;
import dev.parley.bench.load.Talk.Words;
import dev.parley.bench.load.Voice;
import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import dev.parley.core.session.SessionMachine;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Step;
import dev.parley.server.sessions.Filing;
import dev.parley.server.sessions.Ready;
import dev.parley.server.store.Append;
import dev.parley.server.store.Content;
import dev.parley.server.store.StoredMessage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A whole session of the load as the node files it: each message with all its effects, from the
/// invitation with its inbox entry to the close. The store looks at no signature, so that one
/// session can be written again and again under new ids.
///
/// @param appends in order
record FiledSession(List<Append> appends) {
  /// Plays a session of two agents of its own.
  ///
  /// @param steward the node's agent
  /// @param number makes their names different from those of others
  /// @param counters how many counter-offers
  /// @param epoch the store's epoch
  static FiledSession play(Voice steward, int number, int counters, long epoch) {
    Principals principals = Principals.of("buyer/" + number, "gpu/" + number);
    Filing filing = new Filing(epoch, steward.card(), Filing.USUAL);
    SessionMachine machine = Specimen.machine();
    SessionState state = SessionState.start();
    Talk talk = new Talk();
    List<Append> appends = new ArrayList<>();
    for (Words words : principals.script(steward.uri(), counters)) {
      Voice voice = principals.voice(words.side());
      JsonObject envelope = talk.sign(voice, Specimen.SCORE, words);
      VerifiedEnvelope message =
          VerifiedEnvelope.verifiedBefore(Envelope.decode(envelope).orThrow(), voice.card());
      Instant at = now();
      if (!(machine.apply(state, message, at, principals) instanceof Step.Moved moved)) {
        throw new IllegalStateException("the machine refuses " + words);
      }
      Content canonical = Content.of(CanonicalJson.bytes(envelope));
      appends.add(
          filing.append(
              state,
              new Ready(message, canonical, Content.EMPTY),
              moved,
              at,
              List.of(),
              Optional.empty()));
      state = moved.next();
      talk.accepted(words.side(), envelope);
    }
    return new FiledSession(List.copyOf(appends));
  }

  /// One of its messages, in another session.
  static Append again(Append append, UUID session) {
    StoredMessage message = append.message();
    return new Append(
        session,
        append.epoch(),
        append.expectedHead(),
        new StoredMessage(
            message.position(),
            FreshIds.next(Instant.now()),
            message.sender(),
            message.hash(),
            now(),
            message.canonical(),
            message.received()),
        append.after(),
        append.notices(),
        append.pins(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}

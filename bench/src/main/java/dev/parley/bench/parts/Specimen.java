package dev.parley.bench.parts;

import dev.parley.bench.load.Principals;
import dev.parley.bench.load.Talk;
import dev.parley.bench.load.Talk.Words;
import dev.parley.bench.load.Voice;
import dev.parley.core.chain.EnvelopeVerifier;
import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import dev.parley.core.session.Cards;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.SessionMachine;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Step;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/// One real message in the middle of a real session: a counter-offer, with all that is needed to
/// read, verify and apply it again and again.
///
/// @param voice who says it
/// @param talk where, before it was said
/// @param words what it says
/// @param bytes the envelope as it comes over the wire
/// @param message the envelope, verified
/// @param before the session before it
/// @param at when it is accepted
/// @param cards the cards that the session uses
@SuppressWarnings("ArrayRecordComponent") // Only read.
public record Specimen(
    Voice voice,
    Talk talk,
    Words words,
    byte[] bytes,
    VerifiedEnvelope message,
    SessionState before,
    Instant at,
    Cards cards) {
  /// The score that every message of a specimen states.
  public static final double SCORE = 20;

  static final AgentUri STEWARD = new AgentUri("agent://node.localhost/node");

  static final int COUNTERS = 18;

  /// The rules that a specimen is applied by.
  ///
  /// @return the machine of a node with a real clock
  public static SessionMachine machine() {
    return new SessionMachine(ClockKind.REAL);
  }

  /// Plays a session up to its tenth counter-offer.
  ///
  /// @return the specimen
  public static Specimen counterOffer() {
    return counterOffers(1).getFirst();
  }

  /// Plays sessions of different agents up to their tenth counter-offers: no two have a key, a
  /// signature or an id in common, as in life.
  ///
  /// @param count how many
  /// @return the specimens
  public static List<Specimen> counterOffers(int count) {
    return Stream.generate(Specimen::play).limit(count).toList();
  }

  private static Specimen play() {
    Principals principals = Principals.of("procurement/alpha", "gpu/beta");
    SessionMachine machine = machine();
    EnvelopeVerifier verifier = new EnvelopeVerifier(CryptoProviders.verifying().verifier());
    Talk talk = new Talk();
    SessionState state = SessionState.start();
    List<Words> script = principals.script(STEWARD, COUNTERS);
    for (int i = 0; ; i++) {
      Words words = script.get(i);
      Voice voice = principals.voice(words.side());
      JsonObject envelope = talk.sign(voice, SCORE, words);
      VerifiedEnvelope message =
          Envelope.decode(envelope).then(e -> verifier.verify(e, voice.card())).orThrow();
      Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      if (i == script.size() / 2) {
        byte[] bytes = CanonicalJson.bytes(envelope);
        return new Specimen(voice, talk, words, bytes, message, state, at, principals);
      }
      state =
          machine.apply(state, message, at, principals) instanceof Step.Moved moved
              ? moved.next()
              : refused(words);
      talk.accepted(words.side(), envelope);
    }
  }

  private static SessionState refused(Words words) {
    throw new IllegalStateException("the machine refuses " + words);
  }
}

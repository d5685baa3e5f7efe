package dev.parley.core.play;

import static dev.parley.core.play.Invariants.require;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.chain.CanonicalEnvelope;
import dev.parley.core.chain.EnvelopeVerifier;
import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Performative;
import dev.parley.core.message.Reference;
import dev.parley.core.message.SessionId;
import dev.parley.core.message.TimerKey;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.Expiries;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionMachine;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Step;
import dev.parley.core.session.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whatever can be wrong with a message, well signed or not: it is refused with a code, or
/// harmless; it never throws.
final class Mischief {
  private static final EnvelopeVerifier ENVELOPES =
      new EnvelopeVerifier(CryptoProviders.verifying().verifier());

  private final Dice dice;
  private final Players players;
  private final SessionMachine machine;
  private final Seen seen;

  Mischief(Dice dice, Players players, ClockKind clock, Seen seen) {
    this.dice = dice;
    this.players = players;
    this.machine = new SessionMachine(clock);
    this.seen = seen;
  }

  /// Before anything was said: anything but a good invitation.
  void opening(Conversation talk, Words invitation) {
    Words words = mutated(invitation);
    decided(talk.fork(), talk.says(Players.ALPHA, words).signed(), Players.ALPHA);
    Words other = dice.of(Words.query("q"), Words.close("x"), Words.propose("p"));
    Step step = talk.says(Players.ALPHA, other).send();
    require(code(step).equals(Optional.of(ErrorCode.INVALID_TRANSITION)), "%s opens", other);
  }

  private static Optional<ErrorCode> code(Step step) {
    return step instanceof Step.Refused(Refusal refusal)
        ? Optional.of(refusal.code())
        : Optional.empty();
  }

  /// One wrong message.
  void wrong(Conversation talk, List<Option> options, Evidence evidence) {
    Optional<Option> chosen = dice.pick(options);
    if (chosen.isEmpty()) {
      return;
    }
    Option option = chosen.get();
    switch (dice.below(9)) {
      case 0, 1 -> misplaced(talk, option, evidence);
      case 2 -> nonsense(talk, option, evidence);
      case 3 -> send(talk, option.speaker(), mutated(option.words()), evidence);
      case 4 -> forged(talk, option, evidence);
      case 6 -> own(talk, evidence);
      case 7 -> again(talk, options, evidence);
      case 5 -> {
        JsonObject signed = talk.says(option.speaker(), option.words()).signed();
        decided(talk, Mutation.of(signed, dice), option.speaker());
      }
      default -> {
        JsonObject signed = talk.says(option.speaker(), option.words()).signed();
        JsonObject mutated = resigned(Mutation.of(signed, dice), option.speaker());
        decided(talk, mutated, option.speaker());
      }
    }
  }

  /// Somebody agrees with itself.
  private void own(Conversation talk, Evidence evidence) {
    List<Matter.Origin> open = talk.talk().matters().values().stream().map(Matter::origin).toList();
    Optional<Matter.Origin> origin = dice.pick(open).filter(o -> players.play(o.principal()));
    if (origin.isPresent()) {
      Speaker speaker = players.of(origin.get().principal());
      for (Matter matter : talk.talk().matters().values()) {
        if (matter.origin().principal().equals(speaker.uri())) {
          Words words = Words.accept(Reference.Kind.ANY, matter.id());
          Step step = talk.says(speaker, words).send();
          require(code(step).isPresent(), "%s agrees with itself: %s", speaker.uri(), matter);
          note(talk, talk.says(speaker, words).signed(), talk.now(), step, evidence);
        }
      }
    }
  }

  /// Everything that brings an id of its own, with one that is taken.
  private void again(Conversation talk, List<Option> options, Evidence evidence) {
    String taken = dice.pick(List.copyOf(talk.talk().matters().keySet())).orElseThrow();
    for (Option option : options) {
      Optional<String> member = ownId(option);
      if (member.isPresent() && dice.chance(30)) {
        Words words = option.words().with(member.get(), taken);
        Step step = talk.says(option.speaker(), words).send();
        require(code(step).isPresent(), "%s was used before: %s", taken, words);
        note(talk, talk.says(option.speaker(), words).signed(), talk.now(), step, evidence);
      }
    }
  }

  private static Optional<String> ownId(Option option) {
    return switch (option.words().performative()) {
      case PROPOSE, COUNTER -> Optional.of("proposalId");
      case QUERY -> Optional.of("queryId");
      case COMMIT -> Optional.of("commitmentId");
      case DELEGATE -> Optional.of("delegationId");
      case ESCALATE -> Optional.of("escalationId");
      case INFORM ->
          Optional.of("fulfillmentId").filter(id -> option.words().body().string(id).isPresent());
      case ACCEPT, REJECT, CLARIFY, WITHDRAW, OBSERVE, CLOSE -> Optional.empty();
    };
  }

  /// A message of somebody to which only its place is wrong.
  private void misplaced(Conversation talk, Option option, Evidence evidence) {
    Conversation.Saying saying = talk.says(option.speaker(), option.words());
    Participant speaker = talk.talk().participant(option.speaker().uri()).orElseThrow();
    Instant now = talk.now();
    Instant at = now;
    ErrorCode expected;
    switch (dice.below(8)) {
      case 0 -> {
        saying.sequence(speaker.nextSequence() + 1 + dice.below(3));
        expected = ErrorCode.SEQUENCE_GAP;
      }
      case 1 -> {
        saying.following(dice.chance(50) ? Hash.ZERO : talk.talk().opening().invitation());
        expected = ErrorCode.CHAIN_CONFLICT;
        if (talk.accepted().size() == 1) {
          saying.following(Hash.ZERO);
        }
      }
      case 2 -> {
        saying.version("asp/1.0");
        expected = ErrorCode.VERSION_UNSUPPORTED;
      }
      case 3 -> {
        saying.score(55);
        boolean recorded = speaker.card().isPresent() || isNode(option.speaker());
        expected = recorded ? ErrorCode.TRUST_MISMATCH : ErrorCode.UNSPECIFIED;
      }
      case 4 -> {
        saying.inSession(new SessionId(Conversation.uuid7(now, 4711)));
        expected = ErrorCode.SESSION_NOT_FOUND;
      }
      case 5 -> {
        saying.stamped(dice.chance(50) ? now.plusMillis(300_001) : now.minusMillis(300_001));
        expected = ErrorCode.STALE;
      }
      case 6 -> {
        at = talk.talk().head().acceptedAt().minusMillis(1);
        saying.acceptedAt(at).stamped(at);
        expected = ErrorCode.STALE;
      }
      default -> {
        saying = talk.says(Players.STRANGER, option.words());
        expected = ErrorCode.NOT_PARTICIPANT;
      }
    }
    if (expected != ErrorCode.UNSPECIFIED) {
      JsonObject signed = saying.signed();
      SessionState before = talk.state();
      Step step = saying.send();
      require(code(step).equals(Optional.of(expected)), "%s, but expected %s", step, expected);
      require(talk.state().equals(before), "a refused message changed the state");
      note(talk, signed, at, step, evidence);
    }
  }

  /// A message that is not what its sender signed.
  private void forged(Conversation talk, Option option, Evidence evidence) {
    Speaker speaker = option.speaker();
    JsonObject signed = talk.says(speaker, option.words()).signed();
    JsonObject sender = signed.object("sender").orElseThrow();
    ErrorCode expected;
    JsonObject forgery;
    switch (dice.below(4)) {
      case 0 -> {
        forgery = signed.with("x-note", "added");
        expected = ErrorCode.HASH_MISMATCH;
      }
      case 1 -> {
        forgery = resigned(signed, isNode(speaker) ? Players.ALPHA : Players.NODE);
        expected = ErrorCode.SIGNATURE_INVALID;
      }
      case 2 -> {
        forgery = resigned(signed.with("sender", sender.with("orgId", "org_other")), speaker);
        expected = ErrorCode.UNAUTHORIZED;
      }
      default -> {
        JsonObject other = talk.says(speaker, option.words()).signed();
        JsonObject spent = other.object("sender").orElseThrow();
        forgery = resigned(signed.with("sender", spent), speaker);
        expected = ErrorCode.DPOP_INVALID;
      }
    }
    Step step = apply(talk, forgery, speaker);
    require(code(step).equals(Optional.of(expected)), "%s, but expected %s", step, expected);
    note(talk, forgery, talk.now(), step, evidence);
  }

  private static boolean isNode(Speaker speaker) {
    return speaker.uri().equals(Players.NODE.uri());
  }

  private void note(
      Conversation talk, JsonObject signed, Instant at, Step step, Evidence evidence) {
    if (step instanceof Step.Refused(Refusal refusal)) {
      seen.refused.merge(refusal.code(), 1, Integer::sum);
      evidence.refused(talk, signed, at, refusal);
    }
  }

  /// Anybody says anything about anything, among it words that only the steward may say.
  private void nonsense(Conversation talk, Option option, Evidence evidence) {
    List<String> ids = List.copyOf(talk.talk().matters().keySet());
    String id = dice.chance(80) ? dice.pick(ids).orElse("x") : "unknown";
    Speaker speaker = dice.pick(List.copyOf(players.all())).orElseThrow();
    Words words = Nonsense.about(id, dice.chance(50) ? id : "new" + dice.bits(), talk, dice);
    send(talk, dice.chance(50) ? speaker : option.speaker(), words, evidence);
  }

  private void send(Conversation talk, Speaker speaker, Words words, Evidence evidence) {
    SessionState before = talk.state();
    Conversation.Saying saying = talk.says(speaker, words);
    JsonObject signed = saying.signed();
    Step step = saying.send();
    require(
        step instanceof Step.Moved || talk.state().equals(before),
        "a refused message changed the state: %s",
        words);
    note(talk, signed, talk.now(), step, evidence);
  }

  private Words mutated(Words words) {
    return new Words(words.performative(), Mutation.of(words.body(), dice), words.constraints());
  }

  /// Reads, verifies and applies an envelope beside the session: whatever it is, that gives a
  /// value, and the same one twice.
  private void decided(Conversation talk, JsonObject envelope, Speaker speaker) {
    seen.mutations++;
    SessionState state = talk.state();
    Step first = apply(talk, envelope, speaker);
    Step second = apply(talk, envelope, speaker);
    require(first.equals(second), "not the same twice: %s, %s", first, second);
    require(talk.state().equals(state), "changed from outside");
    code(first).ifPresent(code -> seen.refused.merge(code, 1, Integer::sum));
  }

  private Step apply(Conversation talk, JsonObject envelope, Speaker speaker) {
    return switch (Envelope.decode(envelope).then(e -> ENVELOPES.verify(e, speaker.card()))) {
      case Decoded.Refused<VerifiedEnvelope>(Refusal refusal) -> new Step.Refused(refusal);
      case Decoded.Valid<VerifiedEnvelope>(VerifiedEnvelope verified) ->
          machine.apply(talk.state(), verified, talk.now(), talk.cards());
    };
  }

  private static JsonObject resigned(JsonObject envelope, Speaker speaker) {
    if (envelope.object("integrity").isEmpty()) {
      return envelope;
    }
    Hash hash = CanonicalEnvelope.of(envelope).hash();
    byte[] signature = speaker.signer().sign(SigningPurpose.MESSAGE.input(hash));
    return envelope.with(
        "integrity",
        envelope
            .object("integrity")
            .orElseThrow()
            .with("hash", hash.text())
            .with("signature", SignatureText.ofRaw(signature).text()));
  }

  /// The steward records what is not due yet; a call without bids may be opened early.
  void earlyRecord(Conversation talk, Evidence evidence) {
    for (Timer timer : talk.state().timers().stream().limit(1).toList()) {
      Instant at = timer.due().minusMillis(1);
      boolean ahead = timer.due().isAfter(talk.now()) && !at.isBefore(talk.now());
      if (ahead && timer.key() != TimerKey.REVEAL) {
        JsonObject body = Expiries.due(talk.state(), timer.due()).orElseThrow();
        Conversation.Saying early = talk.says(Players.NODE, Words.of(Performative.INFORM, body));
        early.acceptedAt(at).stamped(at);
        JsonObject signed = early.signed();
        Step step = early.send();
        require(
            code(step).equals(Optional.of(ErrorCode.INVALID_TRANSITION)), "too early: %s", step);
        note(talk, signed, at, step, evidence);
      }
    }
  }

  /// The steward records what is due otherwise than it is, or somebody else does.
  void wrongRecords(Conversation talk, Evidence evidence) {
    JsonObject body = Expiries.due(talk.state(), talk.now()).orElseThrow();
    JsonObject data = body.object("data").orElseThrow();
    if (!body.string("informType").equals(Optional.of("reveal"))) {
      wrongly(talk, body, data);
    }
    String swapped =
        body.string("informType").orElseThrow().equals("breach") ? "timeout" : "breach";
    Words renamed = Words.of(Performative.INFORM, body.with("informType", swapped));
    Step step = talk.says(Players.NODE, renamed).send();
    require(code(step).equals(Optional.of(ErrorCode.INVALID_REFERENCE)), "recorded: %s", swapped);

    Speaker alpha = players.of(Players.ALPHA.uri());
    Conversation.Saying usurped = talk.says(alpha, Words.of(Performative.INFORM, body));
    JsonObject signed = usurped.signed();
    step = usurped.send();
    require(code(step).isPresent(), "a participant recorded %s", body);
    note(talk, signed, talk.now(), step, evidence);
  }

  /// With a member too few, a wrong one, or one too many.
  private void wrongly(Conversation talk, JsonObject body, JsonObject data) {
    String member = dice.pick(data.names()).orElseThrow();
    JsonObject other =
        switch (dice.below(3)) {
          case 0 -> data.without(member);
          case 1 -> data.with(member, JsonNull.NULL);
          default -> data.with("x", 1);
        };
    Words wrong = Words.of(Performative.INFORM, body.with("data", other));
    Step step = talk.says(Players.NODE, wrong).send();
    require(code(step).equals(Optional.of(ErrorCode.INVALID_REFERENCE)), "recorded: %s", other);
  }
}

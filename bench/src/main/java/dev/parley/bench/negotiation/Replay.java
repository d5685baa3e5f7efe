package dev.parley.bench.negotiation;

import dev.parley.bench.load.Principals;
import dev.parley.bench.load.Talk;
import dev.parley.bench.load.Talk.Words;
import dev.parley.bench.load.Voice;
import dev.parley.bench.negotiation.Dialogue.Act;
import dev.parley.bench.negotiation.Dialogue.Item;
import dev.parley.bench.negotiation.Dialogue.Line;
import dev.parley.client.negotiation.Side;
import dev.parley.core.chain.EnvelopeVerifier;
import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Performative;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.Matter;
import dev.parley.core.session.SessionMachine;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Step;
import dev.parley.core.transcript.TranscriptWriter;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One dialogue as a session: each line a message that is signed, verified and judged by the
/// session's rules. For one dialogue, on one thread.
final class Replay {
  private static final double SCORE = 20;

  private final SessionMachine machine = new SessionMachine(ClockKind.REAL);
  private final EnvelopeVerifier verifier =
      new EnvelopeVerifier(CryptoProviders.verifying().verifier());
  private final Voice node;
  private final Principals people;
  private final Talk talk = new Talk();
  private final TranscriptWriter writer;
  private final ByteArrayOutputStream transcript = new ByteArrayOutputStream();
  private SessionState state = SessionState.start();
  private Optional<String> refusal = Optional.empty();
  private String standing = "";
  private Hash standingHash = Hash.ZERO;

  Replay(Voice node, Principals people) {
    this.node = node;
    this.people = people;
    this.writer = new TranscriptWriter(talk.id(), node.uri());
    transcript.writeBytes(writer.header(ClockKind.REAL));
    transcript.writeBytes(
        writer.cards(List.of(node.card(), people.alpha().card(), people.beta().card())));
  }

  /// Says all lines, and closes once a deal is made.
  ///
  /// @return why a line was refused; nothing if all were taken
  Optional<String> run(Dialogue dialogue) {
    introduction().forEach(this::say);
    if (refusal.isPresent()) {
      return Optional.of("introduction: " + refusal.get());
    }
    int count = 0;
    for (Line line : dialogue.lines()) {
      count++;
      say(words(line, count));
      if (refusal.isPresent()) {
        return Optional.of("line " + count + ": " + refusal.get());
      }
    }
    if (accepted().isPresent()) {
      Side closing = dialogue.lines().getLast().speaker();
      say(
          new Words(
              talkSide(closing), Performative.CLOSE, JsonObject.EMPTY.with("reason", "completed")));
    }
    return refusal;
  }

  SessionState state() {
    return state;
  }

  long messages() {
    return talk.position();
  }

  /// The transcript, with its end line if the session has ended.
  byte[] transcript() {
    if (state instanceof SessionState.Ended) {
      transcript.writeBytes(writer.end(state.name(), node.keys().signer()));
    }
    return transcript.toByteArray();
  }

  /// What each side gets by the one proposal that the fold says was accepted.
  Optional<Map<Side, Map<Item, Integer>>> accepted() {
    return state.said().stream()
        .flatMap(said -> said.matters().values().stream())
        .flatMap(
            matter ->
                matter instanceof Matter.Proposal proposal
                        && proposal.kind() == Matter.Proposal.Kind.TALK
                        && proposal.status() == Matter.Proposal.Status.ACCEPTED
                    ? Stream.of(proposal.terms())
                    : Stream.empty())
        .findFirst()
        .map(
            terms -> {
              Map<Side, Map<Item, Integer>> out = new EnumMap<>(Side.class);
              out.put(Side.FIRST, share(terms, "first"));
              out.put(Side.SECOND, share(terms, "second"));
              return out;
            });
  }

  private static Map<Item, Integer> share(JsonObject terms, String side) {
    JsonObject json = terms.object(side).orElse(JsonObject.EMPTY);
    Map<Item, Integer> out = new EnumMap<>(Item.class);
    for (Item item : Item.values()) {
      out.put(item, (int) json.integer(item.word()).orElse(0));
    }
    return out;
  }

  private static JsonObject json(Map<Item, Integer> share) {
    JsonObject.Builder out = JsonObject.builder();
    share.forEach((item, count) -> out.put(item.word(), count));
    return out.build();
  }

  private static Talk.Side talkSide(Side side) {
    return side == Side.FIRST ? Talk.Side.ALPHA : Talk.Side.BETA;
  }

  private List<Words> introduction() {
    JsonObject invitee = JsonObject.EMPTY.with("agentId", people.beta().uri().text());
    JsonObject terms =
        JsonObject.EMPTY
            .with("node", node.uri().text())
            .with("invitees", JsonArray.of(List.of(invitee)));
    JsonObject invitation =
        JsonObject.builder()
            .put("proposalId", "invitation")
            .put("type", "session-invitation")
            .put("subject", "camping supplies")
            .put("terms", terms)
            .build();
    return List.of(
        new Words(Talk.Side.ALPHA, Performative.PROPOSE, invitation),
        new Words(
            Talk.Side.BETA, Performative.ACCEPT, JsonObject.EMPTY.with("proposalId", "invitation")),
        identity(Talk.Side.ALPHA),
        identity(Talk.Side.BETA));
  }

  private Words identity(Talk.Side side) {
    Voice voice = people.voice(side);
    JsonObject card =
        JsonObject.EMPTY
            .with("cardHash", voice.card().hash().text())
            .with("cardVersion", voice.card().version());
    return new Words(
        side,
        Performative.INFORM,
        JsonObject.EMPTY.with("informType", "identity").with("data", card));
  }

  private Words words(Line line, int number) {
    Talk.Side side = talkSide(line.speaker());
    JsonObject answer = JsonObject.EMPTY.with("proposalId", standing);
    return switch (line.act()) {
      case Act.Utterance(String text) ->
          new Words(
              side,
              Performative.INFORM,
              JsonObject.EMPTY
                  .with("informType", "utterance")
                  .with("data", JsonObject.EMPTY.with("text", text)));
      case Act.Submit(Map<Item, Integer> first, Map<Item, Integer> second) -> {
        standing = "deal-" + number;
        yield new Words(
            side,
            Performative.PROPOSE,
            JsonObject.builder()
                .put("proposalId", standing)
                .put("type", "resource-allocation")
                .put("subject", "camping supplies")
                .put(
                    "terms",
                    JsonObject.EMPTY.with("first", json(first)).with("second", json(second)))
                .build());
      }
      case Act.Accept() ->
          new Words(side, Performative.ACCEPT, answer.with("acceptedHash", standingHash.text()));
      case Act.Reject() ->
          new Words(
              side,
              Performative.REJECT,
              answer.with("code", "unspecified").with("reason", "Reject-Deal"));
      case Act.WalkAway() ->
          new Words(side, Performative.CLOSE, JsonObject.EMPTY.with("reason", "no-agreement"));
    };
  }

  private void say(Words words) {
    if (refusal.isPresent()) {
      return;
    }
    Voice voice = people.voice(words.side());
    JsonObject json = talk.sign(voice, SCORE, words);
    Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Decoded<Envelope> envelope = Envelope.decode(json);
    Decoded<VerifiedEnvelope> verified = envelope.then(read -> verifier.verify(read, voice.card()));
    switch (verified) {
      case Decoded.Refused<VerifiedEnvelope>(var why) ->
          refusal = Optional.of(why.code().wire() + ": " + why.message());
      case Decoded.Valid<VerifiedEnvelope>(VerifiedEnvelope sound) -> {
        switch (machine.apply(state, sound, at, people)) {
          case Step.Refused(var why) ->
              refusal = Optional.of(why.code().wire() + ": " + why.message());
          case Step.Moved(SessionState after, _) -> {
            state = after;
            transcript.writeBytes(
                writer.message(talk.position(), at, Talk.hash(json), CanonicalJson.bytes(json)));
            talk.accepted(words.side(), json);
            if (words.performative() == Performative.PROPOSE) {
              standingHash = talk.head();
            }
          }
        }
      }
    }
  }
}

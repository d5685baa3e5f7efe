package dev.parley.core.transcript;

import static dev.parley.core.message.Reference.Kind.COMMITMENT;
import static dev.parley.core.message.Reference.Kind.FULFILLMENT;
import static dev.parley.core.message.Reference.Kind.PROPOSAL;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.CanonicalEnvelope;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.JcaVerifier;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.StateName;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A whole conversation as a transcript file, and the reading of such a file line by line.
final class Recorded {
  static final Speaker NODE = Speaker.named("agent://node.example/node");
  static final Speaker ALPHA = Speaker.named("agent://acme.example/alpha");
  static final Speaker BETA = Speaker.named("agent://cloud.example/beta");
  static final Verifier VERIFIER = JcaVerifier.with(CryptoProviders.verifying().jca());

  private static final Instant DEADLINE = Conversation.START.plus(Duration.ofMinutes(30));

  private Recorded() {}

  /// From the invitation to CONVERSING.
  static Conversation begun() {
    return Conversation.with(NODE, ClockKind.REAL)
        .says(ALPHA, Words.invitation(JsonObject.EMPTY.with("node", NODE.uri().text())))
        .to(BETA)
        .expectMoved(StateName.INVITED)
        .says(BETA, Words.accept(PROPOSAL, "invitation"))
        .expectMoved(StateName.INVITED)
        .says(BETA, Words.identity(BETA))
        .expectMoved(StateName.INVITED)
        .says(ALPHA, Words.identity(ALPHA))
        .expectMoved(StateName.INTRODUCED)
        .says(ALPHA, Words.propose("p1"))
        .expectMoved(StateName.CONVERSING);
  }

  /// From the invitation to CLOSED, with a rotation of keys on the way.
  static Conversation deal() {
    Speaker renewed = BETA.rotated();
    return begun()
        .knows(renewed)
        .says(BETA, Words.counter("p2", "p1"))
        .expectMoved(StateName.CONVERSING)
        .says(BETA, Words.identity(renewed))
        .expectMoved(StateName.CONVERSING)
        .says(ALPHA, Words.accept(PROPOSAL, "p2"))
        .expectMoved(StateName.CONVERSING)
        .says(ALPHA, Words.commit("c1", BETA.uri(), DEADLINE))
        .expectMoved(StateName.AGREEING)
        .says(renewed, Words.accept(COMMITMENT, "c1"))
        .expectMoved(StateName.EXECUTING)
        .says(renewed, Words.fulfillment("f1", "c1"))
        .expectMoved(StateName.EXECUTING)
        .says(ALPHA, Words.accept(FULFILLMENT, "f1"))
        .expectMoved(StateName.EXECUTING)
        .says(ALPHA, Words.close("completed"))
        .expectMoved(StateName.CLOSED);
  }

  static List<AgentCard> cards() {
    return List.of(NODE.card(), BETA.rotated().card(), ALPHA.card(), BETA.card());
  }

  /// The file without its end line.
  static byte[] openFile(Conversation talk, TranscriptWriter writer, List<AgentCard> cards) {
    return openFile(talk, writer, cards, ClockKind.REAL);
  }

  private static byte[] openFile(
      Conversation talk, TranscriptWriter writer, List<AgentCard> cards, ClockKind clock) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(writer.header(clock));
    out.writeBytes(writer.cards(cards));
    long position = 0;
    for (Conversation.Delivered each : talk.accepted()) {
      byte[] canonical = CanonicalJson.bytes(each.envelope());
      out.writeBytes(
          writer.message(
              position,
              each.acceptedAt(),
              CanonicalEnvelope.of(each.envelope()).hash(),
              canonical));
      position++;
    }
    return out.toByteArray();
  }

  static TranscriptWriter writer(Conversation talk) {
    return new TranscriptWriter(talk.talk().opening().session(), NODE.uri());
  }

  /// The whole file of a conversation that ended.
  static byte[] file(Conversation talk) {
    return file(talk, cards());
  }

  /// The whole file of a conversation that ended, with these cards.
  static byte[] file(Conversation talk, List<AgentCard> cards) {
    return file(talk, cards, ClockKind.REAL);
  }

  /// The whole file of a conversation that ended, kept by a node with this clock.
  static byte[] file(Conversation talk, List<AgentCard> cards, ClockKind clock) {
    TranscriptWriter writer = writer(talk);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(openFile(talk, writer, cards, clock));
    out.writeBytes(writer.end(talk.state().name(), NODE.signer()));
    return out.toByteArray();
  }

  static List<byte[]> lines(byte[] file) {
    List<byte[]> out = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < file.length; i++) {
      if (file[i] == '\n') {
        out.add(Arrays.copyOfRange(file, from, i));
        from = i + 1;
      }
    }
    return out;
  }

  /// Replays lines up to the first finding.
  static Reading read(List<byte[]> lines) {
    TranscriptReplay replay = new TranscriptReplay(VERIFIER);
    for (byte[] line : lines) {
      Optional<Finding> finding = replay.take(replay.check(line));
      if (finding.isPresent()) {
        return new Reading(replay, finding);
      }
    }
    return new Reading(replay, Optional.empty());
  }

  /// What came of a reading.
  record Reading(TranscriptReplay replay, Optional<Finding> finding) {
    boolean whole() {
      return finding.isEmpty() && replay.ended().isPresent();
    }
  }
}

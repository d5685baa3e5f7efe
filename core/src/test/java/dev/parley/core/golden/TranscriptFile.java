package dev.parley.core.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.CanonicalEnvelope;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.StateName;
import dev.parley.core.transcript.TranscriptWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A transcript in the making, line by line, right or wrong.
final class TranscriptFile {
  private final List<String> lines = new ArrayList<>();
  private final TranscriptWriter writer;
  private long position;

  TranscriptFile(SessionId session) {
    writer = new TranscriptWriter(session, Cast.NODE.uri());
  }

  /// The whole file of a session that ended.
  static List<String> of(Conversation talk, List<AgentCard> cards) {
    return open(talk, cards).end(talk.state().name(), Cast.NODE).lines();
  }

  /// The file without its end line.
  static TranscriptFile open(Conversation talk, List<AgentCard> cards) {
    TranscriptFile file = new TranscriptFile(talk.talk().opening().session());
    file.header(cards);
    for (Conversation.Delivered each : talk.accepted()) {
      file.message(each.envelope(), each.acceptedAt());
    }
    return file;
  }

  /// The cards that a session used, and those that it only came to know.
  static List<AgentCard> cards(Conversation talk, Speaker... others) {
    Stream<AgentCard> used = talk.accepted().stream().map(Conversation.Delivered::card);
    Stream<AgentCard> more = Stream.of(others).map(Speaker::card);
    return Stream.concat(Stream.concat(used, more), Stream.of(Cast.NODE.card()))
        .distinct()
        .toList();
  }

  TranscriptFile header(List<AgentCard> cards) {
    add(writer.header(ClockKind.REAL));
    add(writer.cards(cards));
    return this;
  }

  TranscriptFile message(JsonObject envelope, Instant acceptedAt) {
    byte[] canonical = CanonicalJson.bytes(envelope);
    add(writer.message(position, acceptedAt, CanonicalEnvelope.of(envelope).hash(), canonical));
    position++;
    return this;
  }

  TranscriptFile end(StateName state, Speaker signer) {
    add(writer.end(state, signer.signer()));
    return this;
  }

  private void add(byte[] written) {
    new String(written, UTF_8).lines().forEach(lines::add);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}

package dev.parley.core.play;

import static dev.parley.core.play.Invariants.require;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.core.Conversation;
import dev.parley.core.chain.CanonicalEnvelope;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.session.ClockKind;
import dev.parley.core.transcript.Finding;
import dev.parley.core.transcript.TranscriptReplay;
import dev.parley.core.transcript.TranscriptWriter;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The records of a session as bytes: whoever folds them anew comes to the same state after each,
/// and refuses what was refused.
final class Evidence {
  private static final Verifier VERIFIER = CryptoProviders.verifying().verifier();
  private static final int MOST_REFUSED = 5;

  private final ClockKind clock;
  private final Players players;
  private final List<Declined> declined = new ArrayList<>();

  /// A message that was refused at a place.
  private record Declined(int position, JsonObject envelope, Instant at, Refusal refusal) {}

  Evidence(ClockKind clock, Players players) {
    this.clock = clock;
    this.players = players;
  }

  /// Keeps some of what was refused.
  void refused(Conversation talk, Option option, Refusal refusal) {
    if (declined.size() < MOST_REFUSED && !talk.accepted().isEmpty()) {
      Conversation.Saying again = talk.says(option.speaker(), option.words());
      option.to().ifPresent(again::to);
      refused(talk, again.signed(), talk.now(), refusal);
    }
  }

  void refused(Conversation talk, JsonObject envelope, Instant at, Refusal refusal) {
    if (declined.size() < MOST_REFUSED && !talk.accepted().isEmpty()) {
      declined.add(new Declined(talk.accepted().size(), envelope, at, refusal));
    }
  }

  void replays(Conversation talk) {
    List<TranscriptReplay.Checked> frame = new ArrayList<>();
    TranscriptReplay replay = new TranscriptReplay(VERIFIER);
    TranscriptWriter writer =
        new TranscriptWriter(talk.talk().opening().session(), Players.NODE.uri());
    List<byte[]> head = new ArrayList<>(lines(writer.header(clock)));
    head.addAll(lines(writer.cards(players.cards())));
    for (byte[] line : head) {
      TranscriptReplay.Checked checked = replay.check(line);
      frame.add(checked);
      none(replay.take(checked));
    }
    List<TranscriptReplay.Checked> messages = new ArrayList<>();
    for (Conversation.Delivered each : talk.accepted()) {
      byte[] canonical = CanonicalJson.bytes(each.envelope());
      byte[] line =
          writer.message(
              messages.size(),
              each.acceptedAt(),
              CanonicalEnvelope.of(each.envelope()).hash(),
              canonical);
      TranscriptReplay.Checked checked = replay.check(lines(line).getFirst());
      none(replay.take(checked));
      messages.add(checked);
      require(
          replay.state().equals(each.after()),
          "another state at %s:\n%s\n%s",
          messages.size() - 1,
          replay.state(),
          each.after());
    }
    for (Declined each : declined) {
      refusesAgain(frame, messages, each);
    }
  }

  private static void none(Optional<Finding> finding) {
    require(finding.isEmpty(), "a replay finds: %s", finding);
  }

  private static void refusesAgain(
      List<TranscriptReplay.Checked> frame,
      List<TranscriptReplay.Checked> messages,
      Declined each) {
    TranscriptReplay replay = new TranscriptReplay(VERIFIER);
    frame.forEach(line -> none(replay.take(line)));
    messages.subList(0, each.position()).forEach(line -> none(replay.take(line)));
    String line =
        "{\"acceptedAt\":\""
            + Timestamp.format(each.at())
            + "\",\"envelope\":"
            + each.envelope()
            + ",\"position\":"
            + each.position()
            + ",\"type\":\"message\"}";
    Optional<Finding> finding = replay.take(replay.check(line.getBytes(UTF_8)));
    require(finding.isPresent(), "a replay takes what was refused, %s: %s", each.refusal(), line);
    require(
        finding.get().refusal().code() == each.refusal().code(),
        "a replay says %s, the session said %s",
        finding.get().refusal(),
        each.refusal());
  }

  private static List<byte[]> lines(byte[] text) {
    return Arrays.stream(new String(text, UTF_8).split("\n"))
        .map(line -> line.getBytes(UTF_8))
        .toList();
  }
}

package dev.parley.bench.transcript;

import dev.parley.bench.load.Principals;
import dev.parley.bench.load.Talk;
import dev.parley.bench.load.Talk.Words;
import dev.parley.bench.load.Voice;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.StateName;
import dev.parley.core.transcript.TranscriptWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// A transcript of a session with as many counter-offers as are asked for, signed with real keys.
final class LongTranscript {
  private static final double SCORE = 20;
  private static final int WITHOUT_COUNTERS = 14;

  private LongTranscript() {}

  /// Writes one.
  ///
  /// @param file where
  /// @param messages how many, at least 14
  static void write(Path file, int messages) throws IOException {
    Voice node = Voice.of(new AgentUri("agent://node.localhost/node"), "org_node");
    Principals principals = Principals.of("procurement/alpha", "gpu/beta");
    List<Words> script = principals.script(node.uri(), messages - WITHOUT_COUNTERS);
    Talk talk = new Talk();
    TranscriptWriter writer = new TranscriptWriter(talk.id(), node.uri());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(writer.header(ClockKind.REAL));
      out.write(
          writer.cards(List.of(node.card(), principals.alpha().card(), principals.beta().card())));
      Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      for (Words words : script) {
        Voice voice = principals.voice(words.side());
        JsonObject envelope = talk.sign(voice, SCORE, words);
        out.write(
            writer.message(
                talk.position(), at, Talk.hash(envelope), CanonicalJson.bytes(envelope)));
        talk.accepted(words.side(), envelope);
      }
      out.write(writer.end(StateName.CLOSED, node.keys().signer()));
    }
  }
}

package dev.parley.cli;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.transcript.EndLine;
import dev.parley.core.transcript.TranscriptLine;
import dev.parley.core.wire.Timestamp;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `parley inspect FILE`: shows what stands in a transcript, line by line. It checks nothing but
/// the form: that is `parley verify`.
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Shows what stands in a transcript: who said what, when.",
      "It shows, it does not check: use 'parley verify' before you believe it."
    })
final class InspectCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "the transcript")
  private Path file = Path.of("");

  @Option(
      names = "--position",
      paramLabel = "N",
      description = "one message only, with its whole body")
  private Optional<Long> position = Optional.empty();

  @Mixin private OutputOptions options = new OutputOptions();

  InspectCommand() {}

  @Override
  public Integer call() {
    Output output = options.output();
    boolean found = position.isEmpty();
    // ISO 8859-1 keeps every byte as it is; the strict reader judges them.
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        TranscriptLine read = read(line, number);
        if (position.isEmpty() || isAt(read, position.get())) {
          found = true;
          show(output, read);
        }
      }
    } catch (IOException unreadable) {
      throw new CommandFailure(
          "unreadable", "cannot read " + file + ": " + unreadable.getMessage(), "check the path");
    }
    if (!found) {
      throw new CommandFailure(
          "no_such_position",
          "there is no position " + position.orElseThrow() + " in " + file,
          "positions are the numbers that 'parley inspect " + file + "' shows");
    }
    return Parley.SUCCESS;
  }

  private TranscriptLine read(String line, long number) {
    return switch (TranscriptLine.read(line.getBytes(StandardCharsets.ISO_8859_1))) {
      case Decoded.Valid<TranscriptLine>(TranscriptLine read) -> read;
      case Decoded.Refused<TranscriptLine>(Refusal refusal) ->
          throw new CommandFailure(
              refusal.code().wire(),
              file + ", line " + number + ": " + refusal.message(),
              "is it a transcript? See 'parley transcript export --help'");
    };
  }

  private void show(Output output, TranscriptLine line) {
    output.say(shown(line));
    output.json(json(line));
    if (position.isPresent() && line instanceof TranscriptLine.Message message) {
      output.say("        " + CanonicalJson.text(message.envelope().body()));
    }
  }

  private static JsonObject json(TranscriptLine line) {
    return switch (line) {
      case TranscriptLine.Header h ->
          JsonObject.EMPTY
              .with("type", "header")
              .with("sessionId", h.sessionId().toString())
              .with("node", h.node().text())
              .with("clock", h.clock().wire());
      case TranscriptLine.Card(AgentCard card) ->
          JsonObject.EMPTY.with("type", "card").with("card", card.json());
      case TranscriptLine.Message m ->
          JsonObject.EMPTY
              .with("type", "message")
              .with("position", m.position())
              .with("acceptedAt", Timestamp.format(m.acceptedAt()))
              .with("envelope", m.envelope().json());
      case TranscriptLine.Dispute d ->
          JsonObject.EMPTY
              .with("type", "dispute")
              .with("acceptedAt", Timestamp.format(d.acceptedAt()))
              .with("head", d.head().text())
              .with("dispute", d.record().json());
      case TranscriptLine.Rated r ->
          JsonObject.EMPTY
              .with("type", "rating")
              .with("acceptedAt", Timestamp.format(r.acceptedAt()))
              .with("revealedAt", Timestamp.format(r.revealedAt()))
              .with("head", r.head().text())
              .with("rating", r.rating().json());
      case TranscriptLine.End(EndLine end) -> end.json();
    };
  }

  private static boolean isAt(TranscriptLine line, long position) {
    return line instanceof TranscriptLine.Message m && m.position() == position;
  }

  private static String shown(TranscriptLine line) {
    return switch (line) {
      case TranscriptLine.Header h ->
          "session " + h.sessionId() + " at " + h.node() + ", clock " + h.clock().wire();
      case TranscriptLine.Card(AgentCard card) ->
          "card    " + card.agentId() + " version " + card.version() + "  " + card.hash();
      case TranscriptLine.Message m -> MessageLine.of(m.position(), m.acceptedAt(), m.envelope());
      case TranscriptLine.Dispute d -> DisputeLine.of(d.acceptedAt(), d.record());
      case TranscriptLine.Rated r -> RatingLine.of(r.acceptedAt(), r.rating());
      case TranscriptLine.End(EndLine end) ->
          "end     " + end.state() + " after " + end.count() + " messages, root " + end.root();
    };
  }
}

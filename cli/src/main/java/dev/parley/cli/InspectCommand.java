package dev.parley.cli;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import dev.parley.core.transcript.EndLine;
import dev.parley.core.transcript.TranscriptLine;
import dev.parley.core.wire.Timestamp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley inspect FILE`: shows what stands in a transcript, line by line. It checks nothing but
/// the form: that is `parley verify`.
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
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

  @Option(names = "--json", description = "the lines as they stand in the file")
  private boolean json;

  @Spec private CommandSpec spec;

  InspectCommand() {}

  @Override
  public Integer call() throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new ParameterException(spec.commandLine(), "cannot read " + file);
    }
    PrintWriter out = spec.commandLine().getOut();
    OptionalLong wanted = position.map(OptionalLong::of).orElse(OptionalLong.empty());
    boolean found = wanted.isEmpty();
    // ISO 8859-1 keeps every byte as it is; the strict reader judges them.
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        switch (TranscriptLine.read(line.getBytes(StandardCharsets.ISO_8859_1))) {
          case Decoded.Refused<TranscriptLine>(Refusal refusal) -> {
            out.println("line " + number + ": " + refusal.code().wire() + ": " + refusal.message());
            out.flush();
            return Parley.FAILURE;
          }
          case Decoded.Valid<TranscriptLine>(TranscriptLine read) -> {
            if (wanted.isEmpty() || isAt(read, wanted.getAsLong())) {
              found = true;
              out.println(json ? plain(line) : shown(read));
            }
            if (wanted.isPresent() && isAt(read, wanted.getAsLong()) && !json) {
              out.println(body(read));
            }
          }
        }
      }
    }
    out.flush();
    if (!found) {
      spec.commandLine()
          .getErr()
          .println("there is no position " + wanted.getAsLong() + " in " + file);
      return Parley.FAILURE;
    }
    return Parley.SUCCESS;
  }

  private static String plain(String line) {
    return new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static boolean isAt(TranscriptLine line, long position) {
    return line instanceof TranscriptLine.Message m && m.position() == position;
  }

  private static String body(TranscriptLine line) {
    return line instanceof TranscriptLine.Message m
        ? "        " + CanonicalJson.text(m.envelope().body())
        : "";
  }

  private static String shown(TranscriptLine line) {
    return switch (line) {
      case TranscriptLine.Header h ->
          "session " + h.sessionId() + " at " + h.node() + ", clock " + h.clock().wire();
      case TranscriptLine.Card(AgentCard card) ->
          "card    " + card.agentId() + " version " + card.version() + "  " + card.hash();
      case TranscriptLine.Message m -> message(m);
      case TranscriptLine.End(EndLine end) ->
          "end     " + end.state() + " after " + end.count() + " messages, root " + end.root();
    };
  }

  private static String message(TranscriptLine.Message m) {
    Envelope envelope = m.envelope();
    return String.format(
        "%7d %s  %-9s %-22s %s",
        m.position(),
        Timestamp.format(m.acceptedAt()),
        envelope.performative(),
        subject(envelope.body()),
        envelope.sender().agentId());
  }

  /// The word or the id by which a reader recognises a message.
  private static String subject(JsonObject body) {
    for (String member :
        new String[] {
          "informType", "commitmentId", "fulfillmentId", "delegationId", "escalationId",
          "proposalId", "queryId", "referenceId", "inReplyTo", "reason"
        }) {
      Optional<String> text = body.string(member);
      if (text.isPresent()) {
        return text.get();
      }
    }
    return "";
  }
}

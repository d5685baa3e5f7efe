package dev.parley.cli;

import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley transcript`: the file that proves a session.
@Command(
    name = "transcript",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    subcommands = TranscriptCommand.Export.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Fetches the file that proves what was said in a session.")
final class TranscriptCommand {

  TranscriptCommand() {}

  /// `parley transcript export`.
  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Writes the transcript of a session to a file, whole or not at all.",
        "Check it afterwards with 'parley verify FILE': the node is not believed, it is checked."
      })
  static final class Export implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "SESSION", description = "The session's id.")
    private String session = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "Where to write it.")
    private Path file = Path.of("");

    @Mixin private AgentAtNode who = new AgentAtNode();

    @Mixin private OutputOptions options = new OutputOptions();

    @Spec private CommandSpec spec;

    Export() {}

    @Override
    public Integer call() {
      SessionId id = SessionCommand.session(spec, session);
      Output output = options.output();
      long bytes;
      try (AgentAtNode.Connected at = who.connect()) {
        bytes = write(file, out -> at.agent().transcript(id, out));
      }
      output.json(
          JsonObject.builder()
              .put("sessionId", id.toString())
              .put("file", file.toString())
              .put("bytes", bytes)
              .build());
      output.say("%,d bytes written to %s".formatted(bytes, file));
      output.say("Next: ./parley verify " + file);
      return Parley.SUCCESS;
    }
  }

  /// Writes the content of a file.
  interface Content {
    void to(OutputStream out) throws IOException;
  }

  /// Writes a file beside its place and moves it there when it is whole.
  ///
  /// @return its length
  static long write(Path file, Content content) {
    Path place = file.toAbsolutePath();
    try {
      Path draft = Files.createTempFile(place.getParent(), ".parley-", ".part");
      try {
        try (OutputStream out = Files.newOutputStream(draft)) {
          content.to(out);
        }
        long bytes = Files.size(draft);
        Files.move(draft, place, StandardCopyOption.REPLACE_EXISTING);
        return bytes;
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new CommandFailure(
          "unwritable", "cannot write " + file + ": " + e, "Name a file that can be written.");
    }
  }
}

package dev.parley.cli;

import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.message.SessionId;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// `parley session`: taking part in a session by hand.
@Command(
    name = "session",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    subcommands = {
      SessionOpenCommand.class,
      SessionInboxCommand.class,
      SessionAcceptCommand.class,
      SessionSendCommand.class,
      SessionTailCommand.class,
      SessionShowCommand.class,
      SessionBidCommand.class,
      SessionRevealCommand.class,
      SessionRateCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Takes part in a session by hand. Everything that the node shows is verified before it is"
          + " printed."
    })
final class SessionCommand {

  SessionCommand() {}

  /// Reads a session's id as it was typed.
  static SessionId session(CommandSpec spec, String text) {
    return SessionId.parse(text)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "not the id of a session: " + text + " (a lower-case UUID of version 7)"));
  }

  /// Reads an object as it was typed.
  static JsonObject object(CommandSpec spec, String option, String text) {
    return switch (StrictJson.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.MESSAGE)) {
      case Parsed.Value(JsonObject object, _) -> object;
      case Parsed.Value _ ->
          throw new ParameterException(spec.commandLine(), option + " has to be a JSON object");
      case Parsed.Malformed(var fault, int offset, String detail) ->
          throw new ParameterException(
              spec.commandLine(), option + " is not JSON at byte " + offset + ": " + detail);
    };
  }
}

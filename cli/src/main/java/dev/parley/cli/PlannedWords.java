package dev.parley.cli;

import dev.parley.client.Utterance;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What somebody wants to say in a session, as it is typed.
final class PlannedWords {
  @Parameters(index = "0", paramLabel = "SESSION", description = "The session's id.")
  private String session = "";

  @Parameters(
      index = "1",
      paramLabel = "PERFORMATIVE",
      description = "One of ${COMPLETION-CANDIDATES}.")
  private Performative performative = Performative.INFORM;

  @Option(
      names = "--body",
      paramLabel = "JSON",
      defaultValue = "{}",
      description = "What it says: a JSON object, or @FILE with one, or - for standard input.")
  private String body = "{}";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  PlannedWords() {}

  /// In which session.
  SessionId session() {
    return SessionCommand.session(command, session);
  }

  /// Reads it, and makes the id that the body needs and lacks.
  ///
  /// @param to who is expected to act
  Utterance read(Optional<AgentUri> to) {
    JsonObject typed = SessionCommand.object(command, "--body", text());
    return new Utterance(performative, withId(typed), to, JsonObject.EMPTY);
  }

  private String text() {
    try {
      if (body.equals("-")) {
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
      }
      return body.startsWith("@") ? Files.readString(Path.of(body.substring(1))) : body;
    } catch (IOException e) {
      throw new ParameterException(command.commandLine(), "--body: cannot read it: " + e, e);
    }
  }

  private JsonObject withId(JsonObject object) {
    return switch (performative) {
      case PROPOSE, COUNTER -> withId(object, "proposalId");
      case COMMIT -> withId(object, "commitmentId");
      case QUERY -> withId(object, "queryId");
      case DELEGATE -> withId(object, "delegationId");
      case ESCALATE -> withId(object, "escalationId");
      case INFORM ->
          object.string("informType").equals(Optional.of("fulfillment"))
              ? withId(object, "fulfillmentId")
              : object;
      case ACCEPT, REJECT, CLARIFY, WITHDRAW, OBSERVE, CLOSE -> object;
    };
  }

  private static JsonObject withId(JsonObject object, String member) {
    String kind = member.substring(0, member.length() - 2).toLowerCase(Locale.ROOT);
    return object.has(member) ? object : object.with(member, kind + "-" + UUID.randomUUID());
  }
}

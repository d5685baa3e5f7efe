package dev.parley.cli;

import dev.parley.client.Session;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Matter;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import dev.parley.core.session.Timer;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley session show`: where a session stands.
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Shows where a session stands: state, participants, commitments, timers.",
      "It is computed here from the messages, each of them verified; the node is not asked for it."
    })
final class SessionShowCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SESSION", description = "The session's id.")
  private String session = "";

  @Mixin private AgentAtNode who = new AgentAtNode();

  @Mixin private OutputOptions options = new OutputOptions();

  @Spec private CommandSpec spec;

  SessionShowCommand() {}

  @Override
  public Integer call() {
    SessionId id = SessionCommand.session(spec, session);
    Output output = options.output();
    try (AgentAtNode.Connected at = who.connect();
        Session joined = at.agent().join(id)) {
      SessionState state = joined.state();
      output.json(json(joined, state));
      Table table = new Table(Table.Side.LEFT, Table.Side.LEFT, Table.Side.LEFT);
      table.row("session", id.toString(), "");
      table.row("state", state.name().name(), reason(state));
      table.row("phase", state.name().phase().name(), "");
      table.row("messages", String.valueOf(joined.history().size()), "");
      state.said().ifPresent(talk -> participants(table, talk));
      for (Commitment commitment : joined.commitments()) {
        table.row("commitment", commitment.id(), commitment.status().name());
        commitment
            .obligations()
            .forEach(
                owed ->
                    table.row(
                        "  obligation",
                        owed.debtor() + ": " + owed.terms().action(),
                        owed.status().name()));
      }
      state.said().ifPresent(talk -> votes(table, talk));
      for (Timer timer : state.timers()) {
        table.row("timer", timer.key().wire(), timer.due().toString());
      }
      output.say(table);
    }
    return Parley.SUCCESS;
  }

  private static String reason(SessionState state) {
    return state instanceof SessionState.Ended ended ? ended.reason() : "";
  }

  private static void participants(Table table, Talk talk) {
    talk.participants()
        .values()
        .forEach(
            participant ->
                table.row("participant", participant.agent().text(), participant.seat().name()));
  }

  private static void votes(Table table, Talk talk) {
    for (Matter matter : talk.matters().values()) {
      if (matter instanceof Matter.Vote vote) {
        table.row("vote", asked(vote) + ", transition " + vote.id(), vote.status().name());
        vote.tally()
            .electorate()
            .forEach(
                organisation ->
                    table.row(
                        "  vote of",
                        organisation,
                        vote.tally().of(organisation).map(Enum::name).orElse("silent")));
      }
    }
  }

  private static String asked(Matter.Vote vote) {
    return switch (vote.asked()) {
      case Matter.Vote.Asked.Closing(String reason) -> "to close: " + reason;
      case Matter.Vote.Asked.Admission(String delegation) -> "to admit by " + delegation;
      case Matter.Vote.Asked.Rule(String proposal, _) -> "to decide by " + proposal;
    };
  }

  private static JsonObject json(Session session, SessionState state) {
    return JsonObject.builder()
        .put("sessionId", session.id().toString())
        .put("state", state.name().name())
        .put("phase", state.name().phase().name())
        .put("reason", reason(state))
        .put("messages", session.history().size())
        .put(
            "participants",
            JsonArray.ofStrings(
                state
                    .said()
                    .map(talk -> talk.participants().keySet().stream().map(a -> a.text()).toList())
                    .orElse(List.of())))
        .put(
            "commitments",
            JsonArray.of(session.commitments().stream().<JsonValue>map(Commitment::json).toList()))
        .put("summary", session.summary().json())
        .build();
  }
}

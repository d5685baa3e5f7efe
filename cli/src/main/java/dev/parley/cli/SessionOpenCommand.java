package dev.parley.cli;

import dev.parley.client.Invite;
import dev.parley.client.Session;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionTerms.InvitedRole;
import dev.parley.core.message.SessionTerms.Invitee;
import dev.parley.core.message.SessionTerms.Presence;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `parley session open`: invites somebody to a session.
@Command(
    name = "open",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Invites an agent to a session and shows this agent's card.",
      "The other side has 30 s to accept, unless the terms say otherwise."
    })
final class SessionOpenCommand implements Callable<Integer> {

  @Option(
      names = "--with",
      required = true,
      paramLabel = "AGENT",
      description = "Whom to invite; once for each. Three and more decide together.")
  private List<String> invitees = List.of();

  @Option(
      names = "--subject",
      required = true,
      paramLabel = "TEXT",
      description = "What it is about.")
  private String subject = "";

  @Option(
      names = "--terms",
      paramLabel = "JSON",
      defaultValue = "{}",
      description =
          "The session's terms, such as {\"proposedDuration\":600000,\"timers\":{\"invitation\":120000}}.")
  private String terms = "{}";

  @Mixin private AgentAtNode who = new AgentAtNode();

  @Mixin private OutputOptions options = new OutputOptions();

  @Spec private CommandSpec spec;

  SessionOpenCommand() {}

  @Override
  public Integer call() {
    Invite invite =
        new Invite(
            invitees.stream()
                .map(
                    text ->
                        new Invitee(
                            AgentCommand.agent(spec, text),
                            InvitedRole.COUNTERPARTY,
                            Presence.REQUIRED))
                .toList(),
            subject,
            SessionCommand.object(spec, "--terms", terms));
    Output output = options.output();
    try (AgentAtNode.Connected at = who.connect();
        Session session = at.agent().open(invite)) {
      output.json(
          JsonObject.builder()
              .put("sessionId", session.id().toString())
              .put("state", session.state().name().name())
              .build());
      output.say("Session " + session.id());
      output.say("Next: ./parley session tail " + session.id() + " ...");
    }
    return Parley.SUCCESS;
  }
}

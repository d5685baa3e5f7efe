package dev.parley.cli;

import dev.parley.client.Inbox;
import dev.parley.client.Invitation;
import dev.parley.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `parley session inbox`: the invitations of an agent.
@Command(
    name = "inbox",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = "Shows the sessions that this agent was invited to, oldest first.")
final class SessionInboxCommand implements Callable<Integer> {

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "How long to wait for another one. Default: ${DEFAULT-VALUE}.")
  private int wait;

  @Mixin private AgentAtNode who = new AgentAtNode();

  @Mixin private OutputOptions options = new OutputOptions();

  SessionInboxCommand() {}

  @Override
  public Integer call() {
    Output output = options.output();
    try (AgentAtNode.Connected at = who.connect();
        Inbox inbox = at.agent().inbox()) {
      Optional<Invitation> next = inbox.next(Duration.ofSeconds(wait));
      while (next.isPresent()) {
        String session = next.get().sessionId().toString();
        output.json(
            JsonObject.builder()
                .put("sessionId", session)
                .put("invitation", next.get().json())
                .build());
        output.say(session);
        next = inbox.next(Duration.ofSeconds(wait));
      }
    }
    return Parley.SUCCESS;
  }
}

package dev.parley.cli;

import dev.parley.client.SealedBid;
import dev.parley.client.Session;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley session reveal`: reveals a bid.
@Command(
    name = "reveal",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Reveals a bid of 'parley session bid', after the deadline of its call and in time.",
      "The node publishes all bids of a call together."
    })
final class SessionRevealCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "SESSION", description = "The session's id.")
  private String session = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "What 'session bid' has kept.")
  private Path file = Path.of("");

  @Mixin private AgentAtNode who = new AgentAtNode();

  @Mixin private OutputOptions options = new OutputOptions();

  @Spec private CommandSpec spec;

  SessionRevealCommand() {}

  @Override
  public Integer call() {
    SessionId id = SessionCommand.session(spec, session);
    SealedBid bid =
        switch (SealedBid.decode(JsonFile.object(file))) {
          case Decoded.Valid<SealedBid>(SealedBid read) -> read;
          case Decoded.Refused<SealedBid>(Refusal refusal) ->
              throw new CommandFailure(
                  refusal.code().wire(),
                  file + ": " + refusal.message(),
                  "It has to be the file that 'parley session bid' has written.");
        };
    Output output = options.output();
    try (AgentAtNode.Connected at = who.connect();
        Session joined = at.agent().join(id)) {
      JsonObject kept = joined.reveal(bid);
      output.json(kept);
      output.say("The node has it; all bids are opened together.");
    }
    return Parley.SUCCESS;
  }
}

package dev.parley.cli;

import dev.parley.client.Received;
import dev.parley.client.SealedBid;
import dev.parley.client.Session;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Query;
import dev.parley.core.message.SessionId;
import dev.parley.core.wire.Timestamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley session bid`: bids in a sealed call.
@Command(
    name = "bid",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Bids in the last sealed call of a session. Others see a hash until the call is over.",
      "What the hash hides is written to a file; keep it, for it has to be revealed after the"
          + " deadline with 'parley session reveal', or the bid is void and counts against you."
    })
final class SessionBidCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SESSION", description = "The session's id.")
  private String session = "";

  @Option(
      names = "--terms",
      required = true,
      paramLabel = "JSON",
      description = "What is bid, such as {\"price\":\"90.00\",\"currency\":\"USD\"}.")
  private String terms = "{}";

  @Option(
      names = "-o",
      required = true,
      paramLabel = "FILE",
      description = "Where to keep what has to be revealed; must not exist.")
  private Path file = Path.of("");

  @Option(
      names = "--subject",
      paramLabel = "TEXT",
      defaultValue = "a bid",
      description = "For people.")
  private String subject = "";

  @Mixin private AgentAtNode who = new AgentAtNode();

  @Mixin private OutputOptions options = new OutputOptions();

  @Spec private CommandSpec spec;

  SessionBidCommand() {}

  @Override
  public Integer call() {
    SessionId id = SessionCommand.session(spec, session);
    JsonObject bid = SessionCommand.object(spec, "--terms", terms);
    if (Files.exists(file)) {
      throw new CommandFailure(
          "exists", file + " exists already", "Name another file; that one may hold another bid.");
    }
    Output output = options.output();
    try (AgentAtNode.Connected at = who.connect();
        Session joined = at.agent().join(id)) {
      Received call = call(joined);
      Query.Sealed sealed = ((Query) call.message()).sealing().orElseThrow();
      SealedBid made = SealedBid.in(call, bid);
      // First the file: a bid without it is lost.
      var _ = TranscriptCommand.write(file, out -> out.write(CanonicalJson.bytes(made.json())));
      Received sent = joined.bid(made, subject);
      output.json(sent.json());
      output.say(MessageLine.of(sent.position(), sent.acceptedAt(), sent.envelope()));
      output.say("Reveal it after " + Timestamp.format(sealed.deadline()) + ":");
      output.say("  ./parley session reveal " + id + " " + file + " ...");
    }
    return Parley.SUCCESS;
  }

  private static Received call(Session session) {
    Optional<Received> last =
        session.history().stream()
            .filter(m -> m.message() instanceof Query q && q.sealing().isPresent())
            .reduce((_, next) -> next);
    return last.orElseThrow(
        () ->
            new CommandFailure(
                "invalid_reference",
                "nobody has called for sealed bids in this session",
                "A call is QUERY cfp with sealed: true and a deadline."));
  }
}

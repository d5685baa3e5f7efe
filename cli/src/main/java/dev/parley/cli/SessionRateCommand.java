package dev.parley.cli;

import dev.parley.client.Session;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.SessionId;
import dev.parley.core.rating.Rating;
import dev.parley.core.rating.RatingWindow;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley session rate`: rates a peer after a session, or shows the ratings.
@Command(
    name = "rate",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Rates a peer of a session that has ended, once, within 24 hours of its end. Nobody else sees"
          + " it before all are in or the time is over.",
      "Without a RATING it shows what this agent may see."
    })
final class SessionRateCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "SESSION", description = "The session's id.")
  private String session = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "RATING",
      description = "1, the worst, to 5.")
  private Optional<Integer> rating = Optional.empty();

  @Option(
      names = "--of",
      paramLabel = "AGENT",
      description = "Who is rated. Can be left out where there is only one to rate.")
  private Optional<String> peer = Optional.empty();

  @Option(names = "--comment", paramLabel = "TEXT", description = "What people should read.")
  private Optional<String> comment = Optional.empty();

  @Mixin private AgentAtNode who = new AgentAtNode();

  @Mixin private OutputOptions options = new OutputOptions();

  @Spec private CommandSpec spec;

  SessionRateCommand() {}

  @Override
  public Integer call() {
    SessionId id = SessionCommand.session(spec, session);
    if (rating.filter(r -> r < Rating.WORST || r > Rating.BEST).isPresent()) {
      throw new ParameterException(spec.commandLine(), "RATING has to be 1 to 5");
    }
    Output output = options.output();
    try (AgentAtNode.Connected at = who.connect();
        Session joined = at.agent().join(id)) {
      if (rating.isPresent()) {
        AgentUri agent = rated(joined, at.agent().id());
        JsonObject accepted = joined.rate(new Rating.Peer(agent, rating.get(), comment));
        output.json(accepted);
        output.say(agent + " is rated " + rating.get() + " of " + Rating.BEST + "; sealed.");
      } else {
        show(output, joined.ratings());
      }
    }
    return Parley.SUCCESS;
  }

  private AgentUri rated(Session joined, AgentUri self) {
    if (peer.isPresent()) {
      return AgentCommand.agent(spec, peer.get());
    }
    Optional<RatingWindow> window = RatingWindow.of(joined.state());
    if (window.isEmpty()) {
      throw new CommandFailure(
          "invalid_transition",
          "the session goes on: it is " + joined.state().name(),
          "Rate it once it has ended.");
    }
    List<AgentUri> peers = window.get().peersOf(self);
    if (peers.size() != 1) {
      throw new CommandFailure(
          "invalid_reference",
          "there is not exactly one to rate, but " + peers.size(),
          "Name who with --of AGENT.");
    }
    return peers.getFirst();
  }

  private static void show(Output output, JsonObject ratings) {
    output.json(ratings);
    String revealed =
        ratings
            .string("revealedAt")
            .map(at -> "revealed at " + at)
            .or(() -> ratings.string("closesAt").map(at -> "sealed until all are in, or " + at))
            .orElse("none before the session has ended");
    output.say("Ratings: " + revealed);
    for (JsonValue each : ratings.array("ratings").orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonObject accepted) {
        Rating read = Rating.decode(accepted.object("rating").orElse(JsonObject.EMPTY)).orThrow();
        output.say("  " + read.by() + " rates " + RatingLine.words(read));
      }
    }
  }
}

package dev.parley.cli;

import dev.parley.core.dispute.DisputeAct;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `parley dispute answer`.
@Command(
    name = "answer",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Denies or concedes a complaint about this agent.",
      "Conceding ends it at once, without a bond and without an appeal."
    })
final class DisputeAnswerCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DISPUTE", description = "Which dispute.")
  private String dispute = "";

  /// One of the two.
  static final class Choice {
    @Option(names = "--deny", required = true, description = "It is not true.")
    private boolean denied;

    @Option(names = "--concede", required = true, description = "It is true.")
    private boolean conceded;

    Choice() {}

    boolean denies() {
      return denied && !conceded;
    }
  }

  @ArgGroup(multiplicity = "1")
  private Choice choice = new Choice();

  @Option(names = "--statement", paramLabel = "TEXT", description = "For people.")
  private Optional<String> statement = Optional.empty();

  @Option(names = "--evidence", paramLabel = "FILE", description = "A JSON object that shows it.")
  private Optional<Path> evidence = Optional.empty();

  @Mixin private AgentAtNode who = new AgentAtNode();
  @Mixin private OutputOptions options = new OutputOptions();

  DisputeAnswerCommand() {}

  @Override
  public Integer call() {
    DisputeAct.Answered answer =
        new DisputeAct.Answered(choice.denies(), statement, evidence.map(JsonFile::object));
    try (AgentAtNode.Connected at = who.connect()) {
      DisputeCommand.recorded(options.output(), at.agent().disputes().answer(dispute, answer));
    }
    return Parley.SUCCESS;
  }
}

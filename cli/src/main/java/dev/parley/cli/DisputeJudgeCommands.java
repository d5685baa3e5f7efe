package dev.parley.cli;

import dev.parley.core.dispute.Decision;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What judges do: members of a panel, and the operator as the last instance.
final class DisputeJudgeCommands {
  private DisputeJudgeCommands() {}

  /// What is decided.
  static final class Verdict {
    /// One of the two.
    static final class Side {
      @Option(names = "--uphold", required = true, description = "The complaint is right.")
      private boolean upheld;

      @Option(names = "--dismiss", required = true, description = "The complaint is wrong.")
      private boolean dismissed;

      Side() {}

      boolean upholds() {
        return upheld && !dismissed;
      }
    }

    @ArgGroup(multiplicity = "1")
    private Side side = new Side();

    @Option(
        names = "--severity",
        paramLabel = "1-5",
        defaultValue = "3",
        description = "How bad it was. Default: ${DEFAULT-VALUE}.")
    private int severity;

    @Option(
        names = "--share",
        paramLabel = "0-1",
        description = "How much of the escrow the victim gets. Default: all if upheld.")
    private Optional<BigDecimal> share = Optional.empty();

    @Option(names = "--grounds", paramLabel = "TEXT", description = "For people.")
    private Optional<String> grounds = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    Verdict() {}

    Decision decision() {
      BigDecimal part = share.orElse(side.upholds() ? BigDecimal.ONE : BigDecimal.ZERO);
      if (severity < 1 || severity > 5) {
        throw new ParameterException(command.commandLine(), "--severity: 1 to 5");
      }
      if (part.signum() < 0 || part.compareTo(BigDecimal.ONE) > 0 || part.scale() > 6) {
        throw new ParameterException(
            command.commandLine(), "--share: 0 to 1, in at most 6 decimal places");
      }
      if (!side.upholds() && part.signum() != 0) {
        throw new ParameterException(
            command.commandLine(), "--share: nothing where the complaint is dismissed");
      }
      return new Decision(side.upholds(), severity, part);
    }
  }

  /// `parley dispute vote`.
  @Command(
      name = "vote",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Votes as a member of the panel.",
        "The majority of the seats decides, and of its votes the median counts."
      })
  static final class Vote implements Callable<Integer> {
    @Parameters(paramLabel = "DISPUTE", description = "Which dispute.")
    private String dispute = "";

    @Mixin private Verdict verdict = new Verdict();
    @Mixin private AgentAtNode who = new AgentAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    Vote() {}

    @Override
    public Integer call() {
      Decision decision = verdict.decision();
      try (AgentAtNode.Connected at = who.connect()) {
        DisputeCommand.recorded(
            options.output(), at.agent().disputes().vote(dispute, decision, verdict.grounds));
      }
      return Parley.SUCCESS;
    }
  }

  /// `parley dispute open`.
  @Command(
      name = "open",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Lists the disputes of the node that are not final, to the operator;",
        "with a dispute, shows that one."
      })
  static final class Open implements Callable<Integer> {
    @Parameters(
        paramLabel = "DISPUTE",
        arity = "0..1",
        description = "Which dispute. Default: all.")
    private Optional<String> dispute = Optional.empty();

    @Option(
        names = "--stage",
        paramLabel = "STAGE",
        description = "Only those at this stage, such as PERSON: those that wait for a ruling.")
    private Optional<String> stage = Optional.empty();

    @Mixin private OperatorAtNode who = new OperatorAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    Open() {}

    @Override
    public Integer call() {
      Output output = options.output();
      try (OperatorAtNode.Connected at = who.connect()) {
        if (dispute.isPresent()) {
          DisputeCommand.show(output, at.operator().dispute(dispute.get()));
          return Parley.SUCCESS;
        }
        JsonObject page = at.operator().disputes(stage);
        output.json(page);
        List<JsonObject> disputes =
            page.array("disputes").orElse(JsonArray.EMPTY).values().stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
        DisputeCommand.table(output, disputes);
      }
      return Parley.SUCCESS;
    }
  }

  /// `parley dispute rule`.
  @Command(
      name = "rule",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Rules as a person: the operator, for a dispute that waits for one.",
        "It is final at once; nobody can appeal from it."
      })
  static final class Rule implements Callable<Integer> {
    @Parameters(paramLabel = "DISPUTE", description = "Which dispute.")
    private String dispute = "";

    @Mixin private Verdict verdict = new Verdict();
    @Mixin private OperatorAtNode who = new OperatorAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    Rule() {}

    @Override
    public Integer call() {
      Decision decision = verdict.decision();
      try (OperatorAtNode.Connected at = who.connect()) {
        DisputeCommand.recorded(
            options.output(), at.operator().rule(dispute, decision, verdict.grounds));
      }
      return Parley.SUCCESS;
    }
  }
}

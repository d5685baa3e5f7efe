package dev.parley.cli;

import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeReason;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley dispute file`.
@Command(
    name = "file",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = "Files a dispute about an obligation that this agent owes or is owed.")
final class DisputeFileCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "SESSION", description = "The session.")
  private String session = "";

  @Parameters(index = "1", paramLabel = "COMMITMENT", description = "The commitment.")
  private String commitment = "";

  @Option(
      names = "--obligation",
      paramLabel = "INDEX",
      defaultValue = "0",
      description = "Which of its obligations. Default: the first.")
  private int obligation;

  @Option(
      names = "--against",
      required = true,
      paramLabel = "AGENT",
      description = "Whom it is about: the one who owes, or the one who is owed.")
  private String against = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "REASON",
      description =
          "timeout-breach, non-delivery, fulfillment-mismatch, escrow-violation or"
              + " unauthorized-modification.")
  private String reason = "";

  @Option(
      names = "--severity",
      paramLabel = "1-5",
      defaultValue = "3",
      description = "How bad it was. Default: ${DEFAULT-VALUE}.")
  private int severity;

  @Option(
      names = "--share",
      paramLabel = "0-1",
      defaultValue = "1",
      description = "How much of the escrow is asked for. Default: all.")
  private BigDecimal share = BigDecimal.ONE;

  @Option(names = "--evidence", paramLabel = "FILE", description = "A JSON object that shows it.")
  private Optional<Path> evidence = Optional.empty();

  @Mixin private AgentAtNode who = new AgentAtNode();
  @Mixin private OutputOptions options = new OutputOptions();
  @Spec private CommandSpec spec;

  DisputeFileCommand() {}

  @Override
  public Integer call() {
    SessionId id =
        SessionId.parse(session).orElseThrow(() -> wrong("SESSION: not the id of a session"));
    AgentUri about =
        AgentUri.parse(against).orElseThrow(() -> wrong("--against: not the name of an agent"));
    DisputeReason why =
        Arrays.stream(DisputeReason.values())
            .filter(r -> r.wire().equals(reason))
            .findFirst()
            .orElseThrow(() -> wrong("--reason: has to be one of " + reasons()));
    if (severity < 1 || severity > 5) {
      throw wrong("--severity: 1 to 5");
    }
    if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0 || share.scale() > 6) {
      throw wrong("--share: 0 to 1, in at most 6 decimal places");
    }
    JsonObject shown = evidence.map(JsonFile::object).orElse(JsonObject.EMPTY);
    Output output = options.output();
    try (AgentAtNode.Connected at = who.connect()) {
      String dispute =
          at.agent()
              .disputes()
              .file(
                  id,
                  new DisputeAct.Filed(
                      commitment, obligation, at.agent().id(), about, why, severity, share, shown));
      output.json(JsonObject.EMPTY.with("disputeId", dispute));
      output.say("Filed: dispute " + dispute + ".");
      output.say("The other side has 24 h to answer; silence upholds it.");
    }
    return Parley.SUCCESS;
  }

  private static String reasons() {
    return Arrays.stream(DisputeReason.values())
        .map(DisputeReason::wire)
        .collect(Collectors.joining(", "));
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}

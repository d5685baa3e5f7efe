package dev.parley.cli;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonObject;
import dev.parley.core.trust.Component;
import dev.parley.core.trust.EvidenceDocument;
import dev.parley.core.trust.Reason;
import dev.parley.core.trust.Trust;
import dev.parley.core.trust.TrustProfile;
import dev.parley.core.trust.TrustScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `parley trust`: scores that nobody has to believe.
@Command(
    name = "trust",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    subcommands = TrustCommand.Recompute.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Checks trust scores.")
final class TrustCommand {

  TrustCommand() {}

  /// `parley trust recompute FILE`.
  @Command(
      name = "recompute",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Computes an agent's trust score from its evidence, with no node.",
        "The same file gives the same decimals on every machine."
      })
  static final class Recompute implements Callable<Integer> {

    @Parameters(
        paramLabel = "FILE",
        description = "The evidence (" + EvidenceDocument.FORMAT + ", JSON).")
    private Path file = Path.of("");

    @Mixin private OutputOptions options = new OutputOptions();

    Recompute() {}

    @Override
    public Integer call() {
      Output output = options.output();
      EvidenceDocument document = read();
      TrustScore score = document.score();
      SortedMap<String, TrustScore> capabilities =
          Trust.byCapability(document.standing(), document.epoch(), document.evidence());
      JsonObject.Builder each = JsonObject.builder();
      capabilities.forEach((name, one) -> each.put(name, one.json()));
      output.json(score.json().with("capabilities", each.build()));
      say(output, score, document.evidence().size());
      if (!capabilities.isEmpty()) {
        output.say();
        Table table = new Table(Table.Side.LEFT, Table.Side.RIGHT, Table.Side.RIGHT);
        table.row("capability", "T", "low");
        capabilities.forEach(
            (name, one) -> table.row(name, decimal(one.total()), decimal(one.low())));
        output.say(table);
      }
      return Parley.SUCCESS;
    }

    private EvidenceDocument read() {
      byte[] bytes;
      try {
        bytes = Files.readAllBytes(file);
      } catch (IOException unreadable) {
        throw new CommandFailure(
            "unreadable", "cannot read " + file + ": " + unreadable.getMessage(), "check the path");
      }
      return switch (EvidenceDocument.read(bytes)) {
        case Decoded.Valid<EvidenceDocument>(EvidenceDocument document) -> document;
        case Decoded.Refused<EvidenceDocument>(Refusal refusal) ->
            throw new CommandFailure(
                refusal.code().wire(),
                file + ": " + refusal.message(),
                "It has to be a document of the format "
                    + EvidenceDocument.FORMAT
                    + " and the profile "
                    + TrustProfile.VERSION
                    + ".");
      };
    }

    private static void say(Output output, TrustScore score, int pieces) {
      output.say(score.agent() + ", as of " + score.asOf());
      output.say();
      Table table = new Table(Table.Side.LEFT, Table.Side.RIGHT, Table.Side.LEFT);
      for (Component component : Component.values()) {
        table.row(
            component.name(),
            decimal(score.component(component)),
            "× 0.%02d  %s".formatted(component.weight(), component.title()));
      }
      table.row("T", decimal(score.total()), "");
      output.say(table);
      output.say();
      Table beside = new Table(Table.Side.LEFT, Table.Side.LEFT);
      beside.row("5 % bound", decimal(score.low()));
      beside.row("effective counterparties", decimal(score.effectiveCounterparties()));
      beside.row("organisations", Integer.toString(score.organisations()));
      beside.row("evidence", pieces + (pieces == 1 ? " piece" : " pieces"));
      score.window().ifPresent(w -> beside.row("from, to", w.from() + ", " + w.to()));
      score.lastBreach().ifPresent(at -> beside.row("last breach", at.toString()));
      beside.row("profile", TrustProfile.VERSION);
      output.say(beside);
      for (Reason reason : score.reasons()) {
        output.say("* " + reason.words());
      }
    }

    private static String decimal(int hundredths) {
      return String.format(Locale.ROOT, "%d.%02d", hundredths / 100, hundredths % 100);
    }
  }
}

package dev.parley.cli;

import dev.parley.client.AgentTrust;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.trust.EvidenceDocument;
import dev.parley.core.trust.SignedEvidence;
import dev.parley.core.trust.Trust;
import dev.parley.core.trust.TrustScore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley trust`: scores that nobody has to believe.
@Command(
    name = "trust",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    subcommands = {
      TrustCommand.Show.class,
      TrustCommand.EvidenceOf.class,
      TrustCommand.Recompute.class
    },
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows and checks trust scores.")
final class TrustCommand {

  TrustCommand() {}

  private static AgentUri agent(CommandSpec spec, String text) {
    return AgentUri.parse(text)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "not an agent: " + text + " (it looks like agent://acme.example/alpha)"));
  }

  private static String pieces(SignedEvidence evidence) {
    int count = evidence.document().evidence().size();
    return count + (count == 1 ? " piece" : " pieces");
  }

  /// `parley trust show AGENT`.
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Shows what a node makes of an agent today.",
        "To check it: 'parley trust evidence AGENT -o FILE', then 'parley trust recompute FILE'."
      })
  static final class Show implements Callable<Integer> {

    @Parameters(paramLabel = "AGENT", description = "The agent.")
    private String agent = "";

    @Mixin private AgentAtNode who = new AgentAtNode();

    @Mixin private OutputOptions options = new OutputOptions();

    @Spec private CommandSpec spec;

    Show() {}

    @Override
    public Integer call() {
      AgentUri about = agent(spec, agent);
      Output output = options.output();
      AgentTrust trust;
      try (AgentAtNode.Connected at = who.connect()) {
        trust = at.agent().trust(about);
      }
      output.json(trust.json());
      TrustReport.say(output, trust.json(), "");
      TrustReport.capabilities(
          output, trust.json().object("byCapability").orElse(JsonObject.EMPTY));
      return Parley.SUCCESS;
    }
  }

  /// `parley trust evidence AGENT`.
  @Command(
      name = "evidence",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Fetches all that an agent's score follows from, signed by the node.",
        "Without -o it is printed."
      })
  static final class EvidenceOf implements Callable<Integer> {

    @Parameters(paramLabel = "AGENT", description = "The agent.")
    private String agent = "";

    @Option(names = "-o", paramLabel = "FILE", description = "Where to write it.")
    private Optional<Path> file = Optional.empty();

    @Mixin private AgentAtNode who = new AgentAtNode();

    @Mixin private OutputOptions options = new OutputOptions();

    @Spec private CommandSpec spec;

    EvidenceOf() {}

    @Override
    public Integer call() {
      AgentUri about = agent(spec, agent);
      Output output = options.output();
      SignedEvidence evidence;
      try (AgentAtNode.Connected at = who.connect()) {
        evidence = at.agent().evidence(about);
      }
      if (file.isEmpty()) {
        output.json(evidence.json());
        output.say(CanonicalJson.text(evidence.json()));
        return Parley.SUCCESS;
      }
      long bytes =
          TranscriptCommand.write(
              file.get(), out -> out.write(CanonicalJson.bytes(evidence.json())));
      output.json(
          JsonObject.builder()
              .put("agentId", about.text())
              .put("file", file.get().toString())
              .put("bytes", bytes)
              .put("pieces", evidence.document().evidence().size())
              .build());
      output.say(
          "%s of evidence, %,d bytes, written to %s"
              .formatted(pieces(evidence), bytes, file.get()));
      output.say("Next: ./parley trust recompute " + file.get());
      return Parley.SUCCESS;
    }
  }

  /// `parley trust recompute FILE`.
  @Command(
      name = "recompute",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Computes an agent's trust score from its evidence, with no node.",
        "The same file gives the same decimals on every machine. Where a node has signed the file,"
            + " its signature is checked first."
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
      SignedEvidence evidence = EvidenceFile.read(file);
      EvidenceDocument document = evidence.document();
      TrustScore score = document.score();
      JsonObject.Builder each = JsonObject.builder();
      Trust.byCapability(document.standing(), document.epoch(), document.evidence())
          .forEach((name, one) -> each.put(name, one.json()));
      JsonObject capabilities = each.build();
      JsonObject json = score.json().with("capabilities", capabilities);
      output.json(
          evidence
              .seal()
              .map(seal -> json.with("signedBy", seal.card().hash().text()))
              .orElse(json));
      TrustReport.say(
          output, score.json(), pieces(evidence) + ", " + EvidenceFile.signed(evidence));
      TrustReport.capabilities(output, capabilities);
      return Parley.SUCCESS;
    }
  }
}

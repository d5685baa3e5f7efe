package dev.parley.cli;

import dev.parley.client.transcript.Pin;
import dev.parley.client.transcript.TranscriptVerifier;
import dev.parley.client.transcript.Verdict;
import dev.parley.client.transcript.Verdict.Requirement;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.JcaVerifier;
import dev.parley.core.json.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley verify FILE`: checks a transcript offline, with no node (protocol section 3, verifying).
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a transcript file: chain, hashes, signatures, proofs, cards, and that every message was"
          + " allowed. Needs no node.",
      "Exit code 0: the file holds for what --require asks. 1: it does not; the place is named."
    })
final class VerifyCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      description = "the transcript (application/asp-transcript+ndjson)")
  private Path file = Path.of("");

  @Option(
      names = "--require",
      paramLabel = "WHAT",
      description =
          "consistent, complete (default: nothing is missing at the end) or anchored (the node is the"
              + " expected one; needs --node-card)")
  private String require = "complete";

  @Option(
      names = "--node-card",
      paramLabel = "HASH",
      description = "the hash of the node's card, from a source that you trust: sha256:…")
  private Optional<String> nodeCard = Optional.empty();

  @Option(names = "--json", description = "one JSON object instead of text")
  private boolean json;

  @Spec private CommandSpec spec;

  VerifyCommand() {}

  @Override
  public Integer call() throws IOException {
    Requirement requirement = requirement();
    Pin pin = pin(requirement);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new ParameterException(spec.commandLine(), "cannot read " + file);
    }
    TranscriptVerifier verifier =
        new TranscriptVerifier(
            JcaVerifier.with(CryptoProviders.verifying().jca()),
            Runtime.getRuntime().availableProcessors());
    Verdict verdict;
    try (InputStream in = Files.newInputStream(file);
        VerifyProgress progress = VerifyProgress.of(Files.size(file))) {
      verdict = verifier.verify(in, pin, progress::at);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json
            ? CanonicalJson.text(VerdictReport.json(verdict, requirement)) + "\n"
            : VerdictReport.text(file, verdict, requirement));
    out.flush();
    return verdict.meets(requirement) ? Parley.SUCCESS : Parley.FAILURE;
  }

  private Requirement requirement() {
    for (Requirement each : Requirement.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(require)) {
        return each;
      }
    }
    throw new ParameterException(
        spec.commandLine(), "--require takes consistent, complete or anchored, not " + require);
  }

  private Pin pin(Requirement requirement) {
    if (nodeCard.isEmpty()) {
      if (requirement == Requirement.ANCHORED) {
        throw new ParameterException(
            spec.commandLine(), "--require anchored needs --node-card: the hash to compare with");
      }
      return new Pin.None();
    }
    return Hash.parse(nodeCard.get())
        .<Pin>map(Pin.CardHash::new)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "--node-card takes sha256: and 64 lower-case hex digits"));
  }
}

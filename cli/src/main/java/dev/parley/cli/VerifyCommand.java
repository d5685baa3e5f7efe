package dev.parley.cli;

import dev.parley.client.transcript.Pin;
import dev.parley.client.transcript.TranscriptVerifier;
import dev.parley.client.transcript.Verdict;
import dev.parley.client.transcript.Verdict.Requirement;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.JcaVerifier;
import dev.parley.core.json.JsonObject;
import dev.parley.core.trust.SignedEvidence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley verify FILE`: checks a transcript offline, with no node (protocol section 3, verifying).
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
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

  @Option(
      names = "--evidence",
      paramLabel = "FILE",
      description =
          "also checks that what the session says about an agent stands in its evidence, made by"
              + " 'parley trust evidence'")
  private Optional<Path> evidence = Optional.empty();

  @Mixin private OutputOptions options = new OutputOptions();

  @Spec private CommandSpec spec;

  VerifyCommand() {}

  @Override
  public Integer call() {
    Requirement requirement = requirement();
    Pin pin = pin(requirement);
    Output output = options.output();
    Optional<SignedEvidence> trust = evidence.map(EvidenceFile::read);
    Verdict verdict = verdict(pin, output);
    Optional<EvidenceCheck> check = trust.map(file -> EvidenceCheck.of(file, verdict));
    VerdictReport.say(output, file, verdict, requirement);
    check.ifPresent(c -> c.say(output));
    JsonObject json = VerdictReport.json(verdict, requirement);
    output.json(check.map(c -> json.with("evidenceCheck", c.json())).orElse(json));
    boolean stands = check.map(EvidenceCheck::holds).orElse(true);
    return verdict.meets(requirement) && stands ? Parley.SUCCESS : Parley.FAILURE;
  }

  private Verdict verdict(Pin pin, Output output) {
    TranscriptVerifier verifier =
        new TranscriptVerifier(
            JcaVerifier.with(CryptoProviders.verifying().jca()),
            Runtime.getRuntime().availableProcessors());
    try (InputStream in = Files.newInputStream(file);
        Progress progress = output.progress("verifying")) {
      long size = Files.size(file);
      return verifier.verify(
          in, pin, (bytes, messages) -> progress.at(bytes, size, messages + " messages"));
    } catch (IOException unreadable) {
      throw new CommandFailure(
          "unreadable", "cannot read " + file + ": " + unreadable.getMessage(), "check the path");
    }
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

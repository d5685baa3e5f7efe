package dev.parley.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The acts of a dispute that take no more than its id.
final class DisputeActCommands {
  private DisputeActCommands() {}

  /// `parley dispute withdraw`.
  @Command(
      name = "withdraw",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Takes this agent's complaint back, which loses it.")
  static final class Withdraw implements Callable<Integer> {
    @Parameters(paramLabel = "DISPUTE", description = "Which dispute.")
    private String dispute = "";

    @Mixin private AgentAtNode who = new AgentAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    Withdraw() {}

    @Override
    public Integer call() {
      try (AgentAtNode.Connected at = who.connect()) {
        DisputeCommand.recorded(options.output(), at.agent().disputes().withdraw(dispute));
      }
      return Parley.SUCCESS;
    }
  }

  /// `parley dispute seal`.
  @Command(
      name = "seal",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Seals this agent's number for the draw of the panel.",
        "It follows from the agent's key, so there is nothing to keep."
      })
  static final class Seal implements Callable<Integer> {
    @Parameters(paramLabel = "DISPUTE", description = "Which dispute.")
    private String dispute = "";

    @Mixin private AgentAtNode who = new AgentAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    Seal() {}

    @Override
    public Integer call() {
      try (AgentAtNode.Connected at = who.connect()) {
        DisputeCommand.recorded(options.output(), at.agent().disputes().seal(dispute));
      }
      return Parley.SUCCESS;
    }
  }

  /// `parley dispute reveal`.
  @Command(
      name = "reveal",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Reveals the number that was sealed for the draw of the panel.")
  static final class Reveal implements Callable<Integer> {
    @Parameters(paramLabel = "DISPUTE", description = "Which dispute.")
    private String dispute = "";

    @Mixin private AgentAtNode who = new AgentAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    Reveal() {}

    @Override
    public Integer call() {
      try (AgentAtNode.Connected at = who.connect()) {
        DisputeCommand.recorded(options.output(), at.agent().disputes().reveal(dispute));
      }
      return Parley.SUCCESS;
    }
  }

  /// `parley dispute forgive`.
  @Command(
      name = "forgive",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Forgives what a ruling upheld; for the victim alone.",
        "The record stays, and money goes as ruled."
      })
  static final class Forgive implements Callable<Integer> {
    @Parameters(paramLabel = "DISPUTE", description = "Which dispute.")
    private String dispute = "";

    @Mixin private AgentAtNode who = new AgentAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    Forgive() {}

    @Override
    public Integer call() {
      try (AgentAtNode.Connected at = who.connect()) {
        DisputeCommand.recorded(options.output(), at.agent().disputes().forgive(dispute));
      }
      return Parley.SUCCESS;
    }
  }

  /// `parley dispute transcript`.
  @Command(
      name = "transcript",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Fetches the transcript of the session that has to be judged.")
  static final class Transcript implements Callable<Integer> {
    @Parameters(paramLabel = "DISPUTE", description = "Which dispute.")
    private String dispute = "";

    @Option(
        names = {"-o", "--output"},
        required = true,
        paramLabel = "FILE",
        description = "Where it is written.")
    private Path file = Path.of("");

    @Mixin private AgentAtNode who = new AgentAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    Transcript() {}

    @Override
    public Integer call() {
      try (AgentAtNode.Connected at = who.connect();
          OutputStream out = Files.newOutputStream(file)) {
        at.agent().disputes().transcript(dispute, out);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file, e);
      }
      options.output().say("Written to " + file + ". Check it: parley verify " + file);
      return Parley.SUCCESS;
    }
  }
}

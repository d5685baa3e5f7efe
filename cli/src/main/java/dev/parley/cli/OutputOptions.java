package dev.parley.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options that every command has: use it as a mixin and take [#output] once.
final class OutputOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--json",
      description = "Write one JSON object a line instead of words; errors too.")
  private boolean json;

  /// Where the command writes to.
  Output output() {
    return Output.of(command, json ? Output.Shape.JSON : Output.Shape.WORDS);
  }
}

package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// What holds for the command as a whole, whatever its subcommands are.
final class ParleyTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysWhichReleaseProtocolAndJavaItIs() {
    assertThat(run("--version")).isEqualTo(Parley.SUCCESS);
    assertThat(out.toString()).contains("parley ", "protocol asp/0.1", "java " + Runtime.version());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void listsEverySubcommandInItsHelp() {
    assertThat(run("--help")).isEqualTo(Parley.SUCCESS);
    assertThat(out.toString()).contains(visible());
  }

  @Test
  void treatsNoCommandAndAnUnknownOneAsUsageErrors() {
    assertThat(run()).isEqualTo(Parley.USAGE);
    assertThat(run("negotiat")).isEqualTo(Parley.USAGE);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("Usage: parley", "negotiat");
  }

  @Test
  void completesEverySubcommand() {
    assertThat(run("completion")).isEqualTo(Parley.SUCCESS);
    assertThat(out.toString()).contains(visible());
  }

  /// What a user is meant to type; processes that the demo starts are not.
  private static List<String> visible() {
    return Parley.commandLine().getSubcommands().entrySet().stream()
        .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .toList();
  }

  private int run(String... args) {
    CommandLine line = Parley.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(args);
  }
}

package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// What holds for every command.
final class CommandTreeTest {

  /// They print what a shell or a process reads, and nothing else.
  private static final Set<String> FOR_PROGRAMS_ANYWAY = Set.of("completion", "demo-agent", "mcp");

  static List<List<String>> commands() {
    List<List<String>> found = new ArrayList<>();
    collect(Parley.commandLine(), List.of(), found);
    return found;
  }

  private static void collect(CommandLine parent, List<String> path, List<List<String>> found) {
    parent
        .getSubcommands()
        .forEach(
            (name, command) -> {
              List<String> here = new ArrayList<>(path);
              here.add(name);
              found.add(here);
              collect(command, here, found);
            });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void explainsItself(List<String> command) {
    Typed help = run(command, "--help");
    assertThat(help.code()).isEqualTo(Parley.SUCCESS);
    assertThat(help.out()).contains("Usage: parley " + String.join(" ", command), "--help");
    assertThat(help.out().lines().filter(line -> line.length() > 100)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void refusesWhatItDoesNotKnow(List<String> command) {
    Typed typed = run(command, "--no-such-option");
    assertThat(typed.code()).isEqualTo(Parley.USAGE);
    assertThat(typed.err()).isNotBlank();
    assertThat(typed.out()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void speaksToProgramsToo(List<String> command) {
    CommandLine line = Parley.commandLine();
    for (String name : command) {
      line = Objects.requireNonNull(line.getSubcommands().get(name));
    }
    boolean group = !line.getSubcommands().isEmpty();
    boolean json = line.getCommandSpec().findOption("--json") != null;
    assertThat(json).isEqualTo(!group && !FOR_PROGRAMS_ANYWAY.contains(command.getFirst()));
  }

  private static Typed run(List<String> command, String option) {
    List<String> all = new ArrayList<>(command);
    all.add(option);
    return Typed.parley(all.toArray(String[]::new));
  }
}

package dev.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// What the command does not take, it says before anything runs.
final class TrustLabCommandTest {
  private static final int WRONG_USAGE = 2;

  @ParameterizedTest
  @CsvSource({
    "--runs 0, --runs is at least 1",
    "--through-node --agents 9, --agents is 10 to 900",
    "--through-node --agents 901, --agents is 10 to 900",
    "--through-node --days 0, --days at least 1",
    "--through-node --write page.md, writes no page",
    "--through-node --runs 3, writes no page",
    "--through-node --report r.json, writes no page",
    "--size L, '--size'",
  })
  void refusesWhatItCannotRun(String arguments, String why) {
    StringWriter said = new StringWriter();
    int code =
        new CommandLine(new TrustLabCommand())
            .setErr(new PrintWriter(said, true))
            .execute(arguments.split(" ", -1));
    assertThat(code).isEqualTo(WRONG_USAGE);
    assertThat(said.toString().lines().findFirst())
        .hasValueSatisfying(line -> assertThat(line).contains(why));
  }
}

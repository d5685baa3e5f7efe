package dev.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.console.lab.LabReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// The commands of the laboratory as they are typed.
final class LabCommandsTest {
  private static final String DIALOGUE =
      """
      [{"dialogue_id": 1,
        "chat_logs": [
          {"text": "Submit-Deal", "id": "mturk_agent_1", "task_data": {
            "issue2youget": {"Water": "3", "Firewood": "1", "Food": "0"},
            "issue2theyget": {"Water": "0", "Firewood": "2", "Food": "3"}}},
          {"text": "Accept-Deal", "id": "mturk_agent_2", "task_data": {}}],
        "participant_info": {
          "mturk_agent_1": {"value2issue": {"High": "Water", "Medium": "Food", "Low": "Firewood"},
                            "outcomes": {"points_scored": 18}},
          "mturk_agent_2": {"value2issue": {"High": "Water", "Medium": "Food", "Low": "Firewood"},
                            "outcomes": {"points_scored": 18}}}}]
      """;

  private final Path folder;
  private final StringWriter errors = new StringWriter();

  LabCommandsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private int run(Callable<Integer> command, String... arguments) {
    return new CommandLine(command).setErr(new PrintWriter(errors)).execute(arguments);
  }

  @Test
  void playsOnlyWhatIsAskedFor() throws IOException {
    Path page = folder.resolve("page.md");
    int code =
        run(
            new NegotiateLabCommand(),
            "--rounds=8",
            "--domains=who-drives,inheritance-clock",
            "--strategies=linear,micro",
            "--write=" + page);
    assertThat(code).isZero();
    assertThat(Files.readString(page))
        .contains("2 domains, 2 strategies", "8 rounds: 8 sessions", "![", "page.svg")
        .doesNotContain("last-ticket", "| boulware");
    assertThat(Files.readString(folder.resolve("page.svg"))).startsWith("<svg ");
  }

  @Test
  void writesAReportForTheConsoleIntoAFolderThatIsNotThereYet() throws IOException {
    Path file = folder.resolve("lab").resolve("own.json");
    int code =
        run(
            new NegotiateLabCommand(),
            "--rounds=8",
            "--domains=who-drives",
            "--strategies=linear,micro",
            "--report=" + file);
    assertThat(code).isZero();
    LabReport report = LabReport.decode(Files.readAllBytes(file)).orThrow();
    assertThat(report.command())
        .isEqualTo(
            "./parley lab negotiate --rounds 8 --domains who-drives --strategies linear,micro");
    assertThat(report.about()).contains("2 strategies", "1 domains", "4 sessions of two");
    assertThat(file.getParent()).isDirectoryNotContaining(each -> !each.equals(file));
  }

  @Test
  void playsADomainOfOnesOwn() throws IOException {
    Path own = Path.of("src/main/resources/dev/parley/bench/negotiation/who-drives.json");
    Path page = folder.resolve("own.md");
    assertThat(
            run(
                new NegotiateLabCommand(),
                "--domains=none",
                "--file=" + own,
                "--strategies=conceder",
                "--write=" + page))
        .isZero();
    assertThat(Files.readString(page)).contains("1 domains, 1 strategies", "| who-drives |");
    Path broken =
        Files.writeString(
            folder.resolve("broken.json"), Files.readString(own).replace("\"taxi\"]", "7]"));
    assertThat(run(new NegotiateLabCommand(), "--file=" + broken)).isEqualTo(2);
    assertThat(errors.toString()).contains("broken.json: malformed: /issues/0/values");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--domains=who-drive | no domain who-drive; there are who-drives",
        "--domains=none | no domain is left",
        "--strategies=bold | no strategy bold",
        "--rounds=0 | --rounds has to be 1 to 10000",
        "--over=pigeon | pigeon",
        "--file=nowhere.json | no file nowhere.json",
      })
  void saysWhatItDoesNotUnderstand(String argument, String why) {
    assertThat(run(new NegotiateLabCommand(), argument)).isEqualTo(2);
    assertThat(errors.toString()).contains(why);
  }

  @Test
  void replaysDialoguesAndFailsWhereTheyDoNotFit() throws IOException {
    assertThat(run(new CasinoLabCommand(), folder.toString())).isEqualTo(1);
    Files.writeString(folder.resolve("casino-valid.json"), "[]");
    Path train = Files.writeString(folder.resolve("casino-train.json"), DIALOGUE);
    assertThat(run(new CasinoLabCommand(), folder.toString())).isZero();
    Files.writeString(train, DIALOGUE.replaceFirst("18", "17"));
    assertThat(run(new CasinoLabCommand(), folder.toString())).isEqualTo(1);
    Files.writeString(train, "{}");
    assertThat(run(new CasinoLabCommand(), folder.toString())).isEqualTo(1);
  }
}

package dev.parley.console.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.error.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a report may be, and what is refused.
final class LabReportTest {
  private static final LabReport FULL = Reports.full("Trust");

  private static String text() {
    return new String(FULL.encode(), StandardCharsets.UTF_8);
  }

  private static String refused(String text) {
    return switch (LabReport.decode(text.getBytes(StandardCharsets.UTF_8))) {
      case Decoded.Valid<LabReport>(LabReport report) -> throw new AssertionError(report);
      case Decoded.Refused<LabReport>(var refusal) -> refusal.message();
    };
  }

  @Test
  void comesBackAsItWas() {
    assertThat(LabReport.decode(FULL.encode()).orThrow()).isEqualTo(FULL);
    assertThat(FULL.held()).isEqualTo(1);
    assertThat(FULL.missed()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "parley-lab/1 | parley-lab/2 | no format parley-lab/1",
        "\"title\":\"Trust\" | \"title\":7 | /title: has to be a text",
        "\"title\":\"Trust\" | \"title\":\"a\\u202eb\" | /title: at most",
        "\"about\":\"A market of two.\" | \"abut\":\"\" | /about: is required",
        "\"kind\":\"number\" | \"kind\":\"figure\" | columns/1/kind: has to be words, number",
        "\"missed\" | \"perhaps\" | rows/1/cells: one for each column",
        "[\"on-off\",\"0.4\", | [\"0.4\", | rows/1/cells: one for each column",
        "[\"on-off\",\"0.4\", | [\"on-off\",4, | rows/1/cells/1: has to be a text",
        "[0.9,null] | [0.9] | series/0/values: one for each label",
        "[0.9,null] | [0.9,\"0.4\"] | series/0/values: has to be a list of numbers",
        "[0.9,null] | 0.9 | series/0/values: has to be a list of numbers",
        "\"kind\":\"bars\" | \"kind\":\"pie\" | chart/kind: has to be bars or lines",
        "\"most\":1 | \"most\":0 | chart/most: has to be more than 0",
        "\"table\": | \"tables\": | chart: only beside a table",
        "\"points\":[\"one point\"] | \"points\":\"one\" | /points: has to be a list",
      })
  void refusesWhatIsWrong(String right, String wrong, String why) {
    assertThat(text()).contains(right);
    assertThat(refused(text().replace(right, wrong))).contains(why);
  }

  @Test
  void refusesWhatIsTooMuch() {
    assertThat(refused(text().replace("one point", "x".repeat(2001)))).contains("at most 2000");
    assertThat(refused(text().replace("\"one point\"", "\"x\",".repeat(60) + "\"x\"")))
        .contains("/points: at most 60");
    assertThat(refused(text() + " ".repeat(1024 * 1024))).contains("more than 1048576 bytes");
    assertThat(refused("[")).contains("at byte");
    assertThat(refused("[]")).contains("has to be an object");
  }

  @Test
  void cannotBeMadeOfWhatDoesNotFit() {
    List<Column> columns = List.of(Column.words("What"), Column.verdict());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Table(columns, List.of(List.of("one"))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Table(columns, List.of(List.of("one", "perhaps"))));
    Chart chart = FULL.sections().getFirst().chart().orElseThrow();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Section("One", List.of(), List.of(), Optional.of(chart), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"trust", "negotiation"})
  void whatIsPublishedIsAReportInItsCanonicalForm(String name) throws Exception {
    assertThat(Published.NAMES).contains(name);
    LabReport report = Published.read(name).orThrow();
    try (var in = Published.class.getResourceAsStream("lab-" + name + ".json")) {
      assertThat(in).isNotNull().hasBinaryContent(report.encode());
    }
  }
}

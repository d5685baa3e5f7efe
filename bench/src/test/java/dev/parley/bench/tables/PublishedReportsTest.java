package dev.parley.bench.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.console.lab.Chart;
import dev.parley.console.lab.Column;
import dev.parley.console.lab.LabReport;
import dev.parley.console.lab.Published;
import dev.parley.console.lab.Section;
import dev.parley.console.lab.Table;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the console shows as published is what the published pages say.
final class PublishedReportsTest {
  @ParameterizedTest
  @ValueSource(strings = {"trust", "negotiation"})
  void everyLineOfATableStandsInThePage(String name) throws IOException {
    List<String> page = Files.readAllLines(Path.of("..", "docs", name + ".md"));
    LabReport report = Published.read(name).orThrow();
    for (Section section : report.sections()) {
      section
          .table()
          .ifPresent(
              table ->
                  assertThat(page).as(section.title()).containsAll(MarkdownTable.lines(table)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"trust", "negotiation"})
  void whatIsDrawnStandsInTheTableBeside(String name) {
    int drawn = 0;
    for (Section section : Published.read(name).orThrow().sections()) {
      if (section.chart().isPresent()) {
        String cells = section.table().orElseThrow().rows().toString();
        for (Chart.Series series : section.chart().get().series()) {
          for (Optional<BigDecimal> value : series.values()) {
            drawn++;
            String figure = value.orElseThrow().toPlainString().replaceFirst("^0\\.", ".");
            assertThat(cells).as(series.name()).contains(figure);
          }
        }
      }
    }
    assertThat(drawn).isPositive();
  }

  @Test
  void writesATableAsMarkdownDoes() {
    Table table =
        new Table(
            List.of(Column.words(""), Column.number("at least"), Column.verdict()),
            List.of(
                List.of("ring", "0.9\n(0.8)", Column.HOLDS),
                List.of("on-off", "0.4", Column.MISSED)));
    assertThat(MarkdownTable.lines(table))
        .containsExactly(
            "| | at least | |",
            "| --- | ---: | --- |",
            "| ring | 0.9<br>(0.8) | holds |",
            "| on-off | 0.4 | **missed** |");
  }
}

package dev.parley.console.lab;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// Reports for tests.
final class Reports {
  private Reports() {}

  /// One with everything that a report may have.
  static LabReport full(String title) {
    Table bars =
        new Table(
            List.of(Column.words("Bar"), Column.number("reached"), Column.verdict()),
            List.of(
                List.of("ring", "0.9\n(0.8)", Column.HOLDS),
                List.of("on-off", "0.4", Column.MISSED)));
    Chart chart =
        new Chart(
            Chart.Kind.BARS,
            "What was reached",
            List.of("ring", "on-off"),
            List.of(
                new Chart.Series(
                    "ours", List.of(Optional.of(new BigDecimal("0.9")), Optional.empty()))),
            BigDecimal.ONE,
            Optional.of(new BigDecimal("0.5")));
    Section section = Section.of("Bars", "What has to be reached.", bars);
    return new LabReport(
        title,
        "./parley lab trust --size S",
        "A market of two.",
        List.of(section.with(List.of("one point")).with(chart, "The line is at 0.5.")));
  }
}

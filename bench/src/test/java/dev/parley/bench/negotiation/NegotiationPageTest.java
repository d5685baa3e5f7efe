package dev.parley.bench.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.negotiation.NegotiationPage.Played;
import dev.parley.bench.negotiation.NegotiationPage.Wires;
import dev.parley.client.negotiation.Strategy;
import dev.parley.console.lab.Published;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The published page and chart are what the command writes now, but for the section of the run
/// over the wire; what that one says is tested over the wire.
final class NegotiationPageTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final int ROUNDS = 100;

  private static String reproducible(String page) {
    int from = page.indexOf(NegotiationPage.WIRE + "\n");
    int to = page.indexOf("\n## ", from + 1);
    assertThat(List.of(from, to)).allMatch(place -> place > 0);
    return page.substring(0, from) + page.substring(to);
  }

  @Test
  void thePublishedFiguresAreThoseOfNow() throws IOException {
    Tournament tournament = Tournament.of(Arena.all().toList(), List.of(Strategy.values()), ROUNDS);
    ThreeParties three = ThreeParties.of(Trio.all().toList(), List.of(Strategy.values()), ROUNDS);
    String page =
        NegotiationPage.of(
            new Played(tournament, three), Optional.empty(), Optional.of("negotiation.svg"));
    assertThat(Published.read("negotiation").orThrow())
        .isEqualTo(NegotiationReport.of("--rounds " + ROUNDS, new Played(tournament, three)));
    String published = Files.readString(DOCS.resolve("negotiation.md"));
    assertThat(reproducible(published)).isEqualTo(reproducible(page));
    assertThat(Files.readString(DOCS.resolve("negotiation.svg")))
        .isEqualTo(StrategyChart.of(tournament));
    assertThat(published)
        .contains(
            "%,d sessions, %,d offers and answers, "
                .formatted(tournament.results().size(), tournament.messages()))
        .contains("Likewise the %d tables of".formatted(ThreeRun.carried(three).size()))
        .contains("In all of them every move", "In all of them the moves");
  }

  @Test
  void saysWhatWasNotTheSame() {
    Tournament tiny =
        Tournament.of(List.of(Arena.named("who-drives")), List.of(Strategy.LINEAR), 3);
    WireRun run = new WireRun(1, 5, 9, 100, Duration.ofSeconds(1), List.of("move 3 differs"));
    ThreeParties three =
        ThreeParties.of(List.of(Trio.named("three-relay")), List.of(Strategy.LINEAR), 3);
    ThreeRun tables = new ThreeRun(1, 9, 100, List.of("bound to something else"));
    String page =
        NegotiationPage.of(
            new Played(tiny, three), Optional.of(new Wires(run, tables)), Optional.empty());
    assertThat(page)
        .contains("In **not all of them** every move", "* move 3 differs")
        .contains("In **not all of them** the moves", "* bound to something else");
  }
}

package dev.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// How far it is, on a terminal and elsewhere.
final class ProgressBarTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String said() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aTerminalShowsTheShareThatIsDone() {
    ProgressBar bar = new ProgressBar(out, 4, true);
    bar.at("the ring");
    bar.step();
    bar.step();
    assertThat(said())
        .endsWith("the ring")
        .contains("[" + "#".repeat(15) + " ".repeat(15) + "] 2/4");
    bar.end();
    assertThat(said()).contains("2 steps in ");
  }

  @Test
  void moreStepsThanAnnouncedDoNotOverflow() {
    ProgressBar bar = new ProgressBar(out, 1, true);
    bar.step();
    bar.step();
    assertThat(said()).contains("[" + "#".repeat(30) + "] 2/1");
  }

  @Test
  void elsewhereThereIsALineForEachThingThatBegins() {
    ProgressBar bar = new ProgressBar(out, 2, false);
    bar.at("the ring");
    bar.step();
    bar.at("slander");
    bar.step();
    assertThat(said().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("0 of 2").contains("the ring"),
            line -> assertThat(line).startsWith("1 of 2").contains("slander"));
  }
}

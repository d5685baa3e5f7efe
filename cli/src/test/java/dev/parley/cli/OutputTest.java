package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.cli.Output.Shape;
import dev.parley.cli.Palette.Ink;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class OutputTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void writesWordsOrObjectsAndNeverBoth() {
    JsonObject object = JsonObject.of("b", new JsonString("two"));
    for (Shape shape : Shape.values()) {
      Output output = output(shape, Palette.PLAIN);
      output.say("words");
      output.json(object);
    }
    assertThat(out).hasToString("words\n{\"b\":\"two\"}\n");
  }

  @Test
  void paintsOnlyWhereThereAreColours() {
    assertThat(output(Shape.WORDS, Palette.PLAIN).paint(Ink.GOOD, "holds")).isEqualTo("holds");
    assertThat(output(Shape.WORDS, Palette.COLOURED).paint(Ink.GOOD, "holds"))
        .isEqualTo("\033[32mholds\033[0m");
  }

  @Test
  void saysWhatWentWrongAndWhatToDoNext() {
    CommandFailure failure = new CommandFailure("unavailable", "no node answers", "Start one.");
    output(Shape.WORDS, Palette.PLAIN).failed(failure);
    assertThat(err).hasToString("parley: no node answers\n  Start one.\n");
    assertThat(out.toString()).isEmpty();
    output(Shape.JSON, Palette.PLAIN).failed(failure);
    assertThat(out)
        .hasToString(
            "{\"error\":{\"code\":\"unavailable\",\"message\":\"no node answers\",\"next\":\"Start one.\"}}\n");
  }

  @Test
  void alignsColumnsWhateverTheirColour() {
    Table table = new Table(Table.Side.LEFT, Table.Side.RIGHT, Table.Side.LEFT);
    table.row("rate", Palette.COLOURED.paint(Ink.GOOD, "9"), "a second");
    table.row("messages", "1200", "");
    assertThat(table.lines())
        .containsExactly("rate         \033[32m9\033[0m  a second", "messages  1200");
  }

  @Test
  void refusesARowThatDoesNotFitItsTable() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Table(Table.Side.LEFT).row("one", "two"))
        .withMessageContaining("2 cells in a table of 1 columns");
  }

  @Test
  void showsNoProgressWhereNobodyLooks() {
    try (Progress progress = output(Shape.JSON, Palette.PLAIN).progress("verifying")) {
      progress.at(1, 2, "");
    }
    assertThat(err.toString()).isEmpty();
  }

  private Output output(Shape shape, Palette palette) {
    return new Output(new PrintWriter(out), new PrintWriter(err), shape, palette, palette);
  }
}

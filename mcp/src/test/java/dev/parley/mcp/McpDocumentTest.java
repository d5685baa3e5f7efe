package dev.parley.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// docs/mcp.md lists exactly the tools that there are.
final class McpDocumentTest {
  private static final String BEGIN = "<!-- tools: written from the code -->\n";
  private static final String END = "<!-- end of the tools -->\n";
  private static final Path PAGE = Peer.folder().resolveSibling("docs").resolve("mcp.md");

  private final Stage stage;

  McpDocumentTest(@TempDir Path folder) {
    this.stage = new Stage(folder);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void listsTheToolsThatThereAre() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    String table = table(tools());
    if (Boolean.getBoolean("parley.docs.update")) {
      Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
      return;
    }
    assertThat(page.substring(from, to)).isEqualTo(table);
  }

  private List<AspTool<?>> tools() {
    return stage.caller(Stage.ALPHA, Optional.empty()).tools();
  }

  private static String table(List<AspTool<?>> tools) {
    return "| Tool | Arguments, those in brackets may be left out | What it does | Hints |\n"
        + "| --- | --- | --- | --- |\n"
        + tools.stream().map(McpDocumentTest::row).collect(Collectors.joining());
  }

  private static String row(AspTool<?> tool) {
    List<String> required = new ArrayList<>();
    for (JsonValue name :
        tool.input().json().array("required").map(a -> a.values()).orElse(List.of())) {
      required.add(((JsonString) name).value());
    }
    List<String> optional =
        new ArrayList<>(tool.input().json().object("properties").orElseThrow().names());
    optional.removeAll(required);
    String arguments =
        String.join(", ", required)
            + (optional.isEmpty()
                ? ""
                : (required.isEmpty() ? "[" : " [") + String.join(", ", optional) + "]");
    return "| `"
        + tool.name()
        + "` | "
        + arguments
        + " | "
        + tool.title()
        + " | "
        + tool.effect().name().toLowerCase(Locale.ROOT)
        + " |\n";
  }

  @Test
  void describesEveryToolAndArgument() {
    for (AspTool<?> tool : tools()) {
      assertThat(tool.description().length()).as(tool.name()).isBetween(40, 600);
      tool.input()
          .json()
          .object("properties")
          .orElseThrow()
          .names()
          .forEach(
              name ->
                  assertThat(
                          tool.input()
                              .json()
                              .object("properties")
                              .orElseThrow()
                              .object(name)
                              .orElseThrow()
                              .string("description"))
                      .as(tool.name() + " " + name)
                      .isPresent());
    }
  }
}

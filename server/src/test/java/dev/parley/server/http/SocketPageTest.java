package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.websocket.CloseCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The tables of docs/websocket.md say what the code does.
final class SocketPageTest {
  private static final Path PAGE = Path.of("../docs/websocket.md");

  private static List<String> rows(String mark) throws IOException {
    String page = Files.readString(PAGE, StandardCharsets.UTF_8);
    int from = page.indexOf("<!-- " + mark + " -->");
    int to = page.indexOf("<!-- /" + mark + " -->");
    return page.substring(from, to).lines().filter(l -> l.startsWith("|")).skip(2).toList();
  }

  @Test
  void listsEveryCodeWithWhichAConnectionIsClosed() throws IOException {
    assertThat(rows("codes"))
        .isEqualTo(
            Arrays.stream(CloseCode.values())
                .map(code -> "| " + code.number() + " | " + code.when() + " |")
                .toList());
  }

  /// The published frames, to the letter (protocol section 13).
  @Test
  void listsThePublishedFrames() throws IOException {
    assertThat(rows("frames").stream().map(row -> row.split("\\|", -1)[2].strip()).toList())
        .isEqualTo(
            Stream.of(
                    "auth",
                    "send",
                    "pong",
                    "auth_ok",
                    "message",
                    "ack",
                    "error",
                    "session_state",
                    "trust_update",
                    "heartbeat")
                .map(type -> "`" + type + "`")
                .toList());
  }
}

package dev.parley.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The MCP conformance suite against our server.
final class ConformanceTest {
  private static final String SUITE =
      "node_modules/@modelcontextprotocol/conformance/dist/index.js";
  private static final Pattern TOTAL = Pattern.compile("Total: ([0-9]+) passed, ([0-9]+) failed");

  @TempDir private Path folder = Path.of("");

  private Peer suite(McpOverHttp server, String... more) throws Exception {
    String[] arguments = new String[more.length + 5];
    arguments[0] = "server";
    arguments[1] = "--url";
    arguments[2] = server.address().toString();
    arguments[3] = "--output-dir";
    arguments[4] = folder.toString();
    System.arraycopy(more, 0, arguments, 5, more.length);
    return Peer.run(SUITE, arguments);
  }

  @Test
  void finds40ChecksOfTheTransportToHold() throws Exception {
    try (McpOverHttp server = McpOverHttp.start(SampleServer::on, 0, Optional.empty())) {
      Peer suite = suite(server);
      assertThat(suite.code()).as(suite.said()).isZero();
      Matcher total = TOTAL.matcher(suite.said());
      assertThat(total.find()).as(suite.said()).isTrue();
      assertThat(total.group(2)).isEqualTo("0");
      assertThat(Integer.parseInt(total.group(1))).isGreaterThanOrEqualTo(40);
    }
  }

  @Test
  void findsNothingWrongThatTheBaselineDoesNotName() throws Exception {
    try (Stage stage = new Stage(folder);
        McpOverHttp server =
            McpOverHttp.start(
                stage.caller(Stage.ALPHA, Optional.empty()).desk(), 0, Optional.empty())) {
      Peer suite =
          suite(
              server,
              "--expected-failures",
              Peer.folder().resolve("mcp/conformance-baseline.yml").toString());
      assertThat(suite.code()).as(suite.said()).isZero();
      assertThat(suite.said())
          .contains("tools-list: 1 passed", "dns-rebinding-protection: 2 passed");
    }
  }
}

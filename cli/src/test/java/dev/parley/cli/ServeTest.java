package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `parley serve` as a process.
final class ServeTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void saysWhereItListensAndEndsInOrderWhenAskedTo() throws Exception {
    try (Started node =
            Started.parley("serve", "--dev", "--json", "--port", "0", "--data", folder + "/node");
        HttpClient http = HttpClient.newHttpClient()) {
      JsonObject ready = node.until(line -> line.string("event").isPresent());
      assertThat(ready.string("steward")).contains("agent://node.localhost/node");
      assertThat(ready.integer("pid")).hasValue(node.handle().pid());
      URI health = URI.create(ready.string("url").orElseThrow() + "/health");
      HttpRequest request = HttpRequest.newBuilder(health).build();
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      node.handle().destroy();
      Typed ended = node.ended();
      assertThat(ended.code()).as(ended.err()).isEqualTo(143); // 128 + SIGTERM
      assertThat(ended.err()).contains("node.localhost ends").doesNotContain("Exception");
    }
  }

  @Test
  void saysWhichSettingIsMissingOrWrong() {
    Typed bare = Typed.parley("serve");
    assertThat(bare.code()).isEqualTo(Parley.FAILURE);
    assertThat(bare.err()).contains("domain", "PARLEY_DOMAIN", "--dev");
    Typed far = Typed.parley("serve", "--dev", "--clock", "sundial");
    assertThat(far.code()).isEqualTo(Parley.FAILURE);
    assertThat(far.err()).contains("clock", "sundial");
    Typed none = Typed.parley("serve", "--dev", "--config", folder + "/none.yaml");
    assertThat(none.code()).isEqualTo(Parley.FAILURE);
    assertThat(none.err()).contains("none.yaml");
  }

  @Test
  void saysWhatToDoWhenThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Typed typed = Typed.parley("serve", "--dev", "--port", String.valueOf(taken.getLocalPort()));
      assertThat(typed.code()).isEqualTo(Parley.FAILURE);
      assertThat(typed.err()).contains("--port").doesNotContain("\tat ");
    }
  }
}

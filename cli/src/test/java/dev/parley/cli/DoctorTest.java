package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void looksAtEverythingThatANodeNeedsAndLeavesNothingBehind() throws Exception {
    Typed typed = Typed.parley("doctor", "--data", folder.toString(), "--port", "0");
    assertThat(typed.code()).as(typed.out()).isEqualTo(Parley.SUCCESS);
    assertThat(typed.out())
        .contains("java", Runtime.version().toString())
        .containsPattern("crypto +\\S+ .*verifies [0-9,]+ signatures a second on one core")
        .containsPattern("store .*write-ahead log, every commit synced.*fdatasync [0-9,]+ a second")
        .containsPattern("port +[0-9]+ is free")
        .contains("clock");
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void tellsProgramsTheFiguresBehindIt() {
    Typed typed =
        Typed.parley("doctor", "--json", "--data", folder.resolve("later/node").toString());
    List<JsonObject> checks = typed.objects();
    assertThat(checks)
        .extracting(check -> check.string("check").orElseThrow())
        .containsExactly("java", "crypto", "store", "port", "clock");
    assertThat(measured(checks, "crypto", "ed25519VerificationsPerSecond")).isPositive();
    assertThat(measured(checks, "store", "fdatasyncPerSecond")).isPositive();
    assertThat(typed.err()).isEmpty();
  }

  @Test
  void failsAndSaysWhatToDoWhenANodeCouldNotRun() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Typed typed =
          Typed.parley(
              "doctor", "--data", file.toString(), "--port", String.valueOf(taken.getLocalPort()));
      assertThat(typed.code()).isEqualTo(Parley.FAILURE);
      assertThat(typed.out())
          .contains("is not a folder that can be written to", "--data")
          .contains(taken.getLocalPort() + " cannot be listened on", "another --port");
    }
  }

  private static long measured(List<JsonObject> checks, String check, String figure) {
    return checks.stream()
        .filter(each -> each.string("check").orElseThrow().equals(check))
        .findFirst()
        .flatMap(each -> each.object("measured"))
        .orElseThrow()
        .integer(figure)
        .orElseThrow();
  }
}

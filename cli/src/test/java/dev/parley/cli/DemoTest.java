package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo with real processes: a node and two agents.
final class DemoTest {
  private static final Pattern PROCESS = Pattern.compile("process ([0-9]+)");
  private static final Pattern CHANGING =
      Pattern.compile(
          "[0-9a-f]{8}-[0-9a-f-]{27}|sha256:[0-9a-f]+…?|process +[0-9]+|127\\.0\\.0\\.1:[0-9]+"
              + "|20[0-9]{2}-[0-9T:.-]+Z|[0-9]+ ms|[0-9.]+ s\\b|[^ ]*\\.ndjson|  +");

  @TempDir private Path folder = Path.of("");

  @Test
  void goesFromTheFirstWordToAVerifiedTranscript() throws Exception {
    Path file = folder.resolve("t.ndjson");
    Typed demo;
    try (Started started = Started.parley("demo", "--transcript", file.toString())) {
      demo = started.ended();
    }
    assertThat(demo.code()).as(demo.out() + demo.err()).isEqualTo(Parley.SUCCESS);
    assertThat(demo.out())
        .containsSubsequence(
            "DISCOVER",
            "INVITE",
            "INTRODUCE",
            "CONVERSE",
            "PROPOSE",
            "CLARIFY",
            "CLARIFY",
            "COUNTER",
            "COUNTER",
            "ACCEPT",
            "AGREE",
            "COMMIT",
            "ACCEPT",
            "EXECUTE",
            "reports progress",
            "shows evidence",
            "the escrow is paid out",
            "CLOSE",
            "-> CLOSED",
            "LEARN",
            "PROOF",
            "anchored    yes",
            "alpha  -249.00 USD",
            "beta  +249.00 USD",
            file.toString());
    assertThat(demo.err()).isEmpty();
    assertThat(Typed.parley("verify", file.toString()).code()).isEqualTo(Parley.SUCCESS);
    assertThat(alive(PROCESS.matcher(demo.out()).results().map(r -> r.group(1)))).isEmpty();
    assertReadmeShows(demo.out());
  }

  /// Every line of the README's excerpt stands in the real output, in this order.
  private static void assertReadmeShows(String real) throws IOException {
    String readme = Files.readString(Path.of("").toAbsolutePath().resolveSibling("README.md"));
    int begin = readme.indexOf("```text\n") + "```text\n".length();
    String excerpt = readme.substring(begin, readme.indexOf("```", begin));
    List<String> expected =
        excerpt
            .lines()
            .map(DemoTest::steady)
            .filter(l -> !l.isEmpty() && !l.equals("..."))
            .toList();
    assertThat(expected).hasSizeGreaterThan(10);
    List<String> found = new ArrayList<>();
    int next = 0;
    for (String line : real.lines().map(DemoTest::steady).toList()) {
      if (next < expected.size() && line.equals(expected.get(next))) {
        found.add(line);
        next++;
      }
    }
    assertThat(found).as("the README's excerpt in:%n%s", real).isEqualTo(expected);
  }

  private static String steady(String line) {
    return CHANGING.matcher(line).replaceAll(" ").strip();
  }

  @Test
  void isComputedAndTellsProgramsEverything() throws Exception {
    Typed demo;
    try (Started started = Started.parley("demo", "--json", "--limit", "2.00", "--floor", "2.50")) {
      demo = started.ended();
    }
    assertThat(demo.code()).as(demo.out() + demo.err()).isEqualTo(Parley.SUCCESS);
    List<JsonObject> events = demo.objects();
    assertThat(events)
        .extracting(event -> event.string("event").orElseThrow())
        .contains("started", "registered", "discovered", "message", "learned", "finished")
        .endsWith("verified");
    assertThat(events.getLast().string("state")).contains("CLOSED");
    assertThat(String.valueOf(events.getLast().get("holds"))).isEqualToIgnoringCase("true");
    List<JsonObject> messages =
        events.stream().filter(e -> e.string("event").orElse("").equals("message")).toList();
    assertThat(messages.getLast().string("says")).contains("ends the session: no-agreement");
    assertThat(messages)
        .allSatisfy(
            m ->
                assertThat(m.string("phase").isPresent() && m.string("state").isPresent())
                    .isTrue());
  }

  @Test
  void failsAndSaysWhoWhenAnAgentIsKilled() throws Exception {
    Path data = folder.resolve("kept");
    try (Started demo = Started.parley("demo", "--json", "--data", data.toString())) {
      List<String> pids = new ArrayList<>();
      JsonObject fourth =
          demo.until(
              event -> {
                event.integer("pid").ifPresent(pid -> pids.add(String.valueOf(pid)));
                return event.integer("position").orElse(0) == 4;
              });
      assertThat(fourth.string("event")).contains("message");
      ProcessHandle beta = ProcessHandle.of(Long.parseLong(pids.get(1))).orElseThrow();
      assertThat(beta.destroyForcibly()).isTrue();
      Typed ended = demo.ended();
      assertThat(ended.code()).isEqualTo(Parley.FAILURE);
      JsonObject error = ended.objects().getLast().object("error").orElseThrow();
      assertThat(error.string("message").orElseThrow())
          .contains("Beta (process " + beta.pid() + ") ended too early", "signal 9", "messages");
      assertThat(alive(pids.stream())).isEmpty();
    }
  }

  @Test
  void leavesNoProcessBehindWhenItIsKilledItself() throws Exception {
    try (Started demo = Started.parley("demo", "--json")) {
      List<ProcessHandle> children = new ArrayList<>();
      demo.until(
          event -> {
            event.integer("pid").ifPresent(pid -> ProcessHandle.of(pid).ifPresent(children::add));
            return event.integer("position").orElse(0) == 4;
          });
      assertThat(children).hasSize(3);
      demo.handle().destroyForcibly();
      for (ProcessHandle child : children) {
        child.onExit().get(30, TimeUnit.SECONDS);
      }
      assertThat(children).noneMatch(ProcessHandle::isAlive);
    }
  }

  private static List<String> alive(Stream<String> pids) {
    return pids.filter(
            pid -> ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent())
        .toList();
  }
}

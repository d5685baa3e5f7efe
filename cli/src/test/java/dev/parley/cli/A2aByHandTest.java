package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.a2a.serve.A2aServer;
import dev.parley.a2a.task.TaskDesk;
import dev.parley.a2a.task.TaskEvent;
import dev.parley.a2a.task.TaskLimits;
import dev.parley.a2a.wire.MessageForm;
import dev.parley.a2a.wire.TaskState;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents of A2A, by hand.
final class A2aByHandTest {
  @TempDir private Path folder;

  @Test
  void showsCardsThatAreSignedAndNoOthers() {
    try (Node node =
            Node.start(NodeConfiguration.development().onPort(0).keeping(folder.resolve("node")));
        A2aServer unsigned = endpoint()) {
      String card = node.address() + "/.well-known/agent-card.json";
      Typed shown = Typed.parley("a2a", "card", card);
      assertThat(shown.code()).as(shown.err()).isEqualTo(Parley.SUCCESS);
      assertThat(shown.out()).contains("signed", node.steward().text());
      assertThat(Typed.parley("a2a", "card", card, "--json").objects().getFirst().has("name"))
          .isTrue();
      Typed foreign = Typed.parley("a2a", "card", card, "--keys-at", "https://other.example");
      assertThat(foreign.code()).isEqualTo(Parley.FAILURE);
      Typed none = Typed.parley("a2a", "card", unsigned.address() + A2aServer.CARD);
      assertThat(none.code()).isEqualTo(Parley.FAILURE);
      assertThat(none.err()).contains("no signature", "--keys-at");
      Typed wrong = Typed.parley("a2a", "card", "http://other.example/card.json");
      assertThat(wrong.code()).isEqualTo(Parley.USAGE);
    }
  }

  @Test
  void handsOutWorkAndShowsWhatCameOfIt() {
    try (A2aServer server = endpoint()) {
      String card = server.address() + A2aServer.CARD;
      Typed done = Typed.parley("a2a", "send", card, "dig");
      assertThat(done.code()).as(done.err()).isEqualTo(Parley.SUCCESS);
      assertThat(done.out()).contains("completed", "the result:", "dug");
      assertThat(Typed.parley("a2a", "send", card, "no").code()).isEqualTo(Parley.FAILURE);
      assertThat(Typed.parley("a2a", "send", card, "dig", "--json").objects().getFirst())
          .satisfies(answer -> assertThat(answer.has("task")).isTrue());
      Typed nowhere = Typed.parley("a2a", "send", "http://127.0.0.1:1/card.json", "dig");
      assertThat(nowhere.code()).isEqualTo(Parley.FAILURE);
      assertThat(nowhere.err()).contains("cannot be reached", "parley a2a card");
    }
  }

  private static A2aServer endpoint() {
    TaskDesk desk =
        new TaskDesk(
            work -> {
              if (work.message().toString().contains("dig")) {
                work.artifact(
                    MessageForm.artifact("r", "the result", "dug"), TaskEvent.Extent.WHOLE);
              } else {
                work.status(TaskState.REJECTED, "not for me");
              }
            },
            Optional.empty(),
            TaskLimits.USUAL,
            InstantSource.system());
    return A2aServer.start(A2aServer.Setting.local(), desk, A2aByHandTest::card, Instant.EPOCH);
  }

  private static JsonObject card(URI where) {
    JsonArray texts = JsonArray.ofStrings(List.of("text/plain"));
    JsonObject face =
        JsonObject.EMPTY
            .with("url", where.toString())
            .with("protocolBinding", "JSONRPC")
            .with("protocolVersion", "1.0");
    return JsonObject.EMPTY
        .with("name", "Digger")
        .with("description", "Digs")
        .with("version", "1")
        .with("supportedInterfaces", JsonArray.of(List.of(face)))
        .with("capabilities", JsonObject.of("streaming", JsonBoolean.TRUE))
        .with("defaultInputModes", texts)
        .with("defaultOutputModes", texts)
        .with("skills", JsonArray.EMPTY);
  }
}

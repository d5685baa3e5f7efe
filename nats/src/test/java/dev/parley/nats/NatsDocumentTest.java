package dev.parley.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What docs/nats.md says of numbers, tokens and receipts.
final class NatsDocumentTest {
  private static String document() throws IOException {
    return Files.readString(Path.of("..", "docs", "nats.md"));
  }

  @Test
  void statesTheNumbersThatHold() throws IOException {
    QueueSettings settings = QueueSettings.DEFAULT;
    assertThat(settings.ackWait()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.deliveries()).isEqualTo(10);
    assertThat(settings.retention()).isEqualTo(Duration.ofDays(7));
    assertThat(settings.pauseAfter(1)).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.pauseAfter(2)).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.pauseAfter(3)).isEqualTo(Duration.ofSeconds(2));
    assertThat(document())
        .contains("after 0.5, 1, 2 … seconds", "after 30 s. After ten tries", "for 7 days");
  }

  @Test
  void spellsSubjectsAsTheCodeDoes() throws IOException {
    AgentUri alpha = new AgentUri("agent://acme.example/alpha");
    assertThat(document())
        .contains("`" + alpha + "` is `" + Subjects.token(alpha) + "`", Channels.IN, Channels.OUT)
        .contains("`asp.session.{sessionId}.from.{agent}`", "`asp.agent.{agent}.receipt`");
    assertThat(Subjects.submission("S", alpha))
        .isEqualTo("asp.session.S.from." + Subjects.token(alpha));
    assertThat(Subjects.receipt(alpha))
        .isEqualTo("asp.agent." + Subjects.token(alpha) + ".receipt");
  }

  @Test
  void showsReceiptsAsTheyAre() throws IOException {
    byte[] accepted =
        "{\"acceptedAt\":\"T\",\"envelope\":{\"integrity\":{\"hash\":\"H\"},\"messageId\":\"M\"},\"position\":4}"
            .getBytes(StandardCharsets.UTF_8);
    byte[] refused =
        "{\"error\":{\"code\":\"chain_conflict\",\"details\":{},\"message\":\"M\"}}"
            .getBytes(StandardCharsets.UTF_8);
    for (JsonObject receipt :
        new JsonObject[] {
          Receipt.of("S", new NodeDoor.Answer(201, Map.of(), accepted)).json(),
          Receipt.of("S", new NodeDoor.Answer(409, Map.of("Retry-After", "1"), refused)).json()
        }) {
      String line =
          document()
              .lines()
              .filter(l -> l.startsWith("{\"outcome\":\"" + receipt.string("outcome").orElse("")))
              .findFirst()
              .orElseThrow();
      JsonObject shown = Receipt.object(line.getBytes(StandardCharsets.UTF_8)).orElseThrow();
      assertThat(shown.names()).containsExactlyInAnyOrderElementsOf(receipt.names());
      assertThat(shown.integer("status")).isEqualTo(receipt.integer("status"));
    }
  }

  @Test
  void countsOnlyADecisionAsOne() {
    for (ErrorCode code : ErrorCode.values()) {
      byte[] body = CanonicalJson.bytes(code.because("x").json());
      assertThat(Receipt.decides(new NodeDoor.Answer(code.httpStatus(), Map.of(), body)))
          .as(code.wire())
          .isEqualTo(code != ErrorCode.UNAVAILABLE);
    }
    assertThat(Receipt.decides(new NodeDoor.Answer(500, Map.of(), new byte[0]))).isFalse();
    assertThat(Receipt.decides(new NodeDoor.Answer(201, Map.of(), new byte[0]))).isTrue();
  }
}

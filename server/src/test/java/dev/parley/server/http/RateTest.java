package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.auth.RateLimit;
import dev.parley.server.auth.RateTable;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.registry.TrustLevel;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whoever asks more than it may waits; others do not.
final class RateTest {
  private static final int AGENT_BURST = 8;
  private static final int ADDRESS_BURST = 20;

  private final Stage stage =
      new Stage(NodeConfiguration.development().onPort(0).allowing(table()));

  private static RateTable table() {
    Map<TrustLevel, RateLimit> levels = new EnumMap<>(TrustLevel.class);
    for (TrustLevel level : TrustLevel.values()) {
      levels.put(level, new RateLimit(0.5, AGENT_BURST));
    }
    return new RateTable(levels, new RateLimit(0.5, ADDRESS_BURST));
  }

  @AfterEach
  void end() {
    stage.close();
  }

  private static void limited(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
    assertThat(Json.code(answer)).isEqualTo("rate_limited");
    assertThat(answer.headers().firstValue("Retry-After")).contains("2");
  }

  @Test
  void countsTheRequestsOfEachAgent() {
    for (int i = 0; i < AGENT_BURST; i++) {
      assertThat(stage.alpha.get(SessionEndpoints.PATH).statusCode()).isEqualTo(200);
    }
    limited(stage.alpha.get(SessionEndpoints.PATH));
    assertThat(stage.beta.get(SessionEndpoints.PATH).statusCode()).as("another one").isEqualTo(200);
    stage.time.advance(Duration.ofSeconds(2));
    assertThat(stage.alpha.get(SessionEndpoints.PATH).statusCode()).isEqualTo(200);
    limited(stage.alpha.get(SessionEndpoints.PATH));
  }

  private HttpResponse<String> unknown(String path) {
    return Caller.exchange(stage.alpha.request("GET", path, null).build());
  }

  @Test
  void countsWhatNobodyInParticularAsks() {
    int open = ADDRESS_BURST - 3; // Three have registered.
    for (int i = 0; i < open; i++) {
      int status =
          switch (i % 4) {
            case 0 -> unknown("/health").statusCode();
            case 1 -> unknown("/nothing").statusCode() - 204;
            case 2 -> unknown(SessionEndpoints.PATH).statusCode() - 201;
            default -> unknown(TokenEndpoints.PATH).statusCode() - 205;
          };
      assertThat(status).isEqualTo(200);
    }
    limited(unknown("/health"));
    limited(unknown("/nothing"));
    limited(unknown(TokenEndpoints.PATH));
    limited(unknown(SessionEndpoints.PATH));
    stage.time.advance(Duration.ofSeconds(2));
    assertThat(unknown("/health").statusCode()).isEqualTo(200);
    limited(unknown("/health"));
  }
}

package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.server.MovedTime;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The main path over real sockets: registration, token, session, reading.
final class MainPathTest {
  private final MovedTime time = new MovedTime();
  private final Node node = time.node(NodeConfiguration.development().onPort(0));
  private final Caller alpha =
      Caller.registered(node, "agent://acme.example/procurement/alpha", time::now);
  private final Caller beta =
      Caller.registered(node, "agent://cloudprime.example/gpu/beta", time::now, "gpu");

  @AfterEach
  void end() {
    node.close();
  }

  @Test
  void carriesASessionFromInvitationToClose() {
    Talk talk = new Talk(node, alpha, beta).introduce();
    talk.ask(alpha, "q-1");
    talk.say(alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "no-agreement"));

    HttpResponse<String> view = beta.get(talk.path(""));
    assertThat(view.statusCode()).isEqualTo(200);
    assertThat(Json.object(view).string("state")).contains("CLOSED");
    HttpResponse<String> page = alpha.get(talk.path("/messages"));
    assertThat(Json.object(page).array("messages").orElseThrow().size()).isEqualTo(6);
    HttpResponse<String> transcript = alpha.get(talk.path("/transcript"));
    assertThat(transcript.headers().firstValue("Content-Type"))
        .contains("application/asp-transcript+ndjson");
    assertThat(transcript.body()).contains("\"type\":\"end\"").endsWith("\n");
  }
}

package dev.parley.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.session.StateName;
import dev.parley.core.transcript.TranscriptReplay;
import dev.parley.server.rehearsal.Scene;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Two agents walk through all phases.
final class WalkTest extends NodeTest {
  @Test
  void walksThroughAllPhasesToATranscriptThatVerifies() throws IOException {
    negotiate();
    execute();
    scene.said(scene.alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "completed"));
    assertThat(scene.state().name()).isEqualTo(StateName.CLOSED);
    verifyTranscript();
  }

  @Test
  void goesOnAfterARestartInTheMiddle() throws IOException {
    negotiate();
    restart();
    assertThat(scene.state().name()).isEqualTo(StateName.EXECUTING);
    execute();
    restart();
    scene.said(scene.alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "completed"));
    verifyTranscript();
  }

  private void negotiate() {
    scene.introduce(JsonObject.EMPTY);
    assertThat(scene.state().name()).isEqualTo(StateName.CONVERSING);
    scene.said(scene.alpha, Performative.PROPOSE, Scene.proposal("p-1", 1000));
    clock.advance(Duration.ofSeconds(2));
    scene.said(
        scene.beta,
        Performative.COUNTER,
        JsonObject.builder()
            .put("proposalId", "p-2")
            .put("inReplyTo", "p-1")
            .put("terms", JsonObject.EMPTY.with("price", 1400))
            .build());
    scene.said(scene.alpha, Performative.ACCEPT, JsonObject.EMPTY.with("proposalId", "p-2"));
    scene.said(scene.beta, Performative.COMMIT, scene.commitment("c-1", Duration.ofHours(1)));
    assertThat(scene.state().name()).isEqualTo(StateName.AGREEING);
    scene.said(scene.alpha, Performative.ACCEPT, JsonObject.EMPTY.with("commitmentId", "c-1"));
    assertThat(scene.state().name()).isEqualTo(StateName.EXECUTING);
  }

  private void execute() {
    scene.said(
        scene.beta,
        Performative.INFORM,
        JsonObject.builder()
            .put("informType", "fulfillment")
            .put("fulfillmentId", "f-1")
            .put("commitmentId", "c-1")
            .put("obligation", 0)
            .put("evidence", JsonObject.EMPTY.with("hours", 500))
            .build());
    scene.said(scene.alpha, Performative.ACCEPT, JsonObject.EMPTY.with("fulfillmentId", "f-1"));
  }

  private void verifyTranscript() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    node.sessions().reader(scene.beta.uri(), scene.id()).orElseThrow().transcript(file);
    TranscriptReplay replay = new TranscriptReplay(CryptoProviders.verifying().verifier());
    for (String line : file.toString(StandardCharsets.UTF_8).lines().toList()) {
      assertThat(replay.take(replay.check(line.getBytes(StandardCharsets.UTF_8)))).isEmpty();
    }
    assertThat(replay.ended()).isPresent();
    assertThat(replay.state().name()).isEqualTo(scene.state().name());
    assertThat(replay.messages()).isEqualTo(scene.messages().size());
  }
}

package dev.parley.mcp;

import static dev.parley.mcp.Stage.at;
import static dev.parley.mcp.Stage.commit;
import static dev.parley.mcp.Stage.exactly;
import static dev.parley.mcp.Stage.first;
import static dev.parley.mcp.Stage.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two models that have nothing but the tools come to an agreement and keep it. Every answer fits
/// the schema that its tool states.
final class DealTest {
  private static final String FREE = "{\"maxValue\":{\"amount\":\"500\",\"currency\":\"USD\"}}";

  private final Stage stage;

  DealTest(@TempDir Path folder) {
    this.stage = new Stage(folder);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void goesFromTheFirstWordToTheVerifiedTranscript() {
    Stage.Caller alpha = stage.caller(Stage.ALPHA, Optional.of(FREE));
    Stage.Caller beta = stage.caller(Stage.BETA, Optional.of(FREE));
    assertThat(alpha.done("asp_status", "{}").string("agentId")).contains(Stage.ALPHA.text());
    assertThat(alpha.done("asp_discover", "{\"capability\":\"gpu-compute\"}").toString())
        .contains(Stage.BETA.text());
    assertThat(alpha.done("asp_trust", "{\"agentId\":\"" + Stage.BETA + "\"}").string("trustLevel"))
        .isPresent();

    String session = Stage.meet(alpha, beta);
    assertThat(beta.done("asp_inbox", "{}").array("invitations").orElseThrow().size()).isZero();
    negotiate(session, alpha, beta);
    keep(session, alpha, beta);

    JsonObject proof = alpha.done("asp_transcript", in(session, ""));
    assertThat(proof.get("consistent")).isEqualTo(JsonBoolean.TRUE);
    assertThat(proof.get("complete")).isEqualTo(JsonBoolean.TRUE);
    assertThat(alpha.done("asp_status", "{}").toString()).contains(session);
  }

  private static void negotiate(String session, Stage.Caller alpha, Stage.Caller beta) {
    JsonObject proposed =
        alpha.done(
            "asp_propose",
            in(session, "\"subject\":\"100 GPU hours\",\"terms\":{\"price\":180,\"hours\":100}"));
    assertThat(proposed.string("hash")).isEqualTo(proposed.string("chainHead"));
    JsonObject offer = beta.heard(session, "PROPOSE");
    assertThat(offer.object("typed").orElseThrow().object("numbers"))
        .contains(JsonObject.EMPTY.with("/hours", 100).with("/price", 180));
    beta.done(
        "asp_ask", in(session, "\"question\":\"On several GPUs?\",\"about\":" + place(offer)));
    JsonObject question = alpha.heard(session, "CLARIFY");
    alpha.done("asp_tell", in(session, "\"what\":\"Yes.\",\"answers\":" + place(question)));
    beta.hear(session);
    beta.done("asp_counter", at(session, offer, ",\"terms\":{\"price\":249,\"hours\":100}"));
    JsonObject counter = alpha.heard(session, "COUNTER");
    JsonObject agreed = alpha.done("asp_accept", exactly(session, counter));
    assertThat(agreed.string("state")).contains("CONVERSING");
    assertThat(agreed.array("commitments").orElseThrow().size()).isZero();
  }

  private static long place(JsonObject message) {
    return message.integer("position").orElseThrow();
  }

  private void keep(String session, Stage.Caller alpha, Stage.Caller beta) {
    String escrow = ",\"escrow\":{\"money\":{\"amount\":\"249\",\"currency\":\"USD\"}}}";
    String promised = commit(session, "249", Stage.BETA.text());
    assertThat(alpha.declined("asp_commit", promised.replaceFirst("}$", escrow)).code())
        .isEqualTo("escrow_unavailable");
    stage.fund(Stage.ALPHA, "249");
    alpha.done("asp_commit", promised.replaceFirst("}$", escrow));
    JsonObject promise = beta.heard(session, "COMMIT");
    assertThat(promise.object("typed").orElseThrow().object("value").orElseThrow().toString())
        .isEqualTo("{\"amount\":\"249\",\"currency\":\"USD\"}");
    JsonObject bound = beta.done("asp_accept", exactly(session, promise));
    assertThat(bound.string("state")).contains("EXECUTING");
    assertThat(first(bound, "commitments").string("status")).contains("ACTIVE");
    assertThat(beta.declined("asp_close", in(session, "\"reason\":\"completed\"")).code())
        .isEqualTo("open_obligations");
    beta.done("asp_deliver", in(session, "\"commitment\":" + place(promise) + ",\"obligation\":0"));
    JsonObject claim = alpha.heard(session, "INFORM");
    while (!claim.object("typed").orElseThrow().toString().contains("fulfillment")) {
      claim = alpha.heard(session, "INFORM");
    }
    assertThat(alpha.done("asp_read", in(session, "")).string("next").orElseThrow())
        .contains("asp_confirm");
    assertThat(alpha.declined("asp_accept", exactly(session, claim)).message())
        .contains("asp_confirm");
    JsonObject kept = alpha.done("asp_confirm", exactly(session, claim));
    assertThat(first(kept, "commitments").string("status")).contains("SETTLED");
    JsonObject ended = alpha.done("asp_close", in(session, "\"reason\":\"completed\""));
    assertThat(ended.string("state")).contains("CLOSED");
    alpha.done("asp_rate", in(session, "\"rating\":5"));
    beta.hear(session);
    beta.done("asp_rate", in(session, "\"rating\":4,\"comment\":\"quick\""));
    assertThat(beta.declined("asp_rate", in(session, "\"rating\":1")).code())
        .isEqualTo("duplicate");
  }

  @Test
  void saysNothingOnTopOfWhatWasNotSeen() {
    Stage.Caller alpha = stage.caller(Stage.ALPHA, Optional.of(FREE));
    Stage.Caller beta = stage.caller(Stage.BETA, Optional.of(FREE));
    String session = Stage.meet(alpha, beta);
    String terms = "\"subject\":\"GPU\",\"terms\":{\"price\":180}";
    JsonObject proposed = alpha.done("asp_propose", in(session, terms));
    beta.hear(session);
    beta.done("asp_tell", in(session, "\"what\":\"one moment\""));
    ToolAnswer.Declined stale =
        alpha.declined(
            "asp_propose", in(session, terms + ",\"chainHead\":\"sha256:" + "0".repeat(64) + "\""));
    assertThat(stale.code()).isEqualTo("chain_conflict");
    ToolAnswer.Declined unread = alpha.declined("asp_propose", in(session, terms));
    assertThat(unread.code()).isEqualTo("unread");
    assertThat(unread.details().toString()).contains("one moment", "untrustedWords");
    alpha.done("asp_withdraw", at(session, proposed, ""));
    assertThat(alpha.done("asp_read", in(session, "")).array("messages").orElseThrow().size())
        .isGreaterThan(5);
  }

  @Test
  void goesOnAfterARestart() {
    Stage.Caller alpha = stage.caller(Stage.ALPHA, Optional.of(FREE));
    Stage.Caller beta = stage.caller(Stage.BETA, Optional.of(FREE));
    String session = Stage.meet(alpha, beta);
    alpha.done("asp_propose", in(session, "\"subject\":\"GPU\",\"terms\":{\"price\":180}"));
    Stage.Caller again = stage.caller(Stage.ALPHA, Optional.of(FREE));
    JsonObject quiet = again.done("asp_wait", in(session, "\"seconds\":0"));
    assertThat(quiet.array("messages").orElseThrow().size()).isZero();
    again.done("asp_tell", in(session, "\"what\":\"I am back\""));
    JsonObject heard = beta.hear(session);
    while (!heard.toString().contains("I am back")) {
      heard = beta.hear(session);
    }
  }

  @Test
  void countsAsSeenWhatWasReadAgain() {
    Stage.Caller alpha = stage.caller(Stage.ALPHA, Optional.of(FREE));
    Stage.Caller beta = stage.caller(Stage.BETA, Optional.of(FREE));
    String session = Stage.meet(alpha, beta);
    JsonObject said = alpha.done("asp_tell", in(session, "\"what\":\"hello\""));
    JsonObject seen = beta.done("asp_read", in(session, "\"from\":0,\"count\":1"));
    while (!seen.toString().contains("hello")) {
      seen = beta.done("asp_read", in(session, "\"from\":0,\"count\":1"));
    }
    assertThat(first(seen, "messages").integer("position")).hasValue(0);
    assertThat(seen.string("chainHead")).isEqualTo(said.string("hash"));
    beta.done("asp_tell", in(session, "\"what\":\"hello to you\""));
  }
}

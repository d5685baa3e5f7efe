package dev.parley.mcp;

import static dev.parley.mcp.Stage.commit;
import static dev.parley.mcp.Stage.exactly;
import static dev.parley.mcp.Stage.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Inform;
import dev.parley.core.message.SessionId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person has said at start-up holds, whatever the model does.
final class MandateTest {
  private static final String LIMITS =
      "{\"maxValue\":{\"amount\":\"500\",\"currency\":\"USD\"},"
          + "\"approvalAbove\":{\"amount\":\"100\",\"currency\":\"USD\"},"
          + "\"terms\":{\"/price\":{\"min\":10,\"max\":\"300.00\"}}}";
  private static final String FREE = "{}";

  private final Stage stage;
  private final Stage.Caller alpha;
  private final Stage.Caller beta;
  private final String session;

  MandateTest(@TempDir Path folder) {
    this.stage = new Stage(folder);
    this.alpha = stage.caller(Stage.ALPHA, Optional.of(LIMITS));
    this.beta = stage.caller(Stage.BETA, Optional.of(FREE));
    this.session = Stage.meet(alpha, beta);
    alpha.done("asp_propose", terms("{\"price\":249}"));
    beta.hear(session);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private String escalation(ToolAnswer.Declined asked) {
    return in(session, "\"escalation\":" + asked.details().integer("escalation").orElseThrow());
  }

  private String promise(String amount) {
    return commit(session, amount, Stage.BETA.text());
  }

  private int heardByBeta() {
    return beta.done("asp_wait", in(session, "\"seconds\":0"))
        .array("messages")
        .orElseThrow()
        .size();
  }

  @Test
  void commitsWithinTheLimitsWithoutAsking() {
    Host nobody =
        _ -> {
          throw new AssertionError("nobody has to be asked");
        };
    alpha.done("asp_commit", promise("100"), nobody);
  }

  @Test
  void neverGoesBeyondTheCap() {
    ToolAnswer.Declined capped =
        alpha.declined("asp_commit", promise("500.01"), _ -> Host.Verdict.APPROVED);
    assertThat(capped.code()).isEqualTo("escalation_required");
    assertThat(capped.details().string("approval")).contains("never");
    assertThat(heardByBeta()).isZero();
  }

  @Test
  void asksThePersonBeforeTheHostAndShowsExactlyWhatWouldBeSigned() {
    List<String> questions = new ArrayList<>();
    JsonObject said =
        alpha.done(
            "asp_commit",
            promise("249"),
            question -> {
              questions.add(question);
              return Host.Verdict.APPROVED;
            });
    JsonObject body = said.object("said").orElseThrow().object("ownWords").orElseThrow();
    assertThat(questions).hasSize(1);
    assertThat(questions.getFirst())
        .contains("worth 249 USD", body.toString(), session, Stage.BETA.text())
        .contains(Hash.of(body.toString().getBytes(StandardCharsets.UTF_8)).text());
  }

  @Test
  void staysSilentWhenThePersonDeclines() {
    ToolAnswer.Declined declined =
        alpha.declined("asp_commit", promise("249"), _ -> Host.Verdict.DECLINED);
    assertThat(declined.code()).isEqualTo("escalation_required");
    assertThat(declined.message()).contains("did not approve");
    assertThat(heardByBeta()).isZero();
  }

  @Test
  void asksAnAuthorityWhereTheHostCannotAskAndSendsExactlyWhatWasApproved() {
    ToolAnswer.Declined asked = alpha.declined("asp_commit", promise("249"));
    assertThat(asked.details().get("escalated")).isEqualTo(JsonBoolean.TRUE);
    assertThat(asked.next()).contains("asp_send_approved");
    String escalation = escalation(asked);
    assertThat(alpha.declined("asp_send_approved", escalation).message()).contains("Nobody has");
    decide(asked, Inform.Approval.APPROVED);
    alpha.hear(session);
    JsonObject said = alpha.done("asp_send_approved", escalation);
    assertThat(said.object("said").orElseThrow().string("performative")).contains("COMMIT");
    JsonObject heard = beta.heard(session, "COMMIT");
    assertThat(heard.object("typed").orElseThrow().toString()).contains("249");
  }

  @Test
  void sendsItAlsoAfterARestartAndNeverWhatWasRefused() {
    ToolAnswer.Declined asked = alpha.declined("asp_commit", promise("249"));
    decide(asked, Inform.Approval.APPROVED);
    Stage.Caller again = stage.caller(Stage.ALPHA, Optional.of(LIMITS));
    again.hear(session);
    String first = escalation(asked);
    JsonObject said = again.done("asp_send_approved", first);
    assertThat(said.string("state")).contains("AGREEING");
    JsonObject promise = beta.heard(session, "COMMIT");
    beta.done("asp_reject", Stage.at(session, promise, ",\"reason\":\"no\""));
    again.hear(session);
    ToolAnswer.Declined second = again.declined("asp_commit", promise("251"));
    decide(second, Inform.Approval.REFUSED);
    again.hear(session);
    String refused = escalation(second);
    assertThat(again.declined("asp_send_approved", refused).code()).isEqualTo("policy_violation");
  }

  private void decide(ToolAnswer.Declined asked, Inform.Approval approval) {
    SessionId id = SessionId.parse(session).orElseThrow();
    String escalation =
        alpha
            .desk()
            .sessions()
            .take(id)
            .history()
            .get((int) asked.details().integer("escalation").orElseThrow())
            .body()
            .string("escalationId")
            .orElseThrow();
    stage
        .operator()
        .decide(
            id,
            escalation,
            Inform.Decision.RESUME,
            approval,
            Hash.parse(asked.details().string("bodyHash").orElseThrow()),
            Optional.of("by hand"));
  }

  @Test
  void keepsNumbersInTermsWithinTheirRange() {
    assertThat(alpha.declined("asp_propose", terms("{\"price\":300.01}")).details().toString())
        .contains("never");
    assertThat(alpha.declined("asp_propose", terms("{\"price\":9}")).message()).contains("less");
    assertThat(alpha.declined("asp_propose", terms("{\"unitPrice\":9000}")).message())
        .contains("have to state the number /price");
    alpha.done("asp_propose", terms("{\"price\":300}"));
    JsonObject offer = beta.heard(session, "PROPOSE");
    beta.done("asp_counter", Stage.at(session, offer, ",\"terms\":{\"price\":301}"));
    JsonObject dear = alpha.heard(session, "COUNTER");
    assertThat(alpha.declined("asp_accept", exactly(session, dear)).message())
        .contains("more than 300.00");
  }

  private String terms(String terms) {
    return in(session, "\"subject\":\"GPU\",\"terms\":" + terms);
  }

  @Test
  void asksForEverythingThatBindsWhereNoMandateWasGiven() {
    Stage.Caller eve = stage.caller(Stage.EVE, Optional.empty());
    String talk = Stage.meet(eve, beta);
    eve.done("asp_propose", in(talk, "\"subject\":\"GPU\",\"terms\":{\"price\":1}"));
    List<String> questions = new ArrayList<>();
    ToolAnswer.Declined declined =
        eve.declined(
            "asp_commit",
            commit(talk, "0.01", Stage.EVE.text()),
            question -> {
              questions.add(question);
              return Host.Verdict.DECLINED;
            });
    assertThat(declined.message()).contains("no mandate was given at start-up");
    assertThat(questions).hasSize(1);
  }
}

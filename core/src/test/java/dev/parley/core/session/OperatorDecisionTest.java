package dev.parley.core.session;

import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static dev.parley.core.session.Stage.DEADLINE;
import static dev.parley.core.session.Stage.JUDGE;
import static dev.parley.core.session.Stage.NODE;
import static dev.parley.core.session.StateName.AGREEING;
import static dev.parley.core.session.StateName.CLOSED;
import static dev.parley.core.session.StateName.CONVERSING;
import static dev.parley.core.session.StateName.ESCALATED;
import static dev.parley.core.session.StateName.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Inform.Approval;
import dev.parley.core.message.Inform.Content.Resolution;
import dev.parley.core.message.Inform.Decision;
import dev.parley.core.message.SignedApproval;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Approvals bound to what was shown, and what the node's operators decide where nobody is named.
class OperatorDecisionTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Words PLAN = Words.commit("k", ALPHA.uri(), DEADLINE);
  private static final Hash PLANNED = Bodies.hash(PLAN.body());
  private static final Hash OTHER = Bodies.hash(PLAN.with("more", "a").body());

  private final Conversation talk = Stage.talking(Stage.terms().without("authorities"));

  private static Resolution resolution(Decision decision, Approval approval, Hash body) {
    return new Resolution("e", decision, approval, Optional.of(body), Optional.empty());
  }

  private JsonObject signed(Resolution resolution, Speaker by) {
    return SignedApproval.resolving(
        talk.talk().opening().session(),
        resolution,
        talk.now(),
        Optional.of("seen"),
        by.uri(),
        by.signer());
  }

  private static Words saying(JsonObject resolution) {
    return Words.inform("escalation-resolution").with("data", resolution);
  }

  private Words deciding(Decision decision, Approval approval) {
    return saying(signed(resolution(decision, approval, PLANNED), NODE));
  }

  private Conversation asked() {
    Words escalate = Words.escalate("e", PLANNED).with("deadline", talk.now().plus(MINUTE));
    return talk.says(ALPHA, escalate).expectMoved(ESCALATED);
  }

  private Matter.Escalation.Answer answer(Conversation after) {
    return after.talk().matter("e", Matter.Escalation.class).orElseThrow().answer();
  }

  @Test
  void operatorsApproveExactlyOneBody() {
    asked()
        .says(NODE, deciding(Decision.RESUME, Approval.APPROVED))
        .expectMoved(CONVERSING)
        .says(ALPHA, PLAN)
        .expectMoved(AGREEING);
    assertThat(answer(talk)).isEqualTo(Matter.Escalation.Answer.APPROVED);
    assertThat(talk.accepted().get(talk.accepted().size() - 2).effects())
        .anyMatch(Effect.EscalationEnded.class::isInstance);
  }

  @Test
  void operatorsRefuseAndEndTheSession() {
    Conversation refused =
        asked()
            .fork()
            .says(NODE, deciding(Decision.RESUME, Approval.REFUSED))
            .expectMoved(CONVERSING)
            .says(ALPHA, PLAN)
            .expectRefused(ErrorCode.POLICY_VIOLATION);
    assertThat(answer(refused)).isEqualTo(Matter.Escalation.Answer.REFUSED);
    talk.fork().says(NODE, deciding(Decision.CLOSE, Approval.REFUSED)).expectMoved(CLOSED);
    talk.fork().says(NODE, deciding(Decision.FAIL, Approval.REFUSED)).expectMoved(FAILED);
    assertThat(answer(talk.passes(MINUTE))).isEqualTo(Matter.Escalation.Answer.EXPIRED);
  }

  @Test
  void anApprovalOfOtherContentApprovesNothing() {
    JsonObject approved = signed(resolution(Decision.RESUME, Approval.APPROVED, PLANNED), NODE);
    asked()
        .says(NODE, saying(signed(resolution(Decision.RESUME, Approval.APPROVED, OTHER), NODE)))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(NODE, saying(approved.without("bodyHash")))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(NODE, saying(approved.with("approve", JsonBoolean.FALSE)))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(NODE, saying(approved.with("decision", "close")))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void whatOperatorsDecideIsSignedByItself() {
    JsonObject approved = signed(resolution(Decision.RESUME, Approval.APPROVED, PLANNED), NODE);
    JsonObject record = approved.object("approval").orElseThrow();
    asked()
        .says(NODE, saying(approved.without("approval")))
        .expectRefused(ErrorCode.UNAUTHORIZED)
        .says(NODE, saying(approved.with("approval", record.with("reason", "unseen"))))
        .expectRefused(ErrorCode.HASH_MISMATCH)
        .says(NODE, saying(signed(resolution(Decision.RESUME, Approval.APPROVED, PLANNED), BETA)))
        .expectRefused(ErrorCode.UNAUTHORIZED)
        .says(NODE, saying(approved.with("approval", record.without("type"))))
        .expectRefused(ErrorCode.MALFORMED);
  }

  @Test
  void whereSomebodyIsNamedOperatorsDecideNothing() {
    talk.says(ALPHA, Words.escalate("e", PLANNED).with("to", JUDGE.uri().text()))
        .expectMoved(ESCALATED)
        .says(NODE, deciding(Decision.RESUME, Approval.APPROVED))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, deciding(Decision.RESUME, Approval.APPROVED))
        .expectRefused(ErrorCode.UNAUTHORIZED)
        .says(JUDGE, Words.identity(JUDGE))
        .expectMoved(ESCALATED)
        .says(
            JUDGE,
            saying(
                JsonObject.EMPTY
                    .with("escalationId", "e")
                    .with("decision", "resume")
                    .with("approve", JsonBoolean.TRUE)))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(JUDGE, saying(signed(resolution(Decision.RESUME, Approval.APPROVED, PLANNED), JUDGE)))
        .expectMoved(CONVERSING);
  }

  @Test
  void aDecisionIsTakenOnce() {
    Words decided = deciding(Decision.RESUME, Approval.APPROVED);
    asked()
        .says(NODE, decided)
        .expectMoved(CONVERSING)
        .says(NODE, decided)
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(ALPHA, Words.escalate("e2", OTHER))
        .expectMoved(ESCALATED)
        .says(NODE, decided)
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }
}

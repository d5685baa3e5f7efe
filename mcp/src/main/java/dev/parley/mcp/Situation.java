package dev.parley.mcp;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where a session stands, for a model: its state, its head, what is on the table and what this
/// agent can do about it. All of it follows from checked records; no words of anybody are in it.
///
/// @param state the state
/// @param self this agent
/// @param now for what is void by time
record Situation(SessionState state, AgentUri self, Instant now) {

  static Schema.Fields schema() {
    return Schema.object()
        .required("sessionId", Schema.word("The session; give it to the other tools."))
        .required(
            "state",
            Schema.oneOf(
                "The state of the session.",
                "INVITED",
                "INTRODUCED",
                "CONVERSING",
                "AGREEING",
                "EXECUTING",
                "ESCALATED",
                "CLOSED",
                "FAILED"))
        .required("phase", Schema.word("The phase that the state belongs to."))
        .required(
            "position",
            Schema.whole(
                "The place of the message that this is about, else of the last one.",
                0,
                Integer.MAX_VALUE))
        .required("hash", Schema.hash("The hash of the message at that position."))
        .required(
            "chainHead", Schema.hash("The hash of the last message; it stands for all before it."))
        .required("others", Schema.list("The other principals.", Schema.word("An agent.")))
        .required("proposals", Schema.list("What is proposed and alive.", proposalSchema()))
        .required("commitments", Schema.list("Who owes what.", commitmentSchema()))
        .optional("escalation", Schema.anything("What a person or an authority has to decide."))
        .optional("reason", Schema.word("Why it ended, where it did."))
        .required("next", Schema.word("What this agent can do now."));
  }

  private static Schema proposalSchema() {
    return Schema.object()
        .required("position", Schema.whole("Its place.", 0, Integer.MAX_VALUE))
        .required("hash", Schema.hash("Its hash, for asp_accept."))
        .required("from", Schema.word("Who proposed."))
        .required("kind", Schema.word("invitation, rule, sealed or talk."))
        .required("yours", Schema.truth("Whether this agent made it, so that others answer."))
        .required("numbers", Schema.anything("The numbers in its terms, by JSON pointer."))
        .optional("validUntil", Schema.word("Void from then on."))
        .open("");
  }

  private static Schema commitmentSchema() {
    return Schema.object()
        .required("position", Schema.whole("The place of the COMMIT.", 0, Integer.MAX_VALUE))
        .required("hash", Schema.hash("Its hash, for asp_accept."))
        .required("from", Schema.word("Who offered it."))
        .required("status", Schema.word("PROPOSED, ACTIVE, SETTLED or how else it ended."))
        .required("awaits", Schema.list("Who still has to accept.", Schema.word("An agent.")))
        .required(
            "obligations", Schema.list("Its parts, in order.", Schema.anything("An obligation.")))
        .optional("value", Schema.anything("What it is worth."))
        .optional("escrow", Schema.anything("What is held for it."))
        .open("");
  }

  /// The members that every answer about a session has.
  ///
  /// @param position of the message that the answer is about
  /// @param hash of that message
  JsonObject.Builder json(long position, String hash) {
    Talk talk = state.said().orElseThrow();
    JsonObject.Builder out =
        JsonObject.builder()
            .put("sessionId", talk.opening().session().toString())
            .put("state", state.name().name())
            .put("phase", state.name().phase().name())
            .put("position", position)
            .put("hash", hash)
            .put("chainHead", talk.head().hash().text())
            .put(
                "others",
                JsonArray.ofStrings(
                    talk.principals().stream()
                        .filter(agent -> !agent.equals(self))
                        .map(AgentUri::text)
                        .toList()))
            .put("proposals", JsonArray.of(alive(talk).stream().map(this::proposal).toList()))
            .put(
                "commitments",
                JsonArray.of(talk.promises().all().stream().map(this::commitment).toList()))
            .put("next", next(talk));
    switch (state) {
      case SessionState.Escalated escalated -> out.put("escalation", escalation(escalated));
      case SessionState.Closed _, SessionState.Failed _ -> out.put("reason", ended());
      case SessionState.Idle _,
          SessionState.Invited _,
          SessionState.Introduced _,
          SessionState.Conversing _,
          SessionState.Agreeing _,
          SessionState.Executing _ -> {}
    }
    return out;
  }

  /// Whether it ended well; the words of whoever closed it are in the messages.
  private String ended() {
    return state instanceof SessionState.Failed ? "it came to nothing" : "it was closed";
  }

  /// What can be answered, in order.
  List<Matter.Proposal> alive(Talk talk) {
    return talk.matters().values().stream()
        .filter(Matter.Proposal.class::isInstance)
        .map(Matter.Proposal.class::cast)
        .filter(proposal -> proposal.alive(now))
        .sorted(Comparator.comparingLong(proposal -> proposal.origin().position()))
        .toList();
  }

  private JsonObject proposal(Matter.Proposal proposal) {
    JsonObject out =
        JsonObject.builder()
            .put("position", proposal.origin().position())
            .put("hash", proposal.origin().hash().text())
            .put("from", proposal.origin().agent().text())
            .put("kind", proposal.kind().name().toLowerCase(Locale.ROOT))
            .put("yours", own(proposal))
            .put("numbers", MessageView.numbers(proposal.terms()))
            .build();
    return proposal
        .validUntil()
        .map(until -> out.with("validUntil", Timestamp.format(until)))
        .orElse(out);
  }

  private boolean own(Matter.Proposal proposal) {
    return proposal.origin().principal().equals(principal());
  }

  private AgentUri principal() {
    return state
        .said()
        .flatMap(talk -> talk.participant(self))
        .map(Participant::principal)
        .orElse(self);
  }

  private JsonObject commitment(Commitment commitment) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("position", commitment.position())
            .put("hash", commitment.madeBy().text())
            .put("from", commitment.committer().text())
            .put("status", commitment.status().name())
            .put(
                "awaits",
                JsonArray.ofStrings(
                    commitment.status() == CommitmentStatus.PROPOSED
                        ? commitment.awaited().stream().map(AgentUri::text).toList()
                        : List.of()))
            .put(
                "obligations",
                JsonArray.of(commitment.obligations().stream().map(this::obligation).toList()));
    commitment.value().ifPresent(value -> out.put("value", MessageView.money(value)));
    commitment
        .escrow()
        .ifPresent(
            escrow ->
                out.put(
                    "escrow",
                    JsonObject.EMPTY
                        .with("amount", escrow.amount().decimal().toPlainString())
                        .with("currency", escrow.amount().currency())
                        .with("depositor", escrow.depositor().text())
                        .with("beneficiary", escrow.beneficiary().text())));
    return out.build();
  }

  private JsonObject obligation(Obligation obligation) {
    JsonObject out =
        JsonObject.builder()
            .put("obligation", obligation.index())
            .put("debtor", obligation.debtor().text())
            .put("creditor", obligation.creditor().text())
            .put("deadline", Timestamp.format(obligation.deadline()))
            .put("status", obligation.status().name())
            .build();
    return claim(obligation)
        .map(claim -> out.with("claimPosition", claim.origin().position()))
        .orElse(out);
  }

  /// The claim that its creditor may confirm.
  private Optional<Matter.Claim> claim(Obligation obligation) {
    return obligation
        .claimId()
        .map(id -> state.said().orElseThrow().matters().get(id))
        .filter(Matter.Claim.class::isInstance)
        .map(Matter.Claim.class::cast);
  }

  private JsonObject escalation(SessionState.Escalated escalated) {
    Matter.Escalation asked = escalated.escalation();
    return JsonObject.builder()
        .put("position", asked.origin().position())
        .put("by", asked.origin().agent().text())
        .put("due", Timestamp.format(asked.due()))
        .put(
            "deciders",
            JsonArray.ofStrings(
                asked.deciders(escalated.talk().opening().terms()).stream()
                    .map(AgentUri::text)
                    .toList()))
        .build();
  }

  private String next(Talk talk) {
    return switch (state) {
      case SessionState.Idle _ -> "Nothing was said yet.";
      case SessionState.Invited _ ->
          alive(talk).stream().anyMatch(p -> !own(p))
              ? "You are invited: answer with asp_answer."
              : "Wait for the answer with asp_wait.";
      case SessionState.Introduced _ ->
          "Propose (asp_propose) or ask (asp_ask), or wait for the other side (asp_wait).";
      case SessionState.Conversing _ ->
          alive(talk).stream().anyMatch(p -> !own(p))
              ? "Answer what is proposed (asp_accept, asp_counter, asp_reject), or ask (asp_ask)."
              : alive(talk).isEmpty()
                  ? "Propose (asp_propose), put an agreement in writing (asp_commit), ask (asp_ask),"
                      + " or end it (asp_close)."
                  : "Your proposal stands: asp_wait for the answer.";
      case SessionState.Agreeing _ ->
          awaits(talk)
              ? "A commitment waits for you: asp_accept binds your principal, asp_reject declines."
              : "Your commitment waits for the other side: asp_wait.";
      case SessionState.Executing _ -> executing(talk);
      case SessionState.Escalated _ ->
          "A person or an authority has to decide: asp_wait, then asp_send_approved if it was yours"
              + " and approved.";
      case SessionState.Closed _ -> "It has ended: asp_rate once, asp_transcript for the proof.";
      case SessionState.Failed _ -> "It has ended: asp_transcript has the record.";
    };
  }

  private boolean awaits(Talk talk) {
    return talk.promises().all().stream()
        .anyMatch(
            c -> c.status() == CommitmentStatus.PROPOSED && c.awaited().contains(principal()));
  }

  private String executing(Talk talk) {
    List<Obligation> open =
        talk.promises().all().stream()
            .filter(c -> c.status() == CommitmentStatus.ACTIVE)
            .flatMap(c -> c.obligations().stream())
            .filter(o -> o.status().open())
            .toList();
    if (open.stream()
        .anyMatch(
            o -> o.status() == ObligationStatus.CLAIMED && o.creditor().equals(principal()))) {
      return "The other side says that it delivered: check it, then asp_confirm or asp_reject.";
    }
    if (open.stream()
        .anyMatch(o -> o.status() != ObligationStatus.CLAIMED && o.debtor().equals(principal()))) {
      return "You owe something: do it, then say so with asp_deliver before its deadline.";
    }
    return open.isEmpty()
        ? "Nothing is owed any more: asp_close."
        : "The other side has the next step: asp_wait.";
  }
}

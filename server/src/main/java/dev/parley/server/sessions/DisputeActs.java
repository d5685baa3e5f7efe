package dev.parley.server.sessions;

import dev.parley.core.card.AgentCard;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.dispute.Dispute;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeDraft;
import dev.parley.core.dispute.DisputeMachine;
import dev.parley.core.dispute.DisputeReason;
import dev.parley.core.dispute.DisputeRecord;
import dev.parley.core.dispute.VerifiedRecord;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.session.Docket;
import dev.parley.core.session.Matter;
import dev.parley.core.session.SessionDisputes;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.registry.Steward;
import dev.parley.server.store.PinnedCard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What the steward has to record in the disputes of a session (protocol section 11): it files what
/// broke by itself, rules what follows from the records, seals and draws for a panel, and says when
/// a time is over.
final class DisputeActs {
  private static final int SEVERITY = 2;

  private final Steward steward;
  private final AgentCard card;
  private final PanelActs panels;
  private final FreshIds ids;

  DisputeActs(Steward steward, AgentCard card, PanelActs panels, FreshIds ids) {
    this.steward = steward;
    this.card = card;
    this.panels = panels;
    this.ids = ids;
  }

  /// The next record that is due.
  Optional<DisputePath.Signed> due(SessionState state, Docket docket, Instant at) {
    List<SessionDisputes.Unfiled> unfiled = SessionDisputes.unfiled(state);
    if (!unfiled.isEmpty()) {
      return Optional.of(filed(state, unfiled.getFirst(), at));
    }
    if (docket.due().filter(due -> !at.isBefore(due)).isEmpty()) {
      return Optional.empty();
    }
    for (Dispute dispute : docket.all()) {
      Optional<DisputeAct> act =
          DisputeMachine.stewardAct(dispute, at).or(() -> panels.due(dispute));
      if (act.isPresent()) {
        return Optional.of(next(dispute, act.get(), at));
      }
    }
    return Optional.empty();
  }

  /// A record of the steward in a dispute.
  DisputePath.Signed next(Dispute dispute, DisputeAct act, Instant at) {
    return signed(
        new DisputeDraft(
            dispute.id(),
            dispute.facts().sessionId(),
            dispute.head().nextPosition(),
            at,
            steward.agent(),
            dispute.head().hash(),
            act));
  }

  private DisputePath.Signed filed(
      SessionState state, SessionDisputes.Unfiled unfiled, Instant at) {
    Talk talk = state.said().orElseThrow();
    Commitment commitment = unfiled.commitment();
    Obligation owed = unfiled.obligation();
    return signed(
        new DisputeDraft(
            ids.next(at).toString(),
            talk.opening().session(),
            0,
            at,
            steward.agent(),
            talk.head().hash(),
            new DisputeAct.Filed(
                commitment.id(),
                owed.index(),
                steward.agent(),
                owed.debtor(),
                DisputeReason.TIMEOUT_BREACH,
                SEVERITY,
                SessionDisputes.forfeited(commitment),
                evidence(talk, commitment, owed))));
  }

  /// The slice of the transcript that shows it: what was agreed, what was claimed, and the record
  /// of the missed deadline, by their places and hashes.
  private static JsonObject evidence(Talk talk, Commitment commitment, Obligation owed) {
    List<Matter.Claim> claims = new ArrayList<>();
    for (Matter matter : talk.matters().values()) {
      if (matter instanceof Matter.Claim claim
          && claim.commitmentId().equals(commitment.id())
          && claim.obligation() == owed.index()) {
        claims.add(claim);
      }
    }
    claims.sort(Comparator.comparingLong(claim -> claim.origin().position()));
    List<JsonObject> messages = new ArrayList<>();
    messages.add(place("agreed", commitment.position(), commitment.madeBy().text()));
    for (Matter.Claim claim : claims) {
      messages.add(place("claimed", claim.origin().position(), claim.origin().hash().text()));
    }
    return JsonObject.builder()
        .put(
            "agreedTerms",
            JsonObject.builder()
                .put("commitmentId", commitment.id())
                .put("obligation", owed.index())
                .put("deadline", Timestamp.format(owed.terms().lastMoment()))
                .build())
        .put(
            "transcript",
            JsonObject.builder()
                .put("from", commitment.position())
                .put("to", talk.head().nextPosition() - 1)
                .put("head", talk.head().hash().text())
                .put("messages", JsonArray.of(messages))
                .build())
        .build();
  }

  private static JsonObject place(String what, long position, String hash) {
    return JsonObject.builder()
        .put("what", what)
        .put("position", position)
        .put("hash", hash)
        .build();
  }

  private DisputePath.Signed signed(DisputeDraft draft) {
    DisputeRecord record = DisputeRecord.decode(draft.sign(steward.signer())).orThrow();
    return new DisputePath.Signed(
        VerifiedRecord.verifiedBefore(record).orElseThrow(),
        new PinnedCard(card.agentId().text(), card.hash()));
  }
}

package dev.parley.server.sessions;

import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.dispute.Dispute;
import dev.parley.core.dispute.DisputeEffect;
import dev.parley.core.dispute.DisputeRecord;
import dev.parley.core.dispute.Stage;
import dev.parley.core.dispute.VerifiedRecord;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.ledger.LedgerFault;
import dev.parley.core.session.Docket;
import dev.parley.core.session.SessionDisputes;
import dev.parley.core.session.SessionMachine;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Step;
import dev.parley.core.session.Talk;
import dev.parley.core.session.VerdictEvidence;
import dev.parley.server.registry.Registry;
import dev.parley.server.store.Append;
import dev.parley.server.store.AppendOutcome;
import dev.parley.server.store.Content;
import dev.parley.server.store.DisputeAppend;
import dev.parley.server.store.ExposureChange;
import dev.parley.server.store.NodeStore;
import dev.parley.server.store.Notice;
import dev.parley.server.store.PinnedCard;
import dev.parley.server.store.StoreFailure;
import dev.parley.server.store.StoredRecord;
import dev.parley.server.store.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ordered part of taking a record of a dispute, under the turn of its session: a record, what
/// it makes of the session, the money and the steward's message about it are one transaction.
final class DisputePath {
  private static final Logger LOG = LoggerFactory.getLogger(DisputePath.class);

  /// How many records the steward makes in one go; more wait for the next look at the session.
  private static final int MOST_AT_ONCE = 1_000;

  private final NodeStore store;
  private final SessionMachine machine;
  private final Registry registry;
  private final NodePolicy policy;
  private final StewardActs steward;
  private final DisputeActs acts;
  private final LiveSessions live;
  private final Appended appended;
  private final Filing filing;

  DisputePath(
      NodeStore store,
      SessionMachine machine,
      Registry registry,
      NodePolicy policy,
      StewardActs steward,
      DisputeActs acts,
      LiveSessions live,
      Appended appended,
      Filing filing) {
    this.store = store;
    this.machine = machine;
    this.registry = registry;
    this.policy = policy;
    this.steward = steward;
    this.acts = acts;
    this.live = live;
    this.appended = appended;
    this.filing = filing;
  }

  /// Makes a record for the session as it stands.
  interface Drafted {
    /// Makes it, or says why not.
    ///
    /// @param session the session, under its turn
    /// @param at when it would be accepted
    /// @return a verified record with the card that it is signed with
    Decoded<Signed> record(LiveSession session, Instant at);
  }

  /// A verified record.
  ///
  /// @param record the record
  /// @param card the card that its maker uses
  record Signed(VerifiedRecord record, PinnedCard card) {}

  /// What a record makes of the session.
  private record Consequence(
      SessionState next, List<ExposureChange> exposures, Optional<Append> said) {}

  /// Records what the steward has to record by now.
  ///
  /// @return nothing if all is recorded
  Optional<Written> recordDue(LiveSession session, Instant at) {
    for (int made = 0; made < MOST_AT_ONCE; made++) {
      Optional<Signed> due = acts.due(session.state(), session.disputes().docket(), at);
      if (due.isEmpty()) {
        return Optional.empty();
      }
      DisputeOutcome outcome = take(session, (_, _) -> Decoded.valid(due.get()), at);
      if (outcome instanceof DisputeOutcome.Refused(Refusal refusal, _)) {
        LOG.error("session {}: the steward's record is refused: {}", session.id(), refusal);
        return Optional.of(WritePath.unavailable());
      }
    }
    return Optional.empty();
  }

  /// Takes one record.
  DisputeOutcome take(LiveSession session, Drafted drafted, Instant at) {
    return switch (drafted.record(session, at)) {
      case Decoded.Refused<Signed>(Refusal refusal) -> DisputeOutcome.refused(refusal);
      case Decoded.Valid<Signed>(Signed signed) -> {
        DisputeRecord made = signed.record().content();
        Optional<StoredRecord> earlier = earlier(session, made);
        yield earlier
            .<DisputeOutcome>map(DisputeOutcome.Repeated::new)
            .orElseGet(() -> decide(session, signed, at));
      }
    };
  }

  private Optional<StoredRecord> earlier(LiveSession session, DisputeRecord made) {
    boolean passed =
        session
            .disputes()
            .docket()
            .byId(made.disputeId())
            .filter(dispute -> made.position() < dispute.head().nextPosition())
            .isPresent();
    return passed
        ? store.disputeRecords(session.id().value()).stream()
            .filter(known -> known.hash().equals(made.hash()))
            .findFirst()
        : Optional.empty();
  }

  private DisputeOutcome decide(LiveSession session, Signed signed, Instant at) {
    return switch (session.disputes().docket().take(session.state(), signed.record(), at)) {
      case Docket.Outcome.Refused(Refusal refusal) -> DisputeOutcome.refused(refusal);
      case Docket.Outcome.Taken taken ->
          switch (consequence(session.state(), taken, at)) {
            case Decoded.Refused<Consequence>(Refusal refusal) -> DisputeOutcome.refused(refusal);
            case Decoded.Valid<Consequence>(Consequence consequence) ->
                store(session, signed, taken, consequence, at);
          };
    };
  }

  private Decoded<Consequence> consequence(
      SessionState state, Docket.Outcome.Taken taken, Instant at) {
    if (taken.move().isEmpty()) {
      return Decoded.valid(new Consequence(state, List.of(), Optional.empty()));
    }
    SessionDisputes.Move move = taken.move().get();
    return switch (state) {
      case SessionState.Ended ended ->
          SessionDisputes.after(ended, move, at)
              .map(
                  step ->
                      Decoded.valid(
                          new Consequence(step.next(), policy.exposures(step), Optional.empty())))
              .orElseGet(
                  () ->
                      Decoded.refused(
                          ErrorCode.INVALID_REFERENCE.because(
                              "the session has no such obligation")));
      case SessionState.Ongoing ongoing -> said(ongoing, move, taken, at);
      case SessionState.Idle _ ->
          Decoded.refused(ErrorCode.INVALID_REFERENCE.because("the session has not begun"));
    };
  }

  private Decoded<Consequence> said(
      SessionState.Ongoing state,
      SessionDisputes.Move move,
      Docket.Outcome.Taken taken,
      Instant at) {
    VerifiedEnvelope message = steward.sign(state, move.body(), at);
    Content canonical = Content.of(CanonicalJson.bytes(message.envelope().json()));
    return switch (machine.apply(state, message, at, registry)) {
      case Step.Refused(Refusal refusal) -> Decoded.refused(refusal);
      case Step.Moved step ->
          Decoded.valid(
              new Consequence(
                  step.next(),
                  List.of(),
                  Optional.of(
                      filing.append(
                          state,
                          new Ready(message, canonical, Content.EMPTY),
                          step,
                          at,
                          policy.exposures(step),
                          taken.next().due()))));
    };
  }

  private DisputeOutcome store(
      LiveSession session,
      Signed signed,
      Docket.Outcome.Taken taken,
      Consequence consequence,
      Instant at) {
    Talk.Head head = session.state().said().orElseThrow().head();
    DisputeRecord made = signed.record().content();
    StoredRecord record =
        new StoredRecord(
            session.disputes().records(),
            made.disputeId(),
            made.position(),
            head.nextPosition(),
            at,
            made.hash(),
            Content.of(CanonicalJson.bytes(made.json())));
    List<AgentUri> told = told(taken, made.by());
    DisputeAppend append =
        new DisputeAppend(
            session.id().value(),
            store.epoch(),
            head.hash(),
            record,
            taken.dispute().stage().name().name(),
            texts(seated(taken.dispute(), made.by())),
            Optional.of(signed.card()),
            told.stream().map(agent -> new Notice(agent.text(), "dispute")).toList(),
            taken.orders(),
            consequence.exposures(),
            VerdictEvidence.of(
                session.state(),
                session.disputes().docket().byId(made.disputeId()),
                taken.dispute(),
                taken.effects()),
            consequence.said(),
            LiveSession.due(consequence.next(), taken.next()).orElse(null));
    try {
      AppendOutcome outcome = store.append(append).join();
      if (outcome instanceof AppendOutcome.Appended) {
        stored(session, taken, consequence, at);
        if (!append.evidence().isEmpty()) {
          registry.trust().changed();
        }
        appended.appended(session, Optional.empty(), told, session.due());
        return new DisputeOutcome.Accepted(record);
      }
      return declined(session, outcome);
    } catch (CompletionException e) {
      LOG.error("session {}: the store refuses a dispute record", session.id(), e);
      live.drop(session);
      return DisputeOutcome.unavailable();
    }
  }

  private void stored(
      LiveSession session, Docket.Outcome.Taken taken, Consequence consequence, Instant at) {
    session.become(consequence.next());
    session.become(session.disputes().after(taken.next(), at));
    consequence
        .said()
        .ifPresent(
            said -> {
              live.grown(session);
              session.seen().add(said.message().messageId());
            });
  }

  private DisputeOutcome declined(LiveSession session, AppendOutcome outcome) {
    return switch (outcome) {
      case AppendOutcome.Appended _ -> throw new IllegalStateException("it was stored");
      case AppendOutcome.Crowded crowded ->
          throw new StoreFailure("a record of a dispute is refused as an escalation: " + crowded);
      case AppendOutcome.Taken(String dispute) ->
          DisputeOutcome.refused(
              ErrorCode.DUPLICATE.because("that disputeId is taken").with("disputeId", dispute));
      case AppendOutcome.Unfunded(LedgerFault fault, String detail) ->
          DisputeOutcome.refused(
              ErrorCode.BUDGET_EXCEEDED.because(detail).with("fault", fault.wire()));
      case AppendOutcome.Overexposed(ExposureChange change) ->
          DisputeOutcome.refused(NodePolicy.overexposed(change));
      // A day has begun since it was dated; it is taken anew, by who made it.
      case AppendOutcome.Outdated _ -> DisputeOutcome.unavailable();
      case AppendOutcome.Conflict _ -> {
        live.drop(session);
        yield DisputeOutcome.unavailable();
      }
      case AppendOutcome.Fenced(long epoch) -> {
        LOG.error("another node writes, with epoch {}", epoch);
        live.drop(session);
        yield DisputeOutcome.unavailable();
      }
      case Unavailable(Unavailable.Cause cause, String detail) -> {
        LOG.warn("session {}: dispute record not stored: {} ({})", session.id(), cause, detail);
        yield DisputeOutcome.unavailable();
      }
    };
  }

  /// Who takes part, except the steward, which is nobody's caller.
  private static List<AgentUri> seated(Dispute dispute, AgentUri by) {
    TreeSet<AgentUri> out = new TreeSet<>(dispute.sat());
    out.add(dispute.complainant());
    out.add(dispute.respondent());
    out.add(dispute.victim());
    out.add(by);
    if (dispute.stage() instanceof Stage.Person) {
      out.addAll(dispute.facts().people());
    }
    out.remove(dispute.facts().steward());
    return List.copyOf(out);
  }

  /// Who has something new to look at: the other side of what was filed and ruled, and whoever has
  /// to judge now.
  private static List<AgentUri> told(Docket.Outcome.Taken taken, AgentUri by) {
    Dispute dispute = taken.dispute();
    TreeSet<AgentUri> out = new TreeSet<>();
    for (DisputeEffect effect : taken.effects()) {
      switch (effect) {
        case DisputeEffect.Opened _,
            DisputeEffect.RulingStands _,
            DisputeEffect.ObligationStands _ -> {
          out.add(dispute.complainant());
          out.add(dispute.respondent());
        }
        case DisputeEffect.BondHeld _,
            DisputeEffect.Missed _,
            DisputeEffect.Settled _,
            DisputeEffect.TrustRecorded _,
            DisputeEffect.ForgivenLater _ -> {}
      }
    }
    switch (dispute.stage()) {
      case Stage.Voting voting when voting.votes().isEmpty() -> out.addAll(voting.panel());
      case Stage.Person _ -> out.addAll(dispute.facts().people());
      case Stage.Filed _,
          Stage.Decided _,
          Stage.Ruled _,
          Stage.Contested _,
          Stage.Sealing _,
          Stage.Revealing _,
          Stage.Drawing _,
          Stage.Voting _,
          Stage.Final _ -> {}
    }
    out.remove(by);
    out.remove(dispute.facts().steward());
    return new ArrayList<>(out);
  }

  private static List<String> texts(List<AgentUri> agents) {
    return agents.stream().map(AgentUri::text).toList();
  }
}

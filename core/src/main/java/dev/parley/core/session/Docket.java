package dev.parley.core.session;

import dev.parley.core.dispute.Dispute;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeEffect;
import dev.parley.core.dispute.DisputeFacts;
import dev.parley.core.dispute.DisputeMachine;
import dev.parley.core.dispute.DisputeOrders;
import dev.parley.core.dispute.DisputeRecord;
import dev.parley.core.dispute.DisputeStep;
import dev.parley.core.dispute.Stage;
import dev.parley.core.dispute.VerifiedRecord;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.ledger.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All disputes about one session, folded out of their records in the order of acceptance (protocol
/// section 11). Immutable.
public final class Docket {
  /// No dispute.
  public static final Docket EMPTY = new Docket(Map.of());

  private final Map<String, Dispute> byId;

  private Docket(Map<String, Dispute> byId) {
    this.byId = byId;
  }

  /// What came of a record.
  public sealed interface Outcome {
    /// It was taken.
    ///
    /// @param next the docket after it
    /// @param dispute the dispute after it
    /// @param effects what the outside has to do
    /// @param orders what it asks of the ledger
    /// @param move what it makes of an obligation of the session, if anything
    record Taken(
        Docket next,
        Dispute dispute,
        List<DisputeEffect> effects,
        List<Order> orders,
        Optional<SessionDisputes.Move> move)
        implements Outcome {}

    /// Nothing changed.
    ///
    /// @param refusal why
    record Refused(Refusal refusal) implements Outcome {}
  }

  /// Every dispute.
  ///
  /// @return in the order in which they were filed
  public List<Dispute> all() {
    return List.copyOf(byId.values());
  }

  /// One dispute.
  ///
  /// @param disputeId its id
  /// @return nothing if there is none of that id
  public Optional<Dispute> byId(String disputeId) {
    return Optional.ofNullable(byId.get(disputeId));
  }

  /// When the first of them has to be looked at.
  ///
  /// @return nothing if all are final
  public Optional<Instant> due() {
    Optional<Instant> first = Optional.empty();
    for (Dispute dispute : byId.values()) {
      Optional<Instant> its = dispute.wakeAt();
      if (first.isEmpty() || (its.isPresent() && its.get().isBefore(first.get()))) {
        first = its;
      }
    }
    return first;
  }

  /// The disputes about one obligation so far.
  ///
  /// @param commitmentId which commitment
  /// @param obligation which of its obligations, from 0
  /// @return in the order in which they were filed
  public List<DisputeFacts.Earlier> about(String commitmentId, long obligation) {
    List<DisputeFacts.Earlier> out = new ArrayList<>();
    for (Dispute dispute : byId.values()) {
      DisputeFacts facts = dispute.facts();
      if (facts.commitmentId().equals(commitmentId) && facts.obligation() == obligation) {
        out.add(
            new DisputeFacts.Earlier(
                dispute.id(),
                dispute.filed().filedBy(),
                dispute.stage() instanceof Stage.Final(var outcome)
                    ? Optional.of(outcome)
                    : Optional.empty()));
      }
    }
    return List.copyOf(out);
  }

  /// Takes the next record.
  ///
  /// @param state the session as it stands
  /// @param verified the record
  /// @param at when it is accepted; never before the record or message before it
  /// @return what came of it
  public Outcome take(SessionState state, VerifiedRecord verified, Instant at) {
    DisputeRecord made = verified.content();
    Dispute known = byId.get(made.disputeId());
    DisputeStep step;
    if (known != null) {
      step = DisputeMachine.apply(known, verified, at);
    } else if (made.act() instanceof DisputeAct.Filed filed) {
      step =
          DisputeMachine.file(
              verified,
              at,
              SessionDisputes.facts(
                  state,
                  filed.commitmentId(),
                  filed.obligation(),
                  about(filed.commitmentId(), filed.obligation())));
    } else {
      step =
          new DisputeStep.Refused(
              ErrorCode.INVALID_REFERENCE.because("the session has no such dispute"));
    }
    return switch (step) {
      case DisputeStep.Refused(Refusal refusal) -> new Outcome.Refused(refusal);
      case DisputeStep.Moved(Dispute next, List<DisputeEffect> effects) ->
          new Outcome.Taken(
              with(next),
              next,
              effects,
              DisputeOrders.of(next, effects),
              SessionDisputes.move(next, effects));
    };
  }

  private Docket with(Dispute dispute) {
    Map<String, Dispute> all = new LinkedHashMap<>(byId);
    all.put(dispute.id(), dispute);
    return new Docket(Collections.unmodifiableMap(all));
  }
}

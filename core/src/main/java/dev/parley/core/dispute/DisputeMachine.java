package dev.parley.core.dispute;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The dispute machine (protocol section 11): a dispute is a pure function of what the session said
/// when it was filed and of its records, each with the time at which it was accepted. A refused
/// record changes nothing.
public final class DisputeMachine {
  /// How far a record's timestamp may lie from the time of its acceptance.
  public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private DisputeMachine() {}

  /// Begins a dispute.
  ///
  /// @param verified the first record
  /// @param at when it is accepted
  /// @param found what the session says about the obligation that it names; nothing if there is
  ///   none
  /// @return the dispute, or why not
  public static DisputeStep file(
      VerifiedRecord verified, Instant at, Optional<DisputeFacts> found) {
    DisputeRecord made = verified.content();
    if (found.isEmpty()) {
      return refused(ErrorCode.INVALID_REFERENCE.because("the session has no such obligation"));
    }
    DisputeFacts facts = found.get();
    Optional<Refusal> fault = untimely(made, at, at).or(() -> FilingRules.fault(made, at, facts));
    if (fault.isPresent() || !(made.act() instanceof DisputeAct.Filed filed)) {
      return refused(
          fault.orElseGet(() -> ErrorCode.INVALID_TRANSITION.because("nothing was filed")));
    }
    Dispute dispute =
        new Dispute(
            made.disputeId(),
            filed,
            at,
            facts,
            new Dispute.Head(made.hash(), 1, at),
            new Stage.Filed(at.plus(DisputeTimer.ANSWER.length())),
            0,
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty());
    return new DisputeStep.Moved(
        dispute, List.of(new DisputeEffect.Opened(facts.commitmentId(), facts.obligation())));
  }

  /// Applies the next record.
  ///
  /// @param dispute the state before
  /// @param verified the record
  /// @param at when it is accepted; never before the record before it
  /// @return the state after it with its effects, or why not
  public static DisputeStep apply(Dispute dispute, VerifiedRecord verified, Instant at) {
    DisputeRecord made = verified.content();
    Optional<Refusal> fault =
        place(dispute, made)
            .or(() -> untimely(made, at, dispute.head().at()))
            .or(() -> allowed(dispute, made))
            .or(() -> overdue(dispute, made, at));
    if (fault.isPresent()) {
      return refused(fault.get());
    }
    return switch (StageRules.apply(dispute, made, at)) {
      case Progress.Denied(Refusal refusal) -> refused(refusal);
      case Progress.Granted(Dispute next, List<DisputeEffect> effects) -> {
        Dispute.Head head = new Dispute.Head(made.hash(), made.position() + 1, at);
        List<DisputeEffect> all = new ArrayList<>(missed(dispute, made));
        all.addAll(effects);
        yield new DisputeStep.Moved(next.after(head), List.copyOf(all));
      }
    };
  }

  /// What the steward has to record now, if anything: the ruling, the end of a time, or the final
  /// record that follows from the state. What it has to seal and draw is [#seal] and [#draw].
  ///
  /// @param dispute the state
  /// @param now the time
  /// @return what to record, or nothing while the time of the stage runs
  public static Optional<DisputeAct> stewardAct(Dispute dispute, Instant now) {
    return dispute
        .due()
        .filter(due -> !now.isBefore(due.due()))
        .flatMap(_ -> Deadlines.act(dispute));
  }

  /// Whether the steward has to seal its nonce and the candidates, at once.
  ///
  /// @param dispute the state
  /// @return true while a panel is asked for and the steward has not sealed for it
  public static boolean sealDue(Dispute dispute) {
    return dispute.stage() instanceof Stage.Sealing sealing && sealing.steward().isEmpty();
  }

  /// What the steward has to seal.
  ///
  /// @param dispute the state
  /// @param nonce the steward's for this dispute and round, which nobody can guess
  /// @param candidates all that the node knows, at most [Candidate#MOST], each agent once
  /// @return what to record, or nothing if no seal is due
  public static Optional<DisputeAct.Sealed> seal(
      Dispute dispute, Nonce nonce, List<Candidate> candidates) {
    return sealDue(dispute)
        ? Optional.of(
            new DisputeAct.Sealed(
                dispute.round(),
                nonce.seal(dispute.facts().steward(), dispute.id(), dispute.round()),
                Optional.of(List.copyOf(candidates))))
        : Optional.empty();
  }

  /// The draw of the panel that is due, at once.
  ///
  /// @param dispute the state
  /// @param nonce what the steward has sealed
  /// @return what to record, or nothing if no draw is due or something else was sealed
  public static Optional<DisputeAct.Drawn> draw(Dispute dispute, Nonce nonce) {
    return dispute.stage() instanceof Stage.Drawing drawing
        ? PanelRules.panel(dispute, drawing, nonce)
            .map(panel -> new DisputeAct.Drawn(dispute.round(), nonce, panel))
        : Optional.empty();
  }

  private static Optional<Refusal> place(Dispute dispute, DisputeRecord made) {
    if (!made.disputeId().equals(dispute.id())
        || !made.sessionId().equals(dispute.facts().sessionId())) {
      return Optional.of(
          ErrorCode.INVALID_REFERENCE.because("the record belongs to another dispute"));
    }
    Dispute.Head head = dispute.head();
    return made.position() == head.nextPosition() && made.previousHash().equals(head.hash())
        ? Optional.empty()
        : Optional.of(Progress.conflict(head.hash(), head.nextPosition()));
  }

  private static Optional<Refusal> untimely(DisputeRecord made, Instant at, Instant last) {
    if (at.isBefore(last)) {
      return Optional.of(ErrorCode.STALE.because("acceptedAt goes back"));
    }
    return Timestamp.apart(made.timestamp(), at).compareTo(CLOCK_TOLERANCE) > 0
        ? Optional.of(
            ErrorCode.STALE.because("timestamp is more than 300 s from the time of acceptance"))
        : Optional.empty();
  }

  private static Optional<Refusal> allowed(Dispute dispute, DisputeRecord made) {
    Set<DisputeSeat> seats = dispute.seats(made.by());
    RecordKind kind = made.act().kind();
    StageName stage = dispute.stage().name();
    if (seats.isEmpty()) {
      return Optional.of(
          ErrorCode.NOT_PARTICIPANT.because("the record is by nobody who takes part now"));
    }
    if (seats.stream().noneMatch(DisputeTable.by(kind)::contains)) {
      return Optional.of(ErrorCode.UNAUTHORIZED.because(kind.wire() + " is not for who made it"));
    }
    return seats.stream().allMatch(seat -> DisputeTable.cell(stage, kind, seat).isEmpty())
        ? Optional.of(
            ErrorCode.INVALID_TRANSITION
                .because(kind.wire() + " in " + stage)
                .with("stage", stage.name())
                .with("type", kind.wire()))
        : Optional.empty();
  }

  /// Once a time is over, nothing counts but what the steward records about that.
  private static Optional<Refusal> overdue(Dispute dispute, DisputeRecord made, Instant at) {
    Optional<Dispute.Due> due = dispute.due().filter(d -> !at.isBefore(d.due()));
    boolean recorded =
        made.by().equals(dispute.facts().steward())
            && switch (made.act().kind()) {
              case RULED, EXPIRED, FINAL -> true;
              case FILED,
                  ANSWERED,
                  BONDED,
                  WITHDRAWN,
                  SEALED,
                  REVEALED,
                  DRAWN,
                  VOTED,
                  APPEALED,
                  FORGIVEN ->
                  false;
            };
    return due.isEmpty() || recorded
        ? Optional.empty()
        : Optional.of(
            ErrorCode.TIMEOUT
                .because("the time to do this is over")
                .with("timer", due.get().timer().wire())
                .with("due", Timestamp.format(due.get().due())));
  }

  /// Who let the time pass whose end is recorded here.
  private static List<DisputeEffect> missed(Dispute dispute, DisputeRecord made) {
    boolean ends =
        made.by().equals(dispute.facts().steward())
            && (made.act() instanceof DisputeAct.Expired || made.act() instanceof DisputeAct.Ruled);
    return dispute.due().stream()
        .filter(due -> ends && due.timer() != DisputeTimer.RULING && !due.waitedOn().isEmpty())
        .<DisputeEffect>map(due -> new DisputeEffect.Missed(due.waitedOn(), due.timer()))
        .toList();
  }

  private static DisputeStep refused(Refusal refusal) {
    return new DisputeStep.Refused(refusal);
  }
}

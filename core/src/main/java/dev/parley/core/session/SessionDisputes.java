package dev.parley.core.session;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.Escrow;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.dispute.Dispute;
import dev.parley.core.dispute.DisputeEffect;
import dev.parley.core.dispute.DisputeFacts;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Inform.Finding;
import dev.parley.core.message.Penalties.NonDelivery;
import dev.parley.core.message.ReleaseCondition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Where a session and the disputes about it meet (protocol sections 9 and 11): what a dispute is
/// told when it is filed, and what it makes of an obligation. While the session goes on, the
/// steward says that in an INFORM `dispute`, so that it has its place in the chain; after its end
/// the dispute's own record says it. Stateless and thread-safe.
public final class SessionDisputes {
  private SessionDisputes() {}

  /// What a dispute record makes of an obligation.
  ///
  /// @param disputeId which dispute
  /// @param record the hash of the record
  /// @param commitmentId which commitment
  /// @param obligation which of its obligations, from 0
  /// @param finding what it makes of it
  public record Move(
      String disputeId, Hash record, String commitmentId, int obligation, Finding finding) {

    /// The body of the steward's INFORM.
    ///
    /// @return a new object
    public JsonObject body() {
      return JsonObject.builder()
          .put("informType", "dispute")
          .put(
              "data",
              JsonObject.builder()
                  .put("disputeId", disputeId)
                  .put("record", record.text())
                  .put("commitmentId", commitmentId)
                  .put("obligation", obligation)
                  .put("finding", finding.wire())
                  .build())
          .build();
    }

    /// Whether a message of the session says the same.
    ///
    /// @param inform the message
    /// @return false for every other
    public boolean saidBy(Inform inform) {
      return inform.content().equals(said());
    }

    private Inform.Content.Disputed said() {
      return new Inform.Content.Disputed(disputeId, record, commitmentId, obligation, finding);
    }
  }

  /// What a record of a dispute makes of an obligation.
  ///
  /// @param dispute the dispute after the record
  /// @param effects the record's effects
  /// @return nothing for a record that leaves the obligation alone
  public static Optional<Move> move(Dispute dispute, List<DisputeEffect> effects) {
    return effects.stream()
        .<Finding>mapMulti((effect, out) -> finding(dispute, effect).ifPresent(out))
        .findFirst()
        .map(
            finding ->
                new Move(
                    dispute.id(),
                    dispute.head().hash(),
                    dispute.facts().commitmentId(),
                    dispute.facts().obligation(),
                    finding));
  }

  private static Optional<Finding> finding(Dispute dispute, DisputeEffect effect) {
    return switch (effect) {
      case DisputeEffect.Opened _ -> Optional.of(Finding.FILED);
      case DisputeEffect.ObligationStands stands ->
          Optional.of(
              stands.status() == dispute.facts().status()
                      && stands.status() == ObligationStatus.DISPUTED
                  ? Finding.UNCHANGED
                  : stands.status() == ObligationStatus.BREACHED
                      ? Finding.BREACHED
                      : Finding.FULFILLED);
      case DisputeEffect.BondHeld _,
          DisputeEffect.Missed _,
          DisputeEffect.RulingStands _,
          DisputeEffect.Settled _,
          DisputeEffect.TrustRecorded _,
          DisputeEffect.ForgivenLater _ ->
          Optional.empty();
    };
  }

  /// What the session says about an obligation.
  ///
  /// @param state the session's state, going on or ended
  /// @param commitmentId the commitment
  /// @param obligation which of its obligations, from 0
  /// @param earlier disputes about it so far
  /// @return nothing if the session has no such obligation
  public static Optional<DisputeFacts> facts(
      SessionState state,
      String commitmentId,
      long obligation,
      List<DisputeFacts.Earlier> earlier) {
    return state
        .said()
        .flatMap(
            talk ->
                talk.promises()
                    .byId(commitmentId)
                    .filter(c -> obligation < c.obligations().size())
                    .map(c -> facts(talk, c, c.obligations().get((int) obligation), earlier)));
  }

  private static DisputeFacts facts(
      Talk talk, Commitment commitment, Obligation owed, List<DisputeFacts.Earlier> earlier) {
    Map<AgentUri, String> principals = new TreeMap<>();
    for (Participant participant : talk.participants().values()) {
      if (participant.seat().principal()) {
        principals.put(
            participant.agent(), participant.card().map(card -> card.orgId()).orElse(""));
      }
    }
    List<AgentUri> authorities = talk.opening().terms().authorities();
    return new DisputeFacts(
        talk.opening().session(),
        talk.head().hash(),
        talk.steward(),
        Map.copyOf(principals),
        authorities.isEmpty() ? Set.of(talk.steward()) : Set.copyOf(authorities),
        commitment.id(),
        commitment.status(),
        owed.index(),
        owed.status(),
        owed.since(),
        owed.debtor(),
        owed.creditor(),
        owed.terms().lastMoment(),
        stake(commitment, owed),
        owed.terms().acceptance(),
        owed.lastClaim(),
        owed.admittedAt(),
        List.copyOf(earlier));
  }

  private static Optional<DisputeFacts.Stake> stake(Commitment commitment, Obligation owed) {
    Optional<Amount> worth = commitment.worth(owed.index());
    if (worth.isEmpty()) {
      return Optional.empty();
    }
    Amount part = worth.get();
    Optional<Escrow> escrow = commitment.escrow();
    Amount held =
        escrow
            .filter(_ -> stillHeld(commitment, owed))
            .map(e -> e.shares().get(owed.index()))
            .orElseGet(() -> Amount.zero(part.currency()));
    return Optional.of(
        new DisputeFacts.Stake(
            part,
            held,
            escrow.map(Escrow::depositor).orElse(owed.creditor()),
            escrow.map(Escrow::beneficiary).orElse(owed.debtor())));
  }

  /// What was paid is gone; a dispute about it is about trust alone.
  private static boolean stillHeld(Commitment commitment, Obligation owed) {
    boolean byRuling =
        commitment.escrow().filter(e -> e.release() == ReleaseCondition.RULING).isPresent();
    return switch (owed.status()) {
      case OPEN, CLAIMED, REJECTED, LATE, DISPUTED, BREACHED -> true;
      case FULFILLED -> byRuling;
      case RELEASED -> false;
    };
  }

  /// How much of the escrow the steward asks for when it files: what was agreed to be forfeited for
  /// a failure; all of it where only a person can read what was agreed, who may then give less.
  ///
  /// @param commitment the commitment
  /// @return 0 to 1, in at most 6 decimal places
  public static BigDecimal forfeited(Commitment commitment) {
    return commitment
        .escrow()
        .map(escrow -> escrow.penalties().nonDelivery())
        .map(
            penalty ->
                switch (penalty) {
                  case NonDelivery.Forfeit(BigDecimal percent) ->
                      percent.movePointLeft(2).setScale(6, RoundingMode.DOWN);
                  case NonDelivery.Prose() -> BigDecimal.ONE;
                })
        .orElse(BigDecimal.ONE)
        .stripTrailingZeros();
  }

  /// INFORM `dispute` by the steward.
  static Ruling record(Talk talk, Instant at, Inform.Content.Disputed disputed) {
    return moved(talk, disputed, at)
        .map(Ruling::stay)
        .orElseGet(
            () ->
                Ruling.badReference(
                    disputed.commitmentId(), "no obligation that this can be said of"));
  }

  /// What a dispute makes of a session that has ended.
  ///
  /// @param state the session
  /// @param move what the dispute's record says
  /// @param at when it was accepted
  /// @return the session after it with the effects of that; nothing if the session has no
  ///   obligation that this can be said of
  public static Optional<Step.Moved> after(SessionState.Ended state, Move move, Instant at) {
    Talk quiet = state.talk().with(state.talk().promises().quiet());
    return moved(quiet, move.said(), at)
        .map(
            talk -> {
              SessionState next = state.with(talk);
              return new Step.Moved(next, Effects.between(state, next, talk.promises().changed()));
            });
  }

  private static Optional<Talk> moved(Talk talk, Inform.Content.Disputed said, Instant at) {
    return talk.promises()
        .byId(said.commitmentId())
        .filter(Commitment::bound)
        .filter(commitment -> said.obligation() < commitment.obligations().size())
        .flatMap(
            commitment -> {
              Obligation owed = commitment.obligations().get((int) said.obligation());
              return after(owed.status(), said.finding())
                  .map(
                      next ->
                          commitment.change(
                              owed.index(), o -> o.disputed(said.disputeId(), next, at)));
            })
        .map(
            changed ->
                FulfillmentRules.withoutTimers(talk, changed.id(), (int) said.obligation())
                    .with(changed));
  }

  private static Optional<ObligationStatus> after(ObligationStatus was, Finding finding) {
    return switch (finding) {
      case FILED -> was.after(ObligationStatus.Event.DISPUTE);
      case BREACHED -> was.after(ObligationStatus.Event.FOUND_BREACHED);
      case FULFILLED -> was.after(ObligationStatus.Event.FOUND_FULFILLED);
      case UNCHANGED -> was.after(ObligationStatus.Event.DISPUTE).filter(was::equals);
    };
  }

  /// The obligations that broke, or came into dispute, without a dispute about it yet.
  ///
  /// @param state the session's state
  /// @return in the order of the commitments; looks at none while there is nothing to file
  public static List<Unfiled> unfiled(SessionState state) {
    Optional<Talk> talk = state.said();
    if (talk.isEmpty() || talk.get().promises().unfiled() == 0) {
      return List.of();
    }
    return talk.get().promises().all().stream()
        .filter(Commitment::bound)
        .<Unfiled>mapMulti(
            (commitment, out) ->
                commitment.obligations().stream()
                    .filter(Obligation::unfiled)
                    .forEach(owed -> out.accept(new Unfiled(commitment, owed))))
        .toList();
  }

  /// An obligation that the steward has to file a dispute about.
  ///
  /// @param commitment its commitment
  /// @param obligation the obligation
  public record Unfiled(Commitment commitment, Obligation obligation) {}
}

package dev.parley.core.commitment;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// A promise in several parts, binding once everybody needed has accepted it (protocol sections 8
/// and 9). Immutable.
///
/// @param id its body id
/// @param committer the principal that offered it
/// @param madeBy the hash of the COMMIT
/// @param position the position of the COMMIT
/// @param obligations its parts, in order
/// @param needed the principals that have to accept
/// @param accepted those that have
/// @param status where it stands
/// @param value what it is worth, if stated
/// @param amends the commitment that it replaces, if any
/// @param verificationWindow how long a claim can be examined
/// @param escrow what is held for it, if anything
/// @param exitFee what its debtors may pay to leave an obligation, if that was agreed
public record Commitment(
    String id,
    AgentUri committer,
    Hash madeBy,
    long position,
    List<Obligation> obligations,
    Set<AgentUri> needed,
    Set<AgentUri> accepted,
    CommitmentStatus status,
    Optional<Money> value,
    Optional<String> amends,
    Duration verificationWindow,
    Optional<Escrow> escrow,
    Optional<Amount> exitFee) {

  /// Those who still have to accept, in order of their names.
  ///
  /// @return a new list
  public List<AgentUri> awaited() {
    Set<AgentUri> out = new TreeSet<>(needed);
    out.removeAll(accepted);
    return List.copyOf(out);
  }

  /// Whether the depositor of its escrow has agreed, so that the money is set aside.
  ///
  /// @return false without escrow
  public boolean reserved() {
    return escrow
        .map(Escrow::depositor)
        .filter(depositor -> depositor.equals(committer) || accepted.contains(depositor))
        .isPresent();
  }

  /// The same commitment with one more ACCEPT.
  ///
  /// @param principal who accepted
  /// @return ACTIVE if nobody is awaited any more
  public Commitment acceptedBy(AgentUri principal) {
    Set<AgentUri> all = new TreeSet<>(accepted);
    all.add(principal);
    CommitmentStatus next = all.containsAll(needed) ? CommitmentStatus.ACTIVE : status;
    return new Commitment(
        id,
        committer,
        madeBy,
        position,
        obligations,
        needed,
        Set.copyOf(all),
        next,
        value,
        amends,
        verificationWindow,
        escrow,
        exitFee);
  }

  /// The same commitment elsewhere in its life.
  ///
  /// @param next the new state
  /// @return a new value
  public Commitment in(CommitmentStatus next) {
    return new Commitment(
        id,
        committer,
        madeBy,
        position,
        obligations,
        needed,
        accepted,
        next,
        value,
        amends,
        verificationWindow,
        escrow,
        exitFee);
  }

  /// The same commitment with one obligation changed; it is SETTLED once all have ended.
  ///
  /// @param index which obligation
  /// @param change what becomes of it
  /// @return a new value
  public Commitment change(int index, UnaryOperator<Obligation> change) {
    List<Obligation> all = new ArrayList<>(obligations);
    all.set(index, change.apply(all.get(index)));
    boolean settled =
        status == CommitmentStatus.ACTIVE && all.stream().allMatch(o -> o.status().ended());
    return new Commitment(
        id,
        committer,
        madeBy,
        position,
        List.copyOf(all),
        needed,
        accepted,
        settled ? CommitmentStatus.SETTLED : status,
        value,
        amends,
        verificationWindow,
        escrow,
        exitFee);
  }

  /// Whether an obligation of this commitment is still owed.
  ///
  /// @return how many are open; 0 unless the commitment is ACTIVE
  public int openObligations() {
    return status == CommitmentStatus.ACTIVE
        ? (int) obligations.stream().filter(o -> o.status().open()).count()
        : 0;
  }

  /// What one obligation is worth: its part of the value, as its share is of the escrow; without
  /// escrow all are worth the same. Rounded down to the minor unit.
  ///
  /// @param index which obligation
  /// @return nothing without a value
  public Optional<Amount> worth(int index) {
    return value
        .map(whole -> Amount.of(whole, "").orThrow())
        .map(
            whole ->
                escrow
                    .map(e -> part(whole, e.shares().get(index).units(), e.amount().units()))
                    .orElseGet(() -> part(whole, 1, obligations.size())));
  }

  private static Amount part(Amount whole, long share, long of) {
    BigDecimal units =
        BigDecimal.valueOf(whole.units())
            .multiply(BigDecimal.valueOf(share))
            .divideToIntegralValue(BigDecimal.valueOf(of));
    return new Amount(units.longValueExact(), whole.currency());
  }

  /// Whether it ever bound anybody.
  ///
  /// @return true once it was ACTIVE
  public boolean bound() {
    return switch (status) {
      case ACTIVE, SETTLED, AMENDED -> true;
      case PROPOSED, WITHDRAWN, REJECTED, LAPSED -> false;
    };
  }

  /// How many obligations of this commitment broke or came into dispute without a dispute about it.
  ///
  /// @return 0 once all are filed
  public int unfiledObligations() {
    return (int) obligations.stream().filter(Obligation::unfiled).count();
  }

  /// The commitment as the node's API shows it.
  ///
  /// @return a new object
  public JsonObject json() {
    return CommitmentJson.of(this);
  }
}

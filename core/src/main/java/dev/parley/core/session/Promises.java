package dev.parley.core.session;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.CommitmentStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/// The commitments of a session with what the state depends on already counted (protocol sections 6
/// and 9). Immutable.
public final class Promises {
  static final Promises NONE =
      new Promises(TreePMap.empty(), 0, 0, 0, History.NEVER_BOUND, TreePSet.empty());

  /// Whether any commitment was ever ACTIVE.
  private enum History {
    NEVER_BOUND,
    BOUND
  }

  private final PSortedMap<String, Commitment> byId;
  private final int proposed;
  private final int openObligations;
  private final int unfiled;
  private final History history;
  private final PSortedSet<String> changed;

  private Promises(
      PSortedMap<String, Commitment> byId,
      int proposed,
      int openObligations,
      int unfiled,
      History history,
      PSortedSet<String> changed) {
    this.byId = byId;
    this.proposed = proposed;
    this.openObligations = openObligations;
    this.unfiled = unfiled;
    this.history = history;
    this.changed = changed;
  }

  /// All commitments in the order of their ids.
  ///
  /// @return a list
  public List<Commitment> all() {
    return List.copyOf(byId.values());
  }

  /// One commitment.
  ///
  /// @param id its body id
  /// @return nothing if there is none of that id
  public Optional<Commitment> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// How many obligations are open.
  ///
  /// @return 0 if nothing stands in the way of an end
  public int openObligations() {
    return openObligations;
  }

  /// How many obligations broke or came into dispute without a dispute about it yet.
  ///
  /// @return 0 if the steward has nothing to file
  public int unfiled() {
    return unfiled;
  }

  /// Whether any commitment was ever ACTIVE.
  ///
  /// @return true from the first completing ACCEPT on
  public boolean everBound() {
    return history == History.BOUND;
  }

  /// The state that follows from the commitments (protocol section 6, derived state).
  ///
  /// @return AGREEING, EXECUTING or CONVERSING
  public StateName derivedState() {
    if (proposed > 0) {
      return StateName.AGREEING;
    }
    return everBound() ? StateName.EXECUTING : StateName.CONVERSING;
  }

  /// Which commitments changed since [#quiet], so that nobody has to look through all of them.
  PSortedSet<String> changed() {
    return changed;
  }

  Promises quiet() {
    return changed.isEmpty()
        ? this
        : new Promises(byId, proposed, openObligations, unfiled, history, TreePSet.empty());
  }

  Promises with(Commitment next) {
    Commitment before = byId.get(next.id());
    int wasProposed = before != null && before.status() == CommitmentStatus.PROPOSED ? 1 : 0;
    int isProposed = next.status() == CommitmentStatus.PROPOSED ? 1 : 0;
    int wasOpen = before == null ? 0 : before.openObligations();
    int wasUnfiled = before == null ? 0 : before.unfiledObligations();
    return new Promises(
        byId.plus(next.id(), next),
        proposed + isProposed - wasProposed,
        openObligations + next.openObligations() - wasOpen,
        unfiled + next.unfiledObligations() - wasUnfiled,
        next.status() == CommitmentStatus.ACTIVE ? History.BOUND : history,
        changed.plus(next.id()));
  }

  /// At any end of a session what was only proposed lapses.
  Promises lapsed() {
    Promises out = this;
    for (Commitment commitment : byId.values()) {
      if (commitment.status() == CommitmentStatus.PROPOSED) {
        out = out.with(commitment.in(CommitmentStatus.LAPSED));
      }
    }
    return out;
  }

  /// Promises are equal if their commitments are and the same ones were ever binding.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Promises that && byId.equals(that.byId) && history == that.history;
  }

  @Override
  public int hashCode() {
    return Objects.hash(byId, history);
  }

  @Override
  public String toString() {
    return "Promises" + byId.values();
  }
}

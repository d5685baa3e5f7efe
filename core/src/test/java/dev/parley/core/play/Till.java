package dev.parley.core.play;

import static dev.parley.core.play.Invariants.require;

import dev.parley.core.Conversation;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.Escrow;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.identity.Hash;
import dev.parley.core.ledger.Hold;
import dev.parley.core.ledger.HoldId;
import dev.parley.core.ledger.Order;
import dev.parley.core.ledger.Posting;
import dev.parley.core.ledger.SessionMoney;
import dev.parley.core.message.ReleaseCondition;
import dev.parley.core.session.Effect;
import dev.parley.core.session.Talk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What has to hold of the money after every accepted message: a hold is what its commitment says,
/// computed here from where each obligation stands and not from what was ordered.
final class Till {
  private final SessionMoney money = new SessionMoney();

  void accepted(Conversation.Delivered delivered) {
    Talk talk = delivered.after().said().orElseThrow();
    Hash cause = talk.head().hash();
    for (Effect effect : delivered.effects()) {
      if (effect instanceof Effect.MoneyOrdered(List<Order> orders)) {
        Posting.Outcome outcome = money.post(cause, orders);
        require(outcome instanceof Posting.Outcome.Posted, "%s by %s", outcome, orders);
      }
    }
    Map<HoldId, Hold> holds = new HashMap<>();
    money.holds().forEach(hold -> holds.put(hold.id(), hold));
    for (Commitment commitment : talk.promises().all()) {
      HoldId id = new HoldId(talk.opening().session(), commitment.id());
      Hold hold = holds.remove(id);
      require(
          commitment.escrow().isPresent() || hold == null, "%s holds without escrow", commitment);
      commitment.escrow().ifPresent(escrow -> check(commitment, escrow, hold));
    }
    require(holds.isEmpty(), "holds of nothing: %s", holds);
    long sum =
        money.changes().values().stream()
            .flatMap(each -> each.values().stream())
            .mapToLong(Long::longValue)
            .sum();
    require(sum == 0, "%s were made or lost", sum);
  }

  private static void check(Commitment commitment, Escrow escrow, @Nullable Hold hold) {
    boolean reserved =
        escrow.depositor().equals(commitment.committer())
            || commitment.accepted().contains(escrow.depositor());
    require((hold != null) == reserved, "%s is reserved: %s", commitment, reserved);
    if (hold == null) {
      return;
    }
    long left = hold.left().units();
    switch (commitment.status()) {
      case PROPOSED ->
          require(
              hold.status() == Hold.Status.RESERVED && left == escrow.amount().units(),
              "%s and its hold %s",
              commitment,
              hold);
      case WITHDRAWN, REJECTED, LAPSED ->
          require(left == 0, "%s does not bind and holds %s", commitment, hold);
      case ACTIVE, SETTLED, AMENDED -> {
        long due =
            commitment.obligations().stream()
                .filter(o -> stays(escrow, o))
                .mapToLong(o -> escrow.shares().get(o.index()).units())
                .sum();
        require(left == due, "%s holds %s, not %s", commitment, hold, due);
      }
    }
  }

  private static boolean stays(Escrow escrow, Obligation obligation) {
    boolean ruling = escrow.release() == ReleaseCondition.RULING;
    return !obligation.status().ended()
        || (ruling && obligation.status() != ObligationStatus.RELEASED)
        || obligation.status() == ObligationStatus.BREACHED;
  }
}

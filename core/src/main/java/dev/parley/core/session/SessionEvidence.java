package dev.parley.core.session;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.ledger.Account;
import dev.parley.core.ledger.Amount;
import dev.parley.core.ledger.Order;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.Evidence.Backing;
import dev.parley.core.trust.Evidence.Course;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a message of a session makes known about its principals (protocol section 10), compared
/// from the state before and after it: obligations kept, payments made, and how the session ended.
/// What was breached or is in dispute is nothing that trust knows before a dispute about it is
/// final, see [VerdictEvidence].
final class SessionEvidence {
  /// What an amount in another currency counts as at most, in hundredths of dollars.
  private static final long MOST_OF_ANOTHER_CURRENCY = 100_00;

  private static final BigInteger MAX = BigInteger.valueOf(Evidence.MAX_VALUE);

  private SessionEvidence() {}

  /// @param before the commitment before the message, if it was there
  /// @param after the commitment after it
  /// @param orders what the change asks of the ledger
  static void ofCommitment(
      Optional<Commitment> before, Commitment after, List<Order> orders, Pieces pieces) {
    for (Obligation obligation : after.obligations()) {
      if (kept(before, obligation)) {
        pieces.add(
            obligation.debtor(),
            obligation.creditor(),
            origin ->
                new Evidence.ObligationEnded(
                    origin, true, worth(after, obligation.index()), backing(after)));
      }
    }
    for (Order order : orders) {
      switch (order) {
        case Order.Post post ->
            after
                .escrow()
                .ifPresent(
                    escrow -> paid(escrow.depositor(), escrow.beneficiary(), post.paid(), pieces));
        case Order.Pay(
                Account.OfAgent(AgentUri from),
                Account.OfAgent(AgentUri to),
                Amount amount) ->
            paid(from, to, amount, pieces);
        case Order.Pay _, Order.Reserve _, Order.Bind _, Order.Split _, Order.GiveBack _ -> {}
      }
    }
  }

  /// What was in dispute, or had ended, is told by the dispute.
  private static boolean kept(Optional<Commitment> before, Obligation after) {
    return after.status() == ObligationStatus.FULFILLED
        && before
            .map(c -> c.obligations().get(after.index()).status())
            .filter(was -> was.ended() || was == ObligationStatus.DISPUTED)
            .isEmpty();
  }

  private static void paid(AgentUri payer, AgentUri payee, Amount amount, Pieces pieces) {
    if (amount.positive()) {
      pieces.add(
          payer, payee, origin -> new Evidence.PaymentEnded(origin, true, hundredths(amount)));
    }
  }

  /// The end of a session, for each ordered pair of principals that had said yes to it: whoever was
  /// only invited has done nothing, right or wrong.
  static void ofEnd(SessionState before, SessionState after, Pieces pieces) {
    if (!(before instanceof SessionState.Ongoing ongoing)
        || !(after instanceof SessionState.Ended ended)) {
      return;
    }
    List<AgentUri> joined =
        ongoing.talk().participants().values().stream()
            .filter(p -> p.seat().principal() && joined(p))
            .map(Participant::agent)
            .toList();
    for (AgentUri subject : joined) {
      Course course = course(ended, subject);
      Conduct conduct = ended.talk().conductOf(subject);
      if (course == Course.BLAMELESS && conduct.due() == 0) {
        continue;
      }
      for (AgentUri other : joined) {
        pieces.add(
            subject,
            other,
            origin ->
                new Evidence.SessionEnded(
                    origin,
                    course,
                    conduct.due(),
                    conduct.inTime(),
                    backing(ended.talk(), subject, other)));
      }
    }
  }

  private static boolean joined(Participant participant) {
    return switch (participant.standing()) {
      case ACCEPTED, INTRODUCED, LEFT -> true;
      case INVITED, OUT -> false;
    };
  }

  /// Completed is what was agreed on and carried out, or what its closer calls so. Not to agree is
  /// neither done nor failed; and whose obligation was breached or is in dispute has completed
  /// nothing.
  private static Course course(SessionState.Ended ended, AgentUri subject) {
    return switch (ended) {
      case SessionState.Closed closed -> {
        boolean done = closed.talk().promises().everBound() || closed.reason().equals("completed");
        yield done && !owing(closed.talk(), subject) ? Course.COMPLETED : Course.BLAMELESS;
      }
      case SessionState.Failed failed ->
          actedFor(failed).contains(subject) ? Course.AT_FAULT : Course.BLAMELESS;
    };
  }

  private static boolean owing(Talk talk, AgentUri debtor) {
    return talk.promises().all().stream()
        .flatMap(c -> c.obligations().stream())
        .anyMatch(
            o ->
                o.debtor().equals(debtor)
                    && (o.status() == ObligationStatus.BREACHED
                        || o.status() == ObligationStatus.DISPUTED));
  }

  private static Set<AgentUri> actedFor(SessionState.Failed failed) {
    Set<AgentUri> out = new TreeSet<>();
    for (AgentUri agent : failed.atFault()) {
      failed.talk().participant(agent).map(Participant::principal).ifPresent(out::add);
    }
    return out;
  }

  /// Whether a commitment that bound both held money.
  private static Backing backing(Talk talk, AgentUri one, AgentUri other) {
    return talk.promises().all().stream()
            .anyMatch(c -> c.bound() && c.escrow().isPresent() && party(c, one) && party(c, other))
        ? Backing.ESCROWED
        : Backing.FREE;
  }

  private static boolean party(Commitment commitment, AgentUri agent) {
    return commitment.committer().equals(agent) || commitment.needed().contains(agent);
  }

  static Backing backing(Commitment commitment) {
    return commitment.escrow().isPresent() ? Backing.ESCROWED : Backing.FREE;
  }

  /// What an obligation is worth in hundredths of dollars; 0 where nothing was at stake.
  static long worth(Commitment commitment, int obligation) {
    return commitment.worth(obligation).map(SessionEvidence::hundredths).orElse(0L);
  }

  /// An amount in hundredths of US dollars, the currency of the ceilings. The records tell no
  /// exchange rate, so an amount in another currency counts by its number, at most 100.
  static long hundredths(Amount amount) {
    long hundredths = amount.decimal().movePointRight(2).toBigInteger().min(MAX).longValueExact();
    return amount.currency().equals("USD")
        ? hundredths
        : Math.min(hundredths, MOST_OF_ANOTHER_CURRENCY);
  }
}

package dev.parley.core.session;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.Exposure;
import dev.parley.core.commitment.LedgerOrders;
import dev.parley.core.ledger.Order;
import dev.parley.core.session.Participant.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the outside should know after a step. Looks only at what the message touched, so that it
/// costs the same in a long session as in a short one.
final class Effects {
  private Effects() {}

  /// @param touched the commitments that the message changed; those that the end of a session
  ///   changed stand in the state after it
  static List<Effect> between(SessionState before, SessionState after, Set<String> touched) {
    List<Effect> out = new ArrayList<>();
    if (before.name() != after.name()) {
      out.add(new Effect.StateChanged(before.name(), after.name()));
    }
    Talk talk = after.said().orElseThrow();
    if (before.said().map(t -> t.participants().size()).orElse(0) < talk.participants().size()) {
      for (Participant participant : talk.participants().values()) {
        boolean known = before.said().flatMap(t -> t.participant(participant.agent())).isPresent();
        if (!known && asked(participant)) {
          out.add(new Effect.Asked(participant.agent()));
        }
      }
    }
    escalations(before, after, talk, out);
    Set<String> changed = new TreeSet<>(touched);
    changed.addAll(talk.promises().changed());
    Promises past = before.said().map(Talk::promises).orElse(Promises.NONE);
    List<Order> orders = new ArrayList<>();
    Pieces pieces = new Pieces(talk);
    List<Exposure> exposedBefore = new ArrayList<>();
    List<Exposure> exposedAfter = new ArrayList<>();
    for (String id : changed) {
      Commitment commitment = talk.promises().byId(id).orElseThrow();
      Optional<CommitmentStatus> was = past.byId(id).map(Commitment::status);
      if (!was.equals(Optional.of(commitment.status()))) {
        out.add(new Effect.CommitmentChanged(id, commitment.status()));
      }
      past.byId(id).map(Exposure::of).ifPresent(exposedBefore::addAll);
      exposedAfter.addAll(Exposure.of(commitment));
      List<Order> own = LedgerOrders.between(talk.opening().session(), past.byId(id), commitment);
      SessionEvidence.ofCommitment(past.byId(id), commitment, own, pieces);
      orders.addAll(own);
    }
    SessionEvidence.ofEnd(before, after, pieces);
    if (!orders.isEmpty()) {
      out.add(new Effect.MoneyOrdered(givenBackFirst(orders)));
    }
    if (!exposedBefore.equals(exposedAfter)) {
      out.add(new Effect.ExposureChanged(List.copyOf(exposedBefore), List.copyOf(exposedAfter)));
    }
    if (!pieces.none()) {
      out.add(new Effect.EvidenceArose(pieces.all()));
    }
    return List.copyOf(out);
  }

  private static void escalations(
      SessionState before, SessionState after, Talk talk, List<Effect> out) {
    Optional<String> was = EscalationRules.of(before).map(Matter.Escalation::id);
    Optional<Matter.Escalation> is = EscalationRules.of(after);
    if (was.equals(is.map(Matter.Escalation::id))) {
      return;
    }
    was.flatMap(id -> talk.matter(id, Matter.Escalation.class))
        .ifPresent(asked -> out.add(new Effect.EscalationEnded(asked)));
    is.ifPresent(asked -> out.add(new Effect.EscalationAsked(asked)));
  }

  /// What is set free may be set aside again by the same message: an amendment.
  private static List<Order> givenBackFirst(List<Order> orders) {
    List<Order> out = new ArrayList<>(orders.stream().filter(Effects::givesBack).toList());
    out.addAll(orders.stream().filter(order -> !givesBack(order)).toList());
    return List.copyOf(out);
  }

  private static boolean givesBack(Order order) {
    return switch (order) {
      case Order.Post _, Order.Split _, Order.GiveBack _ -> true;
      case Order.Reserve _, Order.Bind _, Order.Pay _ -> false;
    };
  }

  private static boolean asked(Participant participant) {
    return participant.standing() == Standing.INVITED || participant.seat() == Seat.AUTHORITY;
  }
}

package dev.parley.core.dispute;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.ledger.Amount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the held escrow and the bonds go (protocol section 11). What comes out of a pot is exactly
/// what was in it.
///
/// @param parts in a fixed order, none of them zero, all in one currency
public record Settlement(List<Part> parts) {
  private static final BigDecimal HALF = BigDecimal.valueOf(50);

  /// Where an amount lies until now.
  public sealed interface Pot {
    /// In the escrow of the obligation.
    record Escrow() implements Pot {}

    /// In the bonds that an agent has posted out of its account, all of them together.
    ///
    /// @param by who
    record BondOf(AgentUri by) implements Pot {}
  }

  /// One movement.
  ///
  /// @param from where it lies
  /// @param to who gets it; nobody where it is burned
  /// @param amount above zero
  public record Part(Pot from, Optional<AgentUri> to, Amount amount) {}

  /// Splits everything.
  static Settlement of(Dispute dispute, DisputeFacts.Stake stake, Ruling ruling, Outcome outcome) {
    boolean upheld = ruling.decision().upheld();
    AgentUri winner = upheld ? dispute.complainant() : dispute.respondent();
    Optional<AgentUri> loser =
        ruling.basis() == Ruling.Basis.LAPSED
            ? Optional.empty()
            : Optional.of(upheld ? dispute.respondent() : dispute.complainant());
    List<Part> parts = new ArrayList<>();
    if (outcome != Outcome.UNCHANGED) {
      Amount beneficiary = beneficiaryPart(dispute, stake, ruling.decision());
      Amount depositor = stake.escrow().minus(beneficiary);
      escrow(dispute, stake, stake.depositor(), depositor, loser, winner, parts);
      escrow(dispute, stake, stake.beneficiary(), beneficiary, loser, winner, parts);
    }
    for (AgentUri side : dispute.sides()) {
      Amount posted = posted(dispute, stake, side, Bond.Source.ACCOUNT);
      Pot pot = new Pot.BondOf(side);
      if (loser.equals(Optional.of(side))) {
        halve(pot, posted, winner, parts);
      } else {
        add(pot, Optional.of(side), posted, parts);
      }
    }
    return new Settlement(List.copyOf(parts));
  }

  /// What one side of the escrow gets, less the bond that it pledged there and lost. What the other
  /// side is due is never touched: a pledge larger than what its owner gets is lost only so far.
  private static void escrow(
      Dispute dispute,
      DisputeFacts.Stake stake,
      AgentUri owner,
      Amount due,
      Optional<AgentUri> loser,
      AgentUri winner,
      List<Part> parts) {
    Pot pot = new Pot.Escrow();
    Amount pledged =
        loser.equals(Optional.of(owner))
            ? posted(dispute, stake, owner, Bond.Source.ESCROW)
            : Amount.zero(due.currency());
    Amount lost = pledged.compareTo(due) > 0 ? due : pledged;
    add(pot, Optional.of(owner), due.minus(lost), parts);
    halve(pot, lost, winner, parts);
  }

  /// The beneficiary's part of the escrow, rounded down in the depositor's favour.
  private static Amount beneficiaryPart(
      Dispute dispute, DisputeFacts.Stake stake, Decision decision) {
    AgentUri favoured = decision.upheld() ? dispute.victim() : dispute.respondent();
    BigDecimal share = decision.upheld() ? decision.valueShare() : BigDecimal.ONE;
    BigDecimal part =
        isBeneficiary(dispute.facts(), stake, favoured) ? share : BigDecimal.ONE.subtract(share);
    return stake.escrow().percent(part.movePointRight(2));
  }

  /// On which side of the escrow debtor or creditor stand; where the money is others', the one of
  /// them that is neither stands across from the one that is.
  private static boolean isBeneficiary(
      DisputeFacts facts, DisputeFacts.Stake stake, AgentUri agent) {
    AgentUri other = facts.opposite(agent);
    if (agent.equals(stake.beneficiary()) || agent.equals(stake.depositor())) {
      return agent.equals(stake.beneficiary());
    }
    if (other.equals(stake.beneficiary()) || other.equals(stake.depositor())) {
      return other.equals(stake.depositor());
    }
    return agent.equals(facts.debtor());
  }

  static Amount posted(Dispute dispute, DisputeFacts.Stake stake, AgentUri by, Bond.Source source) {
    return dispute.bonds().stream()
        .filter(b -> b.by().equals(by) && b.bond().source() == source)
        .map(b -> b.bond().amount())
        .reduce(Amount.zero(stake.value().currency()), Amount::plus);
  }

  /// Half to the winner, rounded down; the rest is burned, so that a friend cannot be paid back by
  /// losing to him.
  private static void halve(Pot from, Amount amount, AgentUri winner, List<Part> parts) {
    Amount half = amount.percent(HALF);
    add(from, Optional.of(winner), half, parts);
    add(from, Optional.empty(), amount.minus(half), parts);
  }

  private static void add(Pot from, Optional<AgentUri> to, Amount amount, List<Part> parts) {
    if (amount.positive()) {
      parts.add(new Part(from, to, amount));
    }
  }
}

package dev.parley.core.dispute;

import dev.parley.core.identity.AgentUri;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the held escrow and the bonds go (protocol section 11). What comes out of a pot is exactly
/// what was in it.
///
/// @param currency of all amounts
/// @param parts in a fixed order, none of them zero; amounts have the currency's decimal places
public record Settlement(String currency, List<Part> parts) {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

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
  public record Part(Pot from, Optional<AgentUri> to, BigDecimal amount) {}

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
      BigDecimal beneficiary = beneficiaryPart(dispute, stake, ruling.decision());
      BigDecimal depositor = stake.escrow().setScale(stake.digits()).subtract(beneficiary);
      escrow(dispute, stake.depositor(), depositor, loser, winner, parts);
      escrow(dispute, stake.beneficiary(), beneficiary, loser, winner, parts);
    }
    for (AgentUri side : dispute.sides()) {
      BigDecimal posted = posted(dispute, side, Bond.Source.ACCOUNT).setScale(stake.digits());
      Pot pot = new Pot.BondOf(side);
      if (loser.equals(Optional.of(side))) {
        halve(pot, posted, stake.digits(), winner, parts);
      } else {
        add(pot, Optional.of(side), posted, parts);
      }
    }
    return new Settlement(stake.currency(), List.copyOf(parts));
  }

  /// What one side of the escrow gets, less the bond that it pledged there and lost. What the other
  /// side is due is never touched: a pledge larger than what its owner gets is lost only so far.
  private static void escrow(
      Dispute dispute,
      AgentUri owner,
      BigDecimal due,
      Optional<AgentUri> loser,
      AgentUri winner,
      List<Part> parts) {
    Pot pot = new Pot.Escrow();
    BigDecimal lost =
        loser.equals(Optional.of(owner))
            ? posted(dispute, owner, Bond.Source.ESCROW).setScale(due.scale()).min(due)
            : BigDecimal.ZERO;
    add(pot, Optional.of(owner), due.subtract(lost), parts);
    halve(pot, lost, digits(dispute), winner, parts);
  }

  /// The beneficiary's part of the escrow, rounded down in the depositor's favour.
  private static BigDecimal beneficiaryPart(
      Dispute dispute, DisputeFacts.Stake stake, Decision decision) {
    AgentUri favoured = decision.upheld() ? dispute.victim() : dispute.respondent();
    BigDecimal share = decision.upheld() ? decision.valueShare() : BigDecimal.ONE;
    BigDecimal part =
        isBeneficiary(dispute.facts(), stake, favoured) ? share : BigDecimal.ONE.subtract(share);
    return stake.escrow().multiply(part).setScale(stake.digits(), RoundingMode.FLOOR);
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

  private static int digits(Dispute dispute) {
    return dispute.facts().stake().map(DisputeFacts.Stake::digits).orElse(0);
  }

  static BigDecimal posted(Dispute dispute, AgentUri by, Bond.Source source) {
    return dispute.bonds().stream()
        .filter(b -> b.by().equals(by) && b.bond().source() == source)
        .map(b -> b.bond().money().amount())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// Half to the winner, rounded down; the rest is burned, so that a friend cannot be paid back by
  /// losing to him.
  private static void halve(
      Pot from, BigDecimal amount, int digits, AgentUri winner, List<Part> parts) {
    BigDecimal half = amount.divide(TWO, digits, RoundingMode.FLOOR);
    add(from, Optional.of(winner), half, parts);
    add(from, Optional.empty(), amount.subtract(half), parts);
  }

  private static void add(Pot from, Optional<AgentUri> to, BigDecimal amount, List<Part> parts) {
    if (amount.signum() > 0) {
      parts.add(new Part(from, to, amount));
    }
  }
}

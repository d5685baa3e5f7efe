package dev.parley.core.session;

import dev.parley.core.commitment.Escrow;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.Commit;
import dev.parley.core.message.EscrowTerms;
import dev.parley.core.message.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a COMMIT puts into escrow: whose money, for whom, and how it is shared among the
/// obligations (protocol section 9, money). Whether the depositor has it is the ledger's to say.
final class EscrowRules {
  private static final String ESCROW = "/content/body/escrow";

  private EscrowRules() {}

  /// The escrow of a commitment in the making.
  static Decoded<Optional<Escrow>> of(
      Talk talk, Turn turn, Commit commit, List<Obligation> obligations) {
    if (commit.escrow().isEmpty()) {
      return shareWithoutEscrow(commit)
          ? malformed("/content/body/escrow", "is required where an obligation has a share")
          : Decoded.valid(Optional.empty());
    }
    EscrowTerms terms = commit.escrow().get();
    if (commit.value().filter(v -> !v.currency().equals(terms.money().currency())).isPresent()) {
      return malformed(ESCROW + "/currency", "has to be the currency of the value");
    }
    AgentUri committer = turn.principal();
    boolean carries = obligations.stream().allMatch(o -> o.debtor().equals(committer));
    Optional<AgentUri> other = CommitmentRules.other(talk, committer);
    Optional<AgentUri> payer = carries ? other : other.map(_ -> committer);
    Optional<AgentUri> depositor = party(talk, terms.depositor(), payer);
    Optional<AgentUri> beneficiary =
        party(talk, terms.beneficiary(), depositor.flatMap(d -> CommitmentRules.other(talk, d)));
    if (depositor.isEmpty() || beneficiary.isEmpty() || depositor.equals(beneficiary)) {
      return Decoded.refused(
          ErrorCode.INVALID_REFERENCE.because(
              "escrow needs a depositor and another beneficiary among the principals of this"
                  + " session"));
    }
    return Amount.of(terms.money(), ESCROW)
        .then(
            amount ->
                amount.positive()
                    ? Decoded.valid(amount)
                    : malformed(ESCROW + "/amount", "has to be above zero"))
        .then(
            amount ->
                shares(commit, amount)
                    .then(
                        shares ->
                            Decoded.valid(
                                Optional.of(
                                    new Escrow(
                                        amount,
                                        depositor.get(),
                                        beneficiary.get(),
                                        terms.release(),
                                        commit.penalties(),
                                        shares)))));
  }

  private static boolean shareWithoutEscrow(Commit commit) {
    return commit.obligations().stream().anyMatch(o -> o.share().isPresent());
  }

  private static Optional<AgentUri> party(
      Talk talk, Optional<AgentUri> named, Optional<AgentUri> otherwise) {
    return named.isPresent()
        ? named.flatMap(agent -> CommitmentRules.bindable(talk, agent))
        : otherwise;
  }

  /// All obligations say what their share is, or none does: then they are equal, and what cannot be
  /// shared equally belongs to the last.
  private static Decoded<List<Amount>> shares(Commit commit, Amount amount) {
    int count = commit.obligations().size();
    long named = commit.obligations().stream().filter(o -> o.share().isPresent()).count();
    List<Amount> out = new ArrayList<>();
    if (named == 0) {
      long each = amount.units() / count;
      for (int i = 0; i < count; i++) {
        long units = i < count - 1 ? each : amount.units() - each * (count - 1);
        out.add(new Amount(units, amount.currency()));
      }
      return Decoded.valid(List.copyOf(out));
    }
    long sum = 0;
    for (int i = 0; i < count; i++) {
      String pointer = "/content/body/terms/obligations/" + i;
      BigDecimal share = commit.obligations().get(i).share().orElse(BigDecimal.ZERO);
      switch (Amount.of(new Money(share, amount.currency()), pointer)) {
        case Decoded.Refused<Amount>(var refusal) -> {
          return Decoded.refused(refusal);
        }
        case Decoded.Valid<Amount>(Amount part) -> {
          sum += part.units();
          out.add(part);
        }
      }
    }
    return named == count && sum == amount.units()
        ? Decoded.valid(List.copyOf(out))
        : malformed(ESCROW + "/amount", "has to be the sum of the shares of all obligations");
  }

  private static <T> Decoded<T> malformed(String pointer, String rule) {
    return Decoded.refused(
        ErrorCode.MALFORMED.because(pointer + ": " + rule).with("pointer", pointer));
  }
}

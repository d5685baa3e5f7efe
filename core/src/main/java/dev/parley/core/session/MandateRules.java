package dev.parley.core.session;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Clarify;
import dev.parley.core.message.Close;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Firmness;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Mandate;
import dev.parley.core.message.Message;
import dev.parley.core.message.Money;
import dev.parley.core.message.Observe;
import dev.parley.core.message.Performative;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.Reject;
import dev.parley.core.message.Withdraw;
import java.util.Optional;
import java.util.function.Predicate;

/// Whether a mandate lets somebody say something that binds (protocol section 8, people). Policy of
/// whoever keeps the mandate, not part of the fold. Stateless.
public final class MandateRules {
  private MandateRules() {}

  /// A deal, as far as a mandate cares.
  ///
  /// @param stake what it is worth, if that is stated
  /// @param pays whether the principal is the one whose money is held
  private record Deal(Optional<Money> stake, boolean pays) {}

  /// What a mandate has against a message.
  ///
  /// @param mandate of the principal for whom it is said
  /// @param talk the session before it
  /// @param principal for whom it is said
  /// @param message the message
  /// @param body its body
  /// @return nothing if it may be said; else `escalation_required`, with `never: true` in the
  ///   details where no approval helps
  public static Optional<Refusal> objection(
      Mandate mandate, Talk talk, AgentUri principal, Message message, JsonObject body) {
    Optional<Deal> deal = deal(talk, principal, message);
    if (deal.isEmpty()) {
      return Optional.empty();
    }
    Optional<Money> stake = deal.get().stake();
    if (mandate
        .maxValue()
        .filter(most -> stake.filter(s -> above(s, most)).isPresent())
        .isPresent()) {
      return Optional.of(
          refusal("worth more than the mandate allows at all").with("approval", "never"));
    }
    return beyond(mandate, talk, principal, deal.get())
        .filter(_ -> !approved(talk, principal, message, Bodies.hash(body)))
        .map(MandateRules::refusal);
  }

  private static Refusal refusal(String why) {
    return ErrorCode.ESCALATION_REQUIRED.because("beyond the mandate: " + why);
  }

  /// What the principal would be bound to by a message; nothing if to nothing.
  private static Optional<Deal> deal(Talk talk, AgentUri principal, Message message) {
    return switch (message) {
      case Commit commit -> Optional.of(deal(principal, commit));
      case Accept accept -> accepted(talk, principal, accept.reference().id());
      case Propose _,
          Reject _,
          Counter _,
          Inform _,
          Query _,
          Clarify _,
          Delegate _,
          Escalate _,
          Withdraw _,
          Observe _,
          Close _ ->
          Optional.empty();
    };
  }

  private static Optional<Deal> accepted(Talk talk, AgentUri principal, String id) {
    Optional<Commitment> commitment = talk.promises().byId(id);
    if (commitment.isPresent()) {
      boolean pays =
          commitment.get().escrow().filter(e -> e.depositor().equals(principal)).isPresent();
      return Optional.of(new Deal(Stake.of(commitment.get()), pays));
    }
    return talk.matter(id, Matter.Proposal.class)
        .filter(p -> p.firmness() == Firmness.FIRM)
        .flatMap(p -> p.terms().object("commitment"))
        .map(body -> Message.decode(Performative.COMMIT, body))
        .flatMap(
            read ->
                read instanceof Decoded.Valid<Message>(Commit commit)
                    ? Optional.of(deal(principal, commit))
                    : Optional.empty());
  }

  /// Who pays need not be said: then it is nobody who owes.
  private static Deal deal(AgentUri principal, Commit commit) {
    Predicate<AgentUri> own = principal::equals;
    boolean pays =
        commit.escrow().isPresent()
            && commit
                .escrow()
                .flatMap(e -> e.depositor())
                .map(own::test)
                .orElseGet(() -> commit.obligations().stream().noneMatch(o -> own.test(o.party())));
    return new Deal(Stake.of(commit), pays);
  }

  /// Why a deal has to be approved, if so. What states no worth cannot be seen to be within limits.
  private static Optional<String> beyond(
      Mandate mandate, Talk talk, AgentUri principal, Deal deal) {
    for (AgentUri other : talk.principals()) {
      if (!other.equals(principal) && !mandate.names(other)) {
        return Optional.of(other + " is not among its counterparties");
      }
    }
    if (mandate.maxRounds().isPresent()
        && talk.turns().rounds() > mandate.maxRounds().getAsLong()) {
      return Optional.of("after more than " + mandate.maxRounds().getAsLong() + " rounds");
    }
    Optional<Money> floor = deal.pays() ? Optional.empty() : mandate.floor();
    boolean limited =
        mandate.maxValue().isPresent()
            || mandate.approvalAbove().isPresent()
            || floor.isPresent()
            || !mandate.currencies().isEmpty();
    if (deal.stake().isEmpty()) {
      return limited ? Optional.of("no worth is stated") : Optional.empty();
    }
    return worth(mandate, floor, deal.stake().get());
  }

  private static Optional<String> worth(Mandate mandate, Optional<Money> floor, Money stake) {
    String currency = stake.currency();
    if (!mandate.currencies().isEmpty() && !mandate.currencies().contains(currency)) {
      return Optional.of(currency + " is not among its currencies");
    }
    if (mandate.maxValue().filter(most -> !most.currency().equals(currency)).isPresent()
        || mandate.approvalAbove().filter(a -> !a.currency().equals(currency)).isPresent()
        || floor.filter(least -> !least.currency().equals(currency)).isPresent()) {
      return Optional.of("its limits are in another currency than " + currency);
    }
    if (mandate.approvalAbove().filter(limit -> above(stake, limit)).isPresent()) {
      return Optional.of("worth more than what needs no approval");
    }
    return floor.filter(least -> above(least, stake)).map(_ -> "worth less than its floor");
  }

  private static boolean above(Money one, Money other) {
    return one.currency().equals(other.currency()) && one.amount().compareTo(other.amount()) > 0;
  }

  /// Whether an authority approved exactly this, to this principal.
  private static boolean approved(Talk talk, AgentUri principal, Message message, Hash body) {
    for (Matter matter : talk.matters().values()) {
      if (matter instanceof Matter.Escalation asked
          && asked.answer() == Matter.Escalation.Answer.APPROVED
          && asked.origin().principal().equals(principal)
          && about(asked.question(), message, body)) {
        return true;
      }
    }
    return false;
  }

  private static boolean about(Escalate.Question question, Message message, Hash body) {
    return switch (question) {
      case Escalate.Question.AboutOwnMessage(Hash planned) -> planned.equals(body);
      case Escalate.Question.AboutReference(String id) ->
          message instanceof Accept accept && accept.reference().id().equals(id);
      case Escalate.Question.Open() -> false;
    };
  }
}

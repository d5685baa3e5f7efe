package dev.parley.core.session;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Clarify;
import dev.parley.core.message.Close;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Constraints;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Message;
import dev.parley.core.message.Observe;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.Reject;
import dev.parley.core.message.Withdraw;
import java.util.Optional;

/// What every answer has to respect (protocol section 5).
final class Answers {
  private Answers() {}

  static Optional<Ruling> hashDiffers(Accept accept, Matter.Origin origin) {
    return accept
        .acceptedHash()
        .filter(hash -> !hash.equals(origin.hash()))
        .map(
            hash ->
                new Ruling.Denied(
                    ErrorCode.INVALID_REFERENCE
                        .because("acceptedHash is not the hash of what is accepted")
                        .with("expected", origin.hash().text())
                        .with("found", hash.text())));
  }

  /// What a message names as the thing that it answers (protocol section 5).
  static Optional<String> answered(Message message) {
    return switch (message) {
      case Accept a -> Optional.of(a.reference().id());
      case Reject r -> Optional.of(r.reference().id());
      case Counter c -> Optional.of(c.inReplyTo());
      case Clarify c -> Optional.of(c.referenceId());
      case Inform i -> i.inReplyTo();
      case Propose _, Query _, Commit _, Delegate _, Escalate _, Withdraw _, Observe _, Close _ ->
          Optional.empty();
    };
  }

  /// Whether what is answered limits its answers in a way that this one does not respect.
  static Optional<Ruling> constrained(Talk talk, Envelope envelope) {
    Optional<Matter> matter =
        answered(envelope.message()).flatMap(id -> Optional.ofNullable(talk.matters().get(id)));
    if (matter.isEmpty()) {
      return Optional.empty();
    }
    Constraints constraints = matter.get().origin().constraints();
    if (!constraints.allows(envelope.performative())) {
      return Optional.of(
          Ruling.denied(
              ErrorCode.POLICY_VIOLATION,
              matter.get().id() + " does not allow " + envelope.performative() + " as an answer"));
    }
    return constraints.maxTokenBudget().isPresent()
            && NegotiationRules.declaredTokens(envelope.body())
                > constraints.maxTokenBudget().getAsLong()
        ? Optional.of(
            Ruling.denied(
                ErrorCode.BUDGET_EXCEEDED,
                "usage.tokens is above maxTokenBudget of " + matter.get().id()))
        : Optional.empty();
  }

  static Ruling usedId(String id) {
    return new Ruling.Denied(
        ErrorCode.DUPLICATE
            .because("the id " + id + " was used before in this session")
            .with("reference", id));
  }
}

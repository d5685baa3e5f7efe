package dev.parley.core.session;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.error.Decoded;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.EscrowTerms;
import dev.parley.core.message.Message;
import dev.parley.core.message.Money;
import dev.parley.core.message.Performative;
import java.util.Optional;

/// What is at stake: the value that a commitment states, or its escrow where that is more or
/// nothing is stated (protocol sections 8 and 9). Stateless.
public final class Stake {
  private Stake() {}

  /// Of a COMMIT that is planned.
  ///
  /// @param commit the message
  /// @return nothing where it states no amount
  public static Optional<Money> of(Commit commit) {
    return more(commit.value(), commit.escrow().map(EscrowTerms::money));
  }

  /// Of a commitment.
  ///
  /// @param commitment as it stands
  /// @return nothing where it states no amount
  public static Optional<Money> of(Commitment commitment) {
    return more(commitment.value(), commitment.escrow().map(e -> money(e.amount())));
  }

  /// Of an escalation about something that was said.
  ///
  /// @param talk the session
  /// @param escalation what is asked
  /// @return nothing where it is about no commitment, or about one without an amount
  public static Optional<Money> of(Talk talk, Matter.Escalation escalation) {
    if (!(escalation.question() instanceof Escalate.Question.AboutReference(String id))) {
      return Optional.empty();
    }
    String commitment =
        talk.matter(id, Matter.Claim.class).map(Matter.Claim::commitmentId).orElse(id);
    return talk.promises().byId(commitment).flatMap(Stake::of);
  }

  /// Of a body that somebody plans to say: a COMMIT, or the ACCEPT of a commitment.
  ///
  /// @param talk the session
  /// @param body any body
  /// @return nothing where it is neither, or states no amount
  public static Optional<Money> of(Talk talk, JsonObject body) {
    Optional<Commitment> known = body.string("commitmentId").flatMap(talk.promises()::byId);
    if (known.isPresent()) {
      return of(known.get());
    }
    return Message.decode(Performative.COMMIT, body)
            instanceof Decoded.Valid<Message>(Commit commit)
        ? of(commit)
        : Optional.empty();
  }

  private static Money money(Amount amount) {
    return new Money(amount.decimal(), amount.currency());
  }

  private static Optional<Money> more(Optional<Money> value, Optional<Money> escrow) {
    return escrow
        .filter(
            e ->
                value
                    .filter(
                        v ->
                            !v.currency().equals(e.currency())
                                || v.amount().compareTo(e.amount()) >= 0)
                    .isEmpty())
        .or(() -> value);
  }
}

package dev.parley.client;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Money;
import dev.parley.core.wire.Timestamp;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The body of a COMMIT, put together part by part: who owes what until when (protocol sections 5
/// and 9). Immutable.
///
/// @param body the body as it stands
public record Pledge(JsonObject body) {

  /// Starts a commitment.
  ///
  /// @param deadline until when everything has to be fulfilled
  /// @return a commitment that still needs an obligation
  public static Pledge until(Instant deadline) {
    return new Pledge(
        JsonObject.EMPTY
            .with("commitmentId", FreshIds.bodyId("commitment"))
            .with("deadline", Timestamp.format(deadline)));
  }

  /// Its id.
  ///
  /// @return unique
  public String commitmentId() {
    return body.string("commitmentId").orElseThrow();
  }

  /// Adds an obligation with the common deadline.
  ///
  /// @param party who owes
  /// @param action what, for people
  /// @return a new pledge
  public Pledge owes(AgentUri party, String action) {
    return obligation(JsonObject.EMPTY.with("party", party.text()).with("action", action));
  }

  /// Adds an obligation with a deadline of its own.
  ///
  /// @param party who owes
  /// @param action what, for people
  /// @param deadline until when
  /// @return a new pledge
  public Pledge owes(AgentUri party, String action, Instant deadline) {
    return obligation(
        JsonObject.EMPTY
            .with("party", party.text())
            .with("action", action)
            .with("deadline", Timestamp.format(deadline)));
  }

  /// Adds an obligation with whatever members it has.
  ///
  /// @param obligation `party`, `action` and what else it needs
  /// @return a new pledge
  public Pledge obligation(JsonObject obligation) {
    List<JsonValue> all =
        new ArrayList<>(terms().array("obligations").orElse(JsonArray.EMPTY).values());
    all.add(obligation);
    return inTerms("obligations", JsonArray.of(all));
  }

  /// Says what it is worth.
  ///
  /// @param amount not negative
  /// @param currency an ISO 4217 code
  /// @return a new pledge
  public Pledge worth(BigDecimal amount, String currency) {
    return with("value", Amounts.json(new Money(amount, currency)));
  }

  /// Puts money into escrow until the obligations end; by default whoever pays deposits it.
  ///
  /// @param amount above 0
  /// @param currency an ISO 4217 code
  /// @return a new pledge
  public Pledge escrow(BigDecimal amount, String currency) {
    return with("escrow", Amounts.json(new Money(amount, currency)));
  }

  /// Puts money of one party into escrow for another until the obligations end.
  ///
  /// @param amount above 0
  /// @param currency an ISO 4217 code
  /// @param depositor whose money
  /// @param beneficiary who is paid
  /// @return a new pledge
  public Pledge escrow(
      BigDecimal amount, String currency, AgentUri depositor, AgentUri beneficiary) {
    return with(
        "escrow",
        Amounts.json(new Money(amount, currency))
            .with("releaseCondition", "fulfillment-verified")
            .with("depositor", depositor.text())
            .with("beneficiary", beneficiary.text()));
  }

  /// Lets a debtor leave an obligation for a fee, paid to its creditor.
  ///
  /// @param amount above 0
  /// @param currency an ISO 4217 code
  /// @return a new pledge
  public Pledge exitFee(BigDecimal amount, String currency) {
    return with("exitFee", Amounts.json(new Money(amount, currency)));
  }

  /// Names the accepted proposal that it puts into effect.
  ///
  /// @param proposalId the proposal
  /// @return a new pledge
  public Pledge fulfilling(String proposalId) {
    return new Pledge(body.with("proposalId", proposalId));
  }

  /// Names the commitment that it replaces.
  ///
  /// @param commitmentId the commitment
  /// @return a new pledge
  public Pledge amending(String commitmentId) {
    return new Pledge(body.with("amends", commitmentId));
  }

  /// Says how long a claim can be examined.
  ///
  /// @param window at least one hour outside development clocks
  /// @return a new pledge
  public Pledge examinedWithin(Duration window) {
    return with("verificationWindowMs", JsonNumber.of(window.toMillis()));
  }

  /// Agrees on a penalty for being late, so that fulfilment after the deadline still counts.
  ///
  /// @param percentPerDay above 0
  /// @return a new pledge
  public Pledge latePerDay(BigDecimal percentPerDay) {
    JsonObject late = JsonObject.EMPTY.with("percentPerDay", Amounts.json(percentPerDay));
    return inTerms("penalties", JsonObject.EMPTY.with("lateFulfillment", late));
  }

  /// Puts any other member of the body.
  ///
  /// @param member its name
  /// @param value its value
  /// @return a new pledge
  public Pledge with(String member, JsonValue value) {
    return new Pledge(body.with(member, value));
  }

  private Pledge inTerms(String member, JsonValue value) {
    return with("terms", terms().with(member, value));
  }

  private JsonObject terms() {
    return body.object("terms").orElse(JsonObject.EMPTY);
  }
}

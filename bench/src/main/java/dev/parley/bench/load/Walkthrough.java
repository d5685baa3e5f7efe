package dev.parley.bench.load;

import dev.parley.bench.load.Talk.Side;
import dev.parley.bench.load.Talk.Words;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Money;
import dev.parley.core.message.Performative;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is said in one session from the invitation to the end: the published walkthrough, with as
/// many counter-offers as are asked for. It always says the same.
///
/// @param alpha who invites
/// @param beta who is invited
/// @param steward the node's agent
/// @param escrow what of alpha's money is held for the deal, if any
public record Walkthrough(Voice alpha, Voice beta, AgentUri steward, Optional<Money> escrow) {
  /// Long enough for sessions that wait while thousands of others are opened.
  private static final Duration PATIENCE = Duration.ofHours(2);

  private static final Duration DEADLINE = Duration.ofMinutes(30);

  /// A walkthrough without escrow.
  ///
  /// @param alpha who invites
  /// @param beta who is invited
  /// @param steward the node's agent
  public Walkthrough(Voice alpha, Voice beta, AgentUri steward) {
    this(alpha, beta, steward, Optional.empty());
  }

  /// The same with money of alpha's held for beta until the deal is done.
  ///
  /// @param money how much
  /// @return a new walkthrough
  public Walkthrough holding(Money money) {
    return new Walkthrough(alpha, beta, steward, Optional.of(money));
  }

  /// The messages of a session, in order.
  ///
  /// @param counters how many counter-offers, at least 0
  /// @return 14 messages and the counter-offers
  public List<Words> words(int counters) {
    List<Words> all = new ArrayList<>(introduction());
    String offer = "offer-0";
    all.add(
        new Words(
            Side.ALPHA,
            Performative.PROPOSE,
            JsonObject.builder()
                .put("proposalId", offer)
                .put("type", "service-agreement")
                .put("subject", "100 GPU hours on H100")
                .put("terms", terms(0))
                .build()));
    Side side = Side.BETA;
    for (int i = 1; i <= counters; i++) {
      String next = "offer-" + i;
      all.add(
          new Words(
              side,
              Performative.COUNTER,
              JsonObject.builder()
                  .put("proposalId", next)
                  .put("inReplyTo", offer)
                  .put("terms", terms(i))
                  .build()));
      offer = next;
      side = side.other();
    }
    all.add(new Words(side, Performative.ACCEPT, JsonObject.EMPTY.with("proposalId", offer)));
    all.addAll(deal(offer));
    return all;
  }

  /// The first four messages, after which the two have met.
  ///
  /// @return invitation, consent, and each side's card
  public List<Words> introduction() {
    JsonObject terms =
        JsonObject.builder()
            .put("node", steward.text())
            .put("proposedDuration", PATIENCE.toMillis())
            .put("timers", JsonObject.EMPTY.with("silence", PATIENCE.toMillis()))
            .put(
                "invitees",
                JsonArray.of(List.of(JsonObject.EMPTY.with("agentId", beta.uri().text()))))
            .build();
    return List.of(
        new Words(
            Side.ALPHA,
            Performative.PROPOSE,
            JsonObject.builder()
                .put("proposalId", "invitation")
                .put("type", "session-invitation")
                .put("subject", "GPU hours")
                .put("terms", terms)
                .build()),
        new Words(
            Side.BETA, Performative.ACCEPT, JsonObject.EMPTY.with("proposalId", "invitation")),
        identity(Side.ALPHA, alpha),
        identity(Side.BETA, beta));
  }

  private static Words identity(Side side, Voice voice) {
    JsonObject card =
        JsonObject.EMPTY
            .with("cardHash", voice.card().hash().text())
            .with("cardVersion", voice.card().version());
    return new Words(
        side,
        Performative.INFORM,
        JsonObject.EMPTY.with("informType", "identity").with("data", card));
  }

  /// An offer in terms as long as real ones.
  ///
  /// @param round decides the price
  /// @return the terms
  public static JsonObject terms(int round) {
    return JsonObject.builder()
        .put("gpuHours", 100)
        .put("gpu", "H100")
        .put("region", "eu-central")
        .put("pricePerHour", new JsonNumber(1.8 + round / 100.0))
        .put("currency", "USD")
        .put("deliveryWindow", "2026-12-01T00:00:00.000Z/2026-12-08T00:00:00.000Z")
        .put("paymentTerms", "net 30 after verified delivery")
        .build();
  }

  /// One offer of many in a session without an end: a proposal, then counter-offers.
  ///
  /// @param side who says it
  /// @param round from 0 for the proposal
  /// @return what to say
  public static Words offer(Side side, int round) {
    JsonObject body =
        JsonObject.EMPTY.with("proposalId", "offer-" + round).with("terms", terms(round % 50));
    return round == 0
        ? new Words(
            side,
            Performative.PROPOSE,
            body.with("type", "service-agreement").with("subject", "GPU hours"))
        : new Words(side, Performative.COUNTER, body.with("inReplyTo", "offer-" + (round - 1)));
  }

  private List<Words> deal(String offer) {
    String due = Timestamp.format(Instant.now().plus(DEADLINE).truncatedTo(ChronoUnit.MILLIS));
    JsonObject delivery = obligation(beta, alpha, "deliver 100 GPU hours (H100, eu-central)");
    JsonObject payment = obligation(alpha, beta, "pay the price agreed");
    JsonObject.Builder promise =
        JsonObject.builder()
            .put("commitmentId", "deal")
            .put("proposalId", offer)
            .put("deadline", due)
            .put(
                "terms",
                JsonObject.EMPTY.with("obligations", JsonArray.of(List.of(delivery, payment))));
    escrow.ifPresent(money -> promise.put("escrow", held(money)));
    return List.of(
        new Words(Side.ALPHA, Performative.COMMIT, promise.build()),
        new Words(Side.BETA, Performative.ACCEPT, JsonObject.EMPTY.with("commitmentId", "deal")),
        claim(Side.BETA, "delivered", 0),
        new Words(
            Side.ALPHA, Performative.ACCEPT, JsonObject.EMPTY.with("fulfillmentId", "delivered")),
        claim(Side.ALPHA, "paid", 1),
        new Words(Side.BETA, Performative.ACCEPT, JsonObject.EMPTY.with("fulfillmentId", "paid")),
        new Words(
            Side.BETA,
            Performative.INFORM,
            JsonObject.EMPTY.with("informType", "status").with("subject", "thank you")),
        new Words(Side.ALPHA, Performative.CLOSE, JsonObject.EMPTY.with("reason", "completed")));
  }

  private JsonObject held(Money money) {
    return JsonObject.EMPTY
        .with("amount", money.amount().toPlainString())
        .with("currency", money.currency())
        .with("depositor", alpha.uri().text())
        .with("beneficiary", beta.uri().text());
  }

  private static JsonObject obligation(Voice party, Voice beneficiary, String action) {
    return JsonObject.builder()
        .put("party", party.uri().text())
        .put("beneficiary", beneficiary.uri().text())
        .put("action", action)
        .put("verificationMethod", "the other side compares the evidence with the terms")
        .build();
  }

  private static Words claim(Side side, String id, int obligation) {
    return new Words(
        side,
        Performative.INFORM,
        JsonObject.builder()
            .put("informType", "fulfillment")
            .put("fulfillmentId", id)
            .put("commitmentId", "deal")
            .put("obligation", obligation)
            .put("evidence", terms(obligation))
            .build());
  }
}

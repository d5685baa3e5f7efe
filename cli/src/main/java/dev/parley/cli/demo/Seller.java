package dev.parley.cli.demo;

import dev.parley.client.Agent;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Clarify;
import dev.parley.core.message.Close;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Message;
import dev.parley.core.message.Observe;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.Reference;
import dev.parley.core.message.Reject;
import dev.parley.core.message.SessionId;
import dev.parley.core.message.Withdraw;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The seller: waits to be invited, asks back, haggles, checks promise and escrow before it binds
/// itself, delivers with evidence. For one thread.
public final class Seller {
  private static final BigDecimal LIST_PRICE = new BigDecimal("3.20");
  private static final BigDecimal GENEROSITY = new BigDecimal("1.20");
  private static final int HALF = 50;

  private final Agent agent;
  private final Haggling haggling;
  private final Journal journal;
  private final List<BigDecimal> bids = new ArrayList<>();
  private final List<BigDecimal> asks = new ArrayList<>();
  private Optional<Received> asked = Optional.empty();
  private Optional<Deal> deal = Optional.empty();
  private Optional<String> agreed = Optional.empty();

  /// A seller.
  ///
  /// @param agent who it is
  /// @param floor the least that it takes for an hour
  /// @param journal hears what happens
  public Seller(Agent agent, BigDecimal floor, Journal journal) {
    this.agent = agent;
    this.haggling = new MirroringSeller(LIST_PRICE.max(floor), floor, GENEROSITY);
    this.journal = journal;
  }

  /// Sells once, from registration to the end of the session.
  ///
  /// @return the session, which has ended
  public SessionId sell() {
    return new Audience(agent, journal).attend(this::answer);
  }

  private void answer(Session session, Received message) {
    Message said = message.message();
    switch (said) {
      case Propose _ -> {
        asked = Optional.of(message);
        say(
            session,
            Say.askAbout(message, "May the hours run on several GPUs at once?"),
            "Before I name a price I have to know what it takes.");
      }
      case Clarify(_, _, Optional<String> answer) when answer.isPresent() && asked.isPresent() -> {
        Received proposal = asked.get();
        asked = Optional.empty();
        haggle(session, proposal);
      }
      case Counter _ -> haggle(session, message);
      case Accept(Reference(Reference.Kind kind, String id), _)
          when kind == Reference.Kind.PROPOSAL ->
          agreed = Optional.of(id);
      case Commit _ -> commit(session, message);
      case Clarify _,
          Accept _,
          Reject _,
          Inform _,
          Query _,
          Delegate _,
          Escalate _,
          Withdraw _,
          Observe _,
          Close _ -> {}
    }
  }

  private void haggle(Session session, Received message) {
    Optional<Deal> offered = Deal.in(message.body().object("terms").orElse(JsonObject.EMPTY));
    if (offered.isEmpty()) {
      say(
          session,
          Say.reject(message, ErrorCode.SCHEMA_UNSUPPORTED, "I sell GPU hours for a job"),
          "I do not understand these terms.");
      return;
    }
    bids.add(offered.get().pricePerHour());
    deal = offered;
    switch (haggling.answer(asks, bids)) {
      case Move.Take(String thought) -> {
        agreed = message.body().string("proposalId");
        say(session, Say.accept(message), thought);
      }
      case Move.Ask(BigDecimal price, String thought) -> {
        deal = offered.map(d -> d.at(price));
        asks.add(price);
        say(session, Say.counter(message, deal.orElseThrow().terms()), thought);
      }
      case Move.Walk(String thought) ->
          say(
              session,
              Say.reject(message, ErrorCode.CAPACITY_UNAVAILABLE, "not at this price"),
              thought);
    }
  }

  private void commit(Session session, Received message) {
    Optional<String> objection =
        deal.isEmpty() || agreed.isEmpty()
            ? Optional.of("nothing was agreed yet")
            : Terms.objection(
                deal.get(), message.sender(), agent.id(), agreed.get(), message.body());
    if (objection.isPresent()) {
      say(
          session,
          Say.reject(message, ErrorCode.POLICY_VIOLATION, objection.get()),
          "That is not what we agreed on.");
      return;
    }
    say(
        session,
        Say.accept(message),
        "Word for word what we agreed on, and the money is held. From here on I am bound.");
    deliver(session, message.body().string("commitmentId").orElseThrow());
  }

  private void deliver(Session session, String commitmentId) {
    JsonObject evidence =
        Delivery.evidence(
            deal.orElseThrow(),
            percent -> {
              if (percent == HALF) {
                say(session, progress(commitmentId), "The buyer likes to know.");
              }
            });
    say(
        session,
        Say.fulfill(commitmentId, Terms.DELIVERY, evidence),
        "Done; the meter shows each GPU's hours and the checksum of what it computed.");
  }

  private static Utterance progress(String commitmentId) {
    return Say.inform(
        "progress",
        JsonObject.builder()
            .put("commitmentId", commitmentId)
            .put("obligation", Terms.DELIVERY)
            .put("percent", HALF)
            .build());
  }

  private Received say(Session session, Utterance utterance, String thought) {
    return journal.say(session, utterance, thought);
  }
}

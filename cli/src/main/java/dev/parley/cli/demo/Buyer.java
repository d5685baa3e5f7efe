package dev.parley.cli.demo;

import dev.parley.client.Agent;
import dev.parley.client.FoundAgent;
import dev.parley.client.Invite;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Clarify;
import dev.parley.core.message.Close;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Inform.Content.Fulfillment;
import dev.parley.core.message.Message;
import dev.parley.core.message.Observe;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.Reference;
import dev.parley.core.message.Reject;
import dev.parley.core.message.SessionId;
import dev.parley.core.message.Withdraw;
import dev.parley.core.session.SessionState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The buyer: finds a seller, haggles, puts the price into escrow for a promise, checks what is
/// delivered, closes. For one thread.
public final class Buyer {
  /// What it looks for.
  public static final String CAPABILITY = "gpu-compute";

  /// How many hours it wants.
  public static final int HOURS = 100;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration TIME_TO_FULFIL = Duration.ofMinutes(30);
  private static final int MOST_ROUNDS = 40;

  private final Agent agent;
  private final Haggling haggling;
  private final Journal journal;
  private final Purse purse;
  private final List<BigDecimal> bids = new ArrayList<>();
  private final List<BigDecimal> asks = new ArrayList<>();
  private Deal deal;
  private Optional<AgentUri> seller = Optional.empty();

  /// A buyer.
  ///
  /// @param agent who it is
  /// @param limit the most that it pays for an hour
  /// @param job what it wants computed
  /// @param journal hears what happens
  public Buyer(Agent agent, BigDecimal limit, String job, Journal journal) {
    this.agent = agent;
    this.haggling = new PatientBuyer(new BigDecimal("1.80").min(limit), limit, 5);
    this.journal = journal;
    this.purse = new Purse(agent);
    this.deal = new Deal(HOURS, "H100", "eu-central", haggling.opening(), "USD", job);
  }

  /// Buys, from registration to the end of the session.
  ///
  /// @return the session, which has ended
  public SessionId buy() {
    journal.registered(agent.register());
    List<FoundAgent> found = agent.discover(CAPABILITY, 0);
    journal.discovered(CAPABILITY, found);
    AgentUri chosen =
        found.stream()
            .max(Comparator.comparingDouble(FoundAgent::trustScore))
            .orElseThrow(() -> new IllegalStateException("nobody offers " + CAPABILITY))
            .agentId();
    seller = Optional.of(chosen);
    Invite invite =
        Invite.to(chosen, "%d GPU hours on %s".formatted(deal.gpuHours(), deal.gpu()))
            .lasting(TIME_TO_FULFIL)
            .rounds(MOST_ROUNDS);
    try (Session session = agent.open(invite)) {
      SessionState state = session.introduced(PATIENCE);
      journal.catchUp(session);
      if (!(state instanceof SessionState.Ended)) {
        propose(session);
        listen(session);
      }
      journal.learned(session);
      return session.id();
    }
  }

  private void propose(Session session) {
    bids.add(deal.pricePerHour());
    say(
        session,
        Say.propose(ProposalType.SERVICE_AGREEMENT, subject(), deal.terms()).to(seller()),
        "I begin low, at %s; my limit is a secret.".formatted(deal.pricePerHour()));
  }

  private void listen(Session session) {
    while (!session.ended()) {
      Optional<Received> next = session.next(PATIENCE);
      journal.catchUp(session);
      if (next.isPresent() && !session.ended()) {
        answer(session, next.get());
      } else if (next.isEmpty() && !session.ended()) {
        throw new IllegalStateException("the seller has said nothing for " + PATIENCE);
      }
    }
  }

  private void answer(Session session, Received message) {
    Message said = message.message();
    switch (said) {
      case Clarify(_, Optional<String> question, _) when question.isPresent() ->
          say(
              session,
              Say.explain(message, "Yes, on as many as you like, if each one is metered."),
              "That matters little to me, so I leave it to the seller.");
      case Counter counter -> haggle(session, message, counter.terms());
      case Accept(Reference reference, _) -> accepted(session, reference);
      case Inform(_, _, Fulfillment claim) -> examine(session, message, claim);
      case Reject _ -> say(session, Say.close("no-agreement"), "The seller gives up, and so do I.");
      case Propose _,
          Clarify _,
          Inform _,
          Query _,
          Commit _,
          Delegate _,
          Escalate _,
          Withdraw _,
          Observe _,
          Close _ -> {}
    }
  }

  private void haggle(Session session, Received message, JsonObject terms) {
    Optional<Deal> offered = Deal.in(terms);
    if (offered.isEmpty() || !offered.get().at(deal.pricePerHour()).equals(deal)) {
      say(
          session,
          Say.reject(message, ErrorCode.POLICY_VIOLATION, "that is not what I asked for"),
          "Another thing than the one that I want.");
      return;
    }
    asks.add(offered.get().pricePerHour());
    switch (haggling.answer(bids, asks)) {
      case Move.Take(String thought) -> {
        deal = offered.get();
        say(session, Say.accept(message), thought);
        commit(session, message.body().string("proposalId").orElseThrow());
      }
      case Move.Ask(BigDecimal price, String thought) -> {
        deal = deal.at(price);
        bids.add(price);
        say(session, Say.counter(message, deal.terms()), thought);
      }
      case Move.Walk(String thought) -> {
        say(
            session,
            Say.reject(message, ErrorCode.BUDGET_EXCEEDED, "above what I can pay"),
            thought);
        say(session, Say.close("no-agreement"), "There is nothing more to say.");
      }
    }
  }

  private void accepted(Session session, Reference reference) {
    switch (reference.kind()) {
      case PROPOSAL -> commit(session, reference.id());
      case COMMITMENT, FULFILLMENT, DELEGATION, TRANSITION, ANY -> {}
    }
  }

  private void commit(Session session, String proposalId) {
    Instant deadline = Instant.now().plus(TIME_TO_FULFIL);
    purse.mustHave(deal.total(), deal.currency());
    say(
        session,
        Say.commit(Terms.pledge(deal, agent.id(), seller(), proposalId, deadline)).to(seller()),
        "A price is not yet a promise: now who owes what until when, and %s %s of mine are held."
            .formatted(deal.total(), deal.currency()));
  }

  private void examine(Session session, Received message, Fulfillment claim) {
    JsonObject evidence = claim.evidence().orElse(JsonObject.EMPTY);
    Optional<String> objection = Delivery.objection(deal, evidence);
    if (objection.isPresent()) {
      say(
          session,
          Say.reject(message, ErrorCode.POLICY_VIOLATION, objection.get()),
          "The evidence does not show it.");
      return;
    }
    say(
        session,
        Say.verify(message),
        "I recomputed the whole job: %d hours, every checksum fits.".formatted(deal.gpuHours()));
    say(
        session,
        Say.close("completed"),
        "With my signature the escrow was paid out; nobody owes anything.");
  }

  private Received say(Session session, Utterance utterance, String thought) {
    return journal.say(session, utterance, thought);
  }

  private String subject() {
    return "%d hours on %s".formatted(deal.gpuHours(), deal.gpu());
  }

  private AgentUri seller() {
    return seller.orElseThrow();
  }
}

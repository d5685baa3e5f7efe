package dev.parley.cli.demo;

import dev.parley.client.Agent;
import dev.parley.client.FoundAgent;
import dev.parley.client.Invite;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.SealedBid;
import dev.parley.client.Session;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Inform;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Talk;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The shipper: finds carriers, calls for sealed bids, takes the lowest, has the load carried, and
/// asks everybody to end the session. For one thread.
public final class Shipper {
  /// What it looks for.
  public static final String CAPABILITY = Freight.CAPABILITY;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration TO_BID = Duration.ofSeconds(3);
  private static final int CARRIERS = 3;

  private final Agent agent;
  private final BigDecimal limit;
  private final Journal journal;

  /// A shipper.
  ///
  /// @param agent who it is
  /// @param limit the most that it pays
  /// @param journal hears what happens
  public Shipper(Agent agent, BigDecimal limit, Journal journal) {
    this.agent = agent;
    this.limit = limit;
    this.journal = journal;
  }

  private record Bid(AgentUri carrier, BigDecimal price, Received message) {}

  /// Ships once, from registration to the end of the session.
  ///
  /// @return the session, which has ended
  public SessionId ship() {
    journal.registered(agent.register());
    List<FoundAgent> found = agent.discover(Freight.CAPABILITY, 0);
    journal.discovered(Freight.CAPABILITY, found);
    List<AgentUri> carriers = found.stream().map(FoundAgent::agentId).limit(CARRIERS).toList();
    new Purse(agent).mustHave(limit, Freight.CURRENCY);
    try (Session session = agent.open(Invite.among(carriers, Freight.WHAT))) {
      session.introduced(PATIENCE);
      journal.catchUp(session);
      auction(session);
      journal.learned(session);
      return session.id();
    }
  }

  private void auction(Session session) {
    Instant deadline = Instant.now().plus(TO_BID);
    journal.say(
        session,
        SealedBid.call(Freight.WHAT, Freight.wanted(), deadline),
        "Under seal nobody gains by waiting for the others' prices, and nobody by being first.");
    heard(session, message -> content(message) instanceof Inform.Content.Revealed);
    List<Bid> bids = bids(session);
    Optional<Bid> best =
        bids.stream()
            .filter(bid -> bid.price().compareTo(limit) <= 0)
            .min(Comparator.comparing(Bid::price).thenComparing(Bid::carrier));
    for (Bid bid : bids) {
      if (!best.equals(Optional.of(bid))) {
        journal.say(
            session,
            Say.reject(bid.message(), ErrorCode.BUDGET_EXCEEDED, "somebody asks less"),
            "");
      }
    }
    best.ifPresent(bid -> deal(session, bid));
    journal.say(session, Say.close(best.isPresent() ? "completed" : "no-agreement"), "");
    while (!session.ended()) {
      heard(session, _ -> true);
    }
  }

  /// The bids as they were opened.
  private static List<Bid> bids(Session session) {
    List<Bid> bids = new ArrayList<>();
    Map<String, Matter> matters =
        session.state().said().map(Talk::matters).map(Map::copyOf).orElse(Map.of());
    for (Received message : session.history()) {
      String id = message.body().string("proposalId").orElse("");
      if (message.body().has("inReplyTo")
          && matters.get(id) instanceof Matter.Proposal proposal
          && proposal.kind() == Matter.Proposal.Kind.TALK) {
        Freight.price(proposal.terms())
            .ifPresent(price -> bids.add(new Bid(message.sender(), price, message)));
      }
    }
    return bids;
  }

  private void deal(Session session, Bid bid) {
    journal.say(
        session,
        Say.accept(bid.message()),
        "%s is the least, and below the %s that I would pay."
            .formatted(bid.price(), limit.toPlainString()));
    Received offer = heard(session, message -> message.message() instanceof Commit);
    JsonObject body = offer.body();
    String proposal = bid.message().body().string("proposalId").orElseThrow();
    if (!offer.sender().equals(bid.carrier())
        || !Freight.fits(body, bid.price(), agent.id(), bid.carrier(), proposal)) {
      journal.say(
          session,
          Say.reject(offer, ErrorCode.POLICY_VIOLATION, "that is not what was bid"),
          "That is not what was bid.");
      return;
    }
    journal.say(session, Say.accept(offer), "Word for word what was bid; now my money is held.");
    Received claim =
        heard(session, message -> content(message) instanceof Inform.Content.Fulfillment);
    journal.say(session, Say.verify(claim), "All eighteen tonnes are there.");
  }

  private static Inform.Content content(Received message) {
    return message.message() instanceof Inform inform
        ? inform.content()
        : new Inform.Content.Note();
  }

  private Received heard(Session session, Predicate<Received> wanted) {
    while (true) {
      Received next =
          session
              .next(PATIENCE)
              .orElseThrow(
                  () -> new IllegalStateException("nobody has said anything for " + PATIENCE));
      journal.catchUp(session);
      if (wanted.test(next) || session.ended()) {
        return next;
      }
    }
  }
}

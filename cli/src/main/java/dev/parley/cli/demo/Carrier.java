package dev.parley.cli.demo;

import dev.parley.client.Agent;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.SealedBid;
import dev.parley.client.Session;
import dev.parley.client.Vote;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Close;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.Query;
import dev.parley.core.message.Reference;
import dev.parley.core.message.SessionId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A carrier: waits to be invited, bids under seal, reveals, carries the load if it wins, and votes
/// for the end. For one thread.
public final class Carrier {
  private static final Duration TIME_TO_CARRY = Duration.ofMinutes(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  /// What it wants to earn on top of its cost.
  private static final BigDecimal MARGIN = new BigDecimal("1.12");

  private final Agent agent;
  private final BigDecimal cost;
  private final Journal journal;
  private Optional<SealedBid> bid = Optional.empty();
  private Optional<String> commitment = Optional.empty();

  /// A carrier.
  ///
  /// @param agent who it is
  /// @param cost what it costs it to carry the load
  /// @param journal hears what happens
  public Carrier(Agent agent, BigDecimal cost, Journal journal) {
    this.agent = agent;
    this.cost = cost;
    this.journal = journal;
  }

  /// Takes part once, from registration to the end of the session.
  ///
  /// @return the session, which has ended
  public SessionId carry() {
    return new Audience(agent, journal).attend(this::answer);
  }

  private void answer(Session session, Received message) {
    if (message.message() instanceof Query query && query.sealing().isPresent()) {
      bid(session, message, query.sealing().get().deadline());
    } else if (message.message() instanceof Close) {
      journal.say(session, Vote.yes(message), "There is nothing left to do.");
    } else if (message.message() instanceof Accept(Reference reference, _)) {
      accepted(session, message.sender(), reference);
    }
  }

  private void bid(Session session, Received call, Instant deadline) {
    BigDecimal price = cost.multiply(MARGIN).setScale(2, RoundingMode.UP);
    SealedBid made = SealedBid.in(call, Freight.bid(price));
    bid = Optional.of(made);
    journal.say(
        session,
        made.propose(session.id(), agent.id(), ProposalType.SERVICE_AGREEMENT, Freight.WHAT),
        "It costs me %s, so I ask %s; nobody can read that yet.".formatted(cost, price));
    while (Instant.now().isBefore(deadline.plus(PAUSE))) {
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    var _ = session.reveal(made);
  }

  private void accepted(Session session, AgentUri shipper, Reference reference) {
    SealedBid made = bid.orElse(new SealedBid("", "", "", Freight.wanted()));
    if (reference.kind() == Reference.Kind.PROPOSAL && reference.id().equals(made.proposalId())) {
      var pledge =
          Freight.pledge(
              Freight.price(made.terms()).orElseThrow(),
              shipper,
              agent.id(),
              made.proposalId(),
              Instant.now().plus(TIME_TO_CARRY));
      commitment = Optional.of(pledge.commitmentId());
      journal.say(session, Say.commit(pledge), "I have won; now it is put in writing.");
    } else if (reference.kind() == Reference.Kind.COMMITMENT
        && commitment.equals(Optional.of(reference.id()))) {
      journal.say(
          session,
          Say.fulfill(reference.id(), 0, Freight.delivered()),
          "The load is in Lyon (on the demo's clock at once).");
    }
  }
}

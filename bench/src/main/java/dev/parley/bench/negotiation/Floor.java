package dev.parley.bench.negotiation;

import dev.parley.bench.negotiation.RoundTable.Turn;
import dev.parley.client.Pledge;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.client.WhenOvertaken;
import dev.parley.client.negotiation.Domain;
import dev.parley.client.negotiation.Move;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.ProposalType;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What three who bargain in turn say in their session. The first to accept says ACCEPT of the
/// offer; then its maker commits all three to it, and the acceptance of that by both others is what
/// binds. Who does not want it answers the COMMIT with a COUNTER. For one thread.
final class Floor {
  private static final WhenOvertaken AGAIN = WhenOvertaken.repeat(16);
  private static final Duration SETTLEMENT = Duration.ofHours(1);

  private final Domain domain;
  private final List<Session> sessions;
  private final List<AgentUri> agents;
  private @Nullable Received offer;
  private @Nullable Received commitment;
  private int maker;

  Floor(Domain domain, List<Session> sessions, List<AgentUri> agents) {
    this.domain = domain;
    this.sessions = sessions;
    this.agents = agents;
  }

  List<Session> sessions() {
    return sessions;
  }

  void says(Turn turn) {
    switch (turn.move()) {
      case Move.Offer(int outcome) -> offers(turn.side(), domain.terms(outcome));
      case Move.Accept() -> accepts(turn.side());
      case Move.End() -> gives(turn.side());
    }
  }

  private Received say(int side, Utterance utterance) {
    return sessions.get(side).send(utterance, AGAIN).orThrow();
  }

  private void offers(int side, JsonObject terms) {
    Received before = commitment == null ? offer : commitment;
    offer =
        say(
            side,
            before == null
                ? Say.propose(ProposalType.RESOURCE_ALLOCATION, domain.name(), terms)
                : Say.counter(before, terms));
    commitment = null;
    maker = side;
  }

  private void accepts(int side) {
    Received promised = commitment;
    Received offered = offer;
    if (promised == null && offered != null) {
      say(side, Say.accept(offered));
      promised = say(maker, Say.commit(pledge(offered)));
      commitment = promised;
    }
    if (promised != null) {
      say(side, Say.accept(promised));
    }
  }

  /// Each owes the next one to carry it out.
  private Pledge pledge(Received offered) {
    Pledge pledge =
        Pledge.until(offered.acceptedAt().plus(SETTLEMENT))
            .fulfilling(offered.body().string("proposalId").orElseThrow());
    for (int i = 0; i < agents.size(); i++) {
      pledge =
          pledge.obligation(
              JsonObject.EMPTY
                  .with("party", agents.get(i).text())
                  .with("beneficiary", agents.get((i + 1) % agents.size()).text())
                  .with("action", "carry out what was agreed on about " + domain.name()));
    }
    return pledge;
  }

  private void gives(int side) {
    if (commitment != null) {
      say(side, Say.reject(commitment, ErrorCode.POLICY_VIOLATION, "I give up"));
    }
  }

  /// What the session says that all three are bound to.
  OptionalInt agreed() {
    Received offered = offer;
    Received promised = commitment;
    if (offered == null || promised == null) {
      return OptionalInt.empty();
    }
    String id = promised.body().string("commitmentId").orElseThrow();
    boolean bound =
        sessions.getFirst().commitments().stream()
            .anyMatch(
                c ->
                    c.id().equals(id)
                        && (c.status() == CommitmentStatus.ACTIVE
                            || c.status() == CommitmentStatus.SETTLED));
    return bound
        ? domain.outcome(offered.body().object("terms").orElse(JsonObject.EMPTY))
        : OptionalInt.empty();
  }

  /// All three do it, and the next one each says so.
  void settle(int outcome) {
    Received promised = commitment;
    if (promised == null) {
      throw new IllegalStateException("nobody is bound");
    }
    String id = promised.body().string("commitmentId").orElseThrow();
    for (int i = 0; i < agents.size(); i++) {
      Received claim = say(i, Say.fulfill(id, i, domain.values(outcome)));
      say((i + 1) % agents.size(), Say.verify(claim));
    }
  }
}

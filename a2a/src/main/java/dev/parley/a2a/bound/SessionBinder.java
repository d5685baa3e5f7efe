package dev.parley.a2a.bound;

import dev.parley.a2a.task.Binder;
import dev.parley.a2a.task.Tie;
import dev.parley.a2a.wire.A2aError;
import dev.parley.a2a.wire.Fault;
import dev.parley.a2a.wire.Outcome;
import dev.parley.client.Agent;
import dev.parley.client.ParleyException;
import dev.parley.client.Received;
import dev.parley.client.RefusedException;
import dev.parley.client.Session;
import dev.parley.core.a2a.Disclosure;
import dev.parley.core.a2a.SessionReference;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Inform;
import dev.parley.core.session.Participant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Ties tasks to the sessions of one agent. Whatever a task says of a session is checked against
/// the session's own records, which are fetched for it. Thread-safe.
public final class SessionBinder implements Binder {
  /// How many tasks of sessions there may be at once.
  public static final int MOST = 50;

  private final Agent agent;
  private final Semaphore room = new Semaphore(MOST);

  /// Ties tasks to the sessions of an agent.
  ///
  /// @param agent the agent that works on them
  public SessionBinder(Agent agent) {
    this.agent = agent;
  }

  @Override
  public Outcome<Tie> tie(SessionReference reference) {
    if (!room.tryAcquire()) {
      return Outcome.refused(
          A2aError.RESOURCE_EXHAUSTED, "as many tasks belong to sessions as this agent can follow");
    }
    boolean tied = false;
    try {
      Outcome<Tie> outcome = joined(reference).then(session -> tied(reference, session));
      tied = outcome instanceof Outcome.Done<Tie>;
      return outcome;
    } finally {
      if (!tied) {
        room.release();
      }
    }
  }

  private Outcome<Session> joined(SessionReference reference) {
    try {
      return Outcome.done(agent.join(reference.session()));
    } catch (RefusedException e) {
      return e.refusal().code() == ErrorCode.SESSION_NOT_FOUND
          ? unknown()
          : Outcome.refused(A2aError.UNAVAILABLE, "the session cannot be looked at now");
    } catch (ParleyException _) {
      return Outcome.refused(A2aError.UNAVAILABLE, "the session cannot be looked at now");
    }
  }

  /// The same answer for a session that nobody knows, one that is not this agent's, and whoever
  /// does not know what its participants know.
  private static <T> Outcome<T> unknown() {
    return new Outcome.Refused<>(
        Fault.asp(
            ErrorCode.SESSION_NOT_FOUND,
            "there is no session of this agent with such a commitment and such a hash of terms"));
  }

  private Outcome<Tie> tied(SessionReference reference, Session session) {
    Outcome<Tie> outcome =
        checked(reference, session)
            .then(
                debtor -> Outcome.done(new SessionTie(reference, session, debtor, room::release)));
    if (outcome instanceof Outcome.Refused<Tie>) {
      session.close();
    }
    return outcome;
  }

  /// Holds a reference against the session.
  ///
  /// @return for whom this agent owes something under the commitment
  private Outcome<AgentUri> checked(SessionReference reference, Session session) {
    List<Received> history = session.history();
    Optional<JsonObject> body =
        history.stream()
            .filter(
                m ->
                    m.message() instanceof Commit commit
                        && commit.commitmentId().equals(reference.commitmentId()))
            .map(Received::body)
            .findFirst();
    if (body.isEmpty() || !known(reference, history, body.get())) {
      return unknown();
    }
    Optional<Commitment> commitment =
        session.commitments().stream()
            .filter(c -> c.id().equals(reference.commitmentId()))
            .findFirst();
    AgentUri debtor = debtor(session);
    if (commitment.filter(c -> c.status() == CommitmentStatus.ACTIVE).isEmpty()) {
      return contradiction("the commitment is not active");
    }
    if (commitment.get().obligations().stream().noneMatch(o -> o.debtor().equals(debtor))) {
      return contradiction("this agent owes nothing under the commitment");
    }
    if (!body.get().string("deadline").equals(reference.json().string("deadline"))) {
      return contradiction("the commitment has another deadline");
    }
    return history.stream().anyMatch(m -> m.hash().equals(reference.chainHead()))
        ? Outcome.done(debtor)
        : new Outcome.Refused<>(
            Fault.asp(ErrorCode.CHAIN_CONFLICT, "the session has no such message"));
  }

  private static Outcome<AgentUri> contradiction(String what) {
    return new Outcome.Refused<>(Fault.asp(ErrorCode.INVALID_REFERENCE, what));
  }

  /// Whether the hash of the terms is one under a salt that was said in the session.
  private static boolean known(
      SessionReference reference, List<Received> history, JsonObject commit) {
    JsonObject terms = commit.object("terms").orElse(JsonObject.EMPTY);
    return history.stream()
        .filter(m -> m.message() instanceof Inform)
        .flatMap(m -> Disclosure.read((Inform) m.message(), m.body()).stream())
        .filter(d -> d.commitmentId().equals(reference.commitmentId()))
        .anyMatch(d -> d.of(terms).equals(reference.termsHash()));
  }

  private AgentUri debtor(Session session) {
    return session
        .state()
        .said()
        .flatMap(talk -> talk.participant(agent.id()))
        .map(Participant::principal)
        .orElse(agent.id());
  }
}

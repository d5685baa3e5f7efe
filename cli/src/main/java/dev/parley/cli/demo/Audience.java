package dev.parley.cli.demo;

import dev.parley.client.Agent;
import dev.parley.client.Inbox;
import dev.parley.client.Invitation;
import dev.parley.client.Received;
import dev.parley.client.Session;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.SessionState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// How an agent of the demo comes into a session and listens to it. For one thread.
final class Audience {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration UNTIL_INVITED = Duration.ofMinutes(1);

  private final Agent agent;
  private final Journal journal;

  Audience(Agent agent, Journal journal) {
    this.agent = agent;
    this.journal = journal;
  }

  /// Registers, waits to be invited, and hears everything until the session ends.
  ///
  /// @return the session
  SessionId attend(BiConsumer<Session, Received> answer) {
    journal.registered(agent.register());
    try (Session session = invited()) {
      session.introduced(PATIENCE);
      journal.catchUp(session);
      listen(session, message -> answer.accept(session, message));
      return session.id();
    }
  }

  /// Waits to be invited, and accepts.
  private Session invited() {
    return asked(session -> session.state() instanceof SessionState.Invited).accept();
  }

  /// Waits to be asked into a session that goes on.
  Session delegated() {
    Session session = asked(look -> look.state() instanceof SessionState.Ongoing).look();
    journal.catchUp(session);
    return session;
  }

  /// The next invitation that is of use; older ones are kept in the inbox too.
  private Invitation asked(Predicate<Session> useful) {
    try (Inbox inbox = agent.inbox()) {
      while (true) {
        Invitation invitation =
            inbox
                .next(UNTIL_INVITED)
                .orElseThrow(() -> new IllegalStateException("nobody has asked " + agent.id()));
        try (Session session = invitation.look()) {
          if (useful.test(session)) {
            return invitation;
          }
        }
      }
    }
  }

  /// Hears every message until the session ends.
  void listen(Session session, Consumer<Received> answer) {
    while (!session.ended()) {
      Optional<Received> next = session.next(PATIENCE);
      journal.catchUp(session);
      if (next.isEmpty() && !session.ended()) {
        throw new IllegalStateException("nobody has said anything for " + PATIENCE);
      }
      if (next.isPresent() && !session.ended()) {
        answer.accept(next.get());
      }
    }
    journal.learned(session);
  }
}

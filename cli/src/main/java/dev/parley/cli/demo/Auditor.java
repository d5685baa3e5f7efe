package dev.parley.cli.demo;

import dev.parley.client.Agent;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Inform;
import dev.parley.core.message.SessionId;
import java.time.Duration;
import java.time.Instant;

/// The auditor: reads all that was said before it came, asks, and reports; it cannot bind anybody.
/// For one thread.
public final class Auditor {
  private final Agent agent;
  private final Journal journal;

  /// An auditor.
  ///
  /// @param agent who it is
  /// @param journal hears what happens
  public Auditor(Agent agent, Journal journal) {
    this.agent = agent;
    this.journal = journal;
  }

  /// Audits once, from registration to the end of the session.
  ///
  /// @return the session, which has ended
  public SessionId audit() {
    journal.registered(agent.register());
    Audience audience = new Audience(agent, journal);
    try (Session session = audience.delegated()) {
      Joining.by(session, agent, journal, "I have read every message so far, and checked each.");
      journal.say(
          session,
          Say.query("status", "where the records are kept, and for how long", JsonObject.EMPTY),
          "");
      audience.listen(session, message -> answer(session, message));
      return session.id();
    }
  }

  private void answer(Session session, Received message) {
    if (message.message() instanceof Inform inform && inform.inReplyTo().isPresent()) {
      journal.attempted(
          session,
          Say.commit(
              Analysis.pledge(
                  Analysis.PRICE,
                  Principal.PROVIDER,
                  agent.id(),
                  Instant.now().plus(Duration.ofHours(1)))),
          "signs the deal itself");
      journal.say(
          session,
          Say.inform("data", Analysis.finding()),
          "In the Union, for thirty days: that is allowed.");
    }
  }
}

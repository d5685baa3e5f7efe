package dev.parley.cli.demo;

import dev.parley.client.Agent;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.SessionId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/// The deputy: signs for its principal, as far as its limit goes. For one thread.
public final class Deputy {
  private final Agent agent;
  private final Journal journal;

  /// A deputy.
  ///
  /// @param agent who it is
  /// @param journal hears what happens
  public Deputy(Agent agent, Journal journal) {
    this.agent = agent;
    this.journal = journal;
  }

  /// Signs once, from registration to the end of the session.
  ///
  /// @return the session, which has ended
  public SessionId sign() {
    journal.registered(agent.register());
    Audience audience = new Audience(agent, journal);
    try (Session session = audience.delegated()) {
      Joining.by(session, agent, journal, "");
      AgentUri principal =
          session.history().stream()
              .filter(m -> m.message() instanceof Delegate d && d.targetAgent().equals(agent.id()))
              .map(Received::sender)
              .findFirst()
              .orElseThrow();
      journal.attempted(
          session, promise(Analysis.TOO_MUCH, principal), "signs for " + Analysis.TOO_MUCH);
      journal.say(
          session, promise(Analysis.PRICE, principal), "Within my limit I sign for my principal.");
      audience.listen(session, _ -> {});
      return session.id();
    }
  }

  private static Utterance promise(BigDecimal price, AgentUri principal) {
    Instant deadline = Instant.now().plus(Duration.ofHours(1));
    return Say.commit(Analysis.pledge(price, principal, Principal.PROVIDER, deadline));
  }
}

package dev.parley.cli.demo;

import dev.parley.client.Agent;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.core.message.Delegate;

/// How a delegate joins a talk that goes on: it answers its delegation and shows its card.
final class Joining {
  private Joining() {}

  static void by(Session session, Agent agent, Journal journal, String thought) {
    Received delegation =
        session.history().stream()
            .filter(m -> m.message() instanceof Delegate d && d.targetAgent().equals(agent.id()))
            .reduce((_, last) -> last)
            .orElseThrow(() -> new IllegalStateException("nothing was handed to " + agent.id()));
    journal.say(session, Say.accept(delegation), thought);
    journal.say(session, Say.identity(agent.card()), "");
  }
}

package dev.parley.cli.demo;

import dev.parley.client.Agent;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.SessionId;
import java.util.Optional;

/// The other side: lets itself be audited, agrees when the auditor is content, and delivers. For
/// one thread.
public final class Provider {
  private final Agent agent;
  private final Journal journal;
  private Optional<Received> proposal = Optional.empty();

  /// A provider.
  ///
  /// @param agent who it is
  /// @param journal hears what happens
  public Provider(Agent agent, Journal journal) {
    this.agent = agent;
    this.journal = journal;
  }

  /// Deals once, from registration to the end of the session.
  ///
  /// @return the session, which has ended
  public SessionId deal() {
    return new Audience(agent, journal).attend(this::answer);
  }

  private void answer(Session session, Received message) {
    if (message.position() > 0 && message.message() instanceof Propose) {
      proposal = Optional.of(message);
    } else if (message.message() instanceof Delegate delegate) {
      journal.say(
          session,
          Say.accept(message),
          consent(delegate.targetAgent(), delegate.maxValue().isPresent()));
    } else if (message.message() instanceof Query) {
      JsonObject facts = JsonObject.EMPTY.with("region", "eu-central").with("retentionDays", 30);
      journal.say(session, Say.answer(message, facts), "There is nothing to hide.");
    } else if (Analysis.isFinding(message) && proposal.isPresent()) {
      journal.say(session, Say.accept(proposal.get()), "");
    } else if (message.message() instanceof Commit commit) {
      journal.say(session, Say.accept(message), "It binds Alpha, whoever signed for it.");
      JsonObject report = JsonObject.EMPTY.with("records", 10_000).with("pages", 12);
      journal.say(session, Say.fulfill(commit.commitmentId(), 0, report), "");
    }
  }

  private static String consent(AgentUri target, boolean limited) {
    return limited
        ? "Who signs is their affair; the limit is in the log for everybody."
        : "An auditor of " + target.domain() + " is welcome.";
  }
}

package dev.parley.cli.demo;

import dev.parley.client.Agent;
import dev.parley.client.Invite;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Authority;
import dev.parley.core.message.Inform;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.Reference;
import dev.parley.core.message.SessionId;
import java.util.List;

/// A firm that has its customers' records analysed: it has an auditor look at the other side, and a
/// deputy sign up to a limit. For one thread.
public final class Principal {
  /// Whom it lets audit.
  public static final AgentUri AUDITOR = new AgentUri("agent://auditors.example/privacy/gamma");

  /// Whom it lets sign.
  public static final AgentUri DEPUTY = new AgentUri("agent://acme.example/legal/delta");

  /// With whom it deals.
  public static final AgentUri PROVIDER = new AgentUri("agent://cloudprime.example/data/beta");

  private final Agent agent;
  private final Journal journal;

  /// A principal.
  ///
  /// @param agent who it is
  /// @param journal hears what happens
  public Principal(Agent agent, Journal journal) {
    this.agent = agent;
    this.journal = journal;
  }

  /// Deals once, from registration to the end of the session.
  ///
  /// @return the session, which has ended
  public SessionId deal() {
    journal.registered(agent.register());
    new Purse(agent).mustHave(Analysis.LIMIT, Analysis.CURRENCY);
    try (Session session = agent.open(Invite.to(PROVIDER, Analysis.WHAT))) {
      session.introduced(Audience.PATIENCE);
      journal.catchUp(session);
      journal.say(
          session,
          Say.propose(ProposalType.DATA_EXCHANGE, Analysis.WHAT, Analysis.terms()),
          "A good offer, but these are my customers' records.");
      journal.say(
          session,
          Say.delegate(AUDITOR, "audit the processing of personal data", Authority.ADVISORY)
              .with("scope", scope("INFORM", "QUERY", "CLARIFY")),
          "An auditor may ask and report, and nothing else.");
      new Audience(agent, journal).listen(session, message -> answer(session, message));
      return session.id();
    }
  }

  private static JsonObject scope(String... performatives) {
    return JsonObject.EMPTY
        .with("text", "audit the processing of personal data")
        .with("performatives", JsonArray.ofStrings(List.of(performatives)));
  }

  private void answer(Session session, Received message) {
    if (message.message() instanceof Accept(Reference reference, _)
        && reference.kind() == Reference.Kind.PROPOSAL
        && message.position() > 0
        && message.sender().equals(PROVIDER)
        && session.history().stream().anyMatch(m -> Analysis.isFinding(m))) {
      JsonObject limits =
          JsonObject.EMPTY
              .with("maxValue", Analysis.LIMIT.toPlainString())
              .with("currency", Analysis.CURRENCY);
      journal.say(
          session,
          Say.delegate(DEPUTY, "sign the agreement", Authority.COMMIT).with("limits", limits),
          "The auditor is content. My deputy may sign for me, up to %s %s."
              .formatted(Analysis.LIMIT, Analysis.CURRENCY));
    } else if (message.message() instanceof Inform inform
        && inform.content() instanceof Inform.Content.Fulfillment) {
      journal.say(session, Say.verify(message), "The report is what was agreed.");
      journal.say(session, Say.close("completed"), "");
    }
  }
}

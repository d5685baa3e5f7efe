package dev.parley.client;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.ConsensusRule;
import dev.parley.core.message.Format;
import dev.parley.core.message.Performative;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.SessionTerms.InvitedRole;
import dev.parley.core.message.SessionTerms.Invitee;
import dev.parley.core.message.SessionTerms.Presence;
import dev.parley.core.message.TimerKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An invitation to a session, before it is sent: whom, about what, on which terms (protocol
/// section 5, invitation `terms`). [Agent#open] adds the node. Immutable.
///
/// @param invitees whom, each as what; at least one counterparty
/// @param subject for people
/// @param terms the terms so far
public record Invite(List<Invitee> invitees, String subject, JsonObject terms) {

  /// Copies.
  public Invite {
    invitees = List.copyOf(invitees);
  }

  /// Starts an invitation with the default terms.
  ///
  /// @param counterparty whom
  /// @param subject about what, for people
  /// @return an invitation
  public static Invite to(AgentUri counterparty, String subject) {
    return among(List.of(counterparty), subject);
  }

  /// Starts an invitation of several, all of whom the session needs. Three and more principals
  /// decide together, see [#decidedBy(ConsensusRule)].
  ///
  /// @param counterparties whom
  /// @param subject about what, for people
  /// @return an invitation
  public static Invite among(List<AgentUri> counterparties, String subject) {
    return new Invite(
        counterparties.stream()
            .map(agent -> new Invitee(agent, InvitedRole.COUNTERPARTY, Presence.REQUIRED))
            .toList(),
        subject,
        JsonObject.EMPTY);
  }

  /// Invites somebody besides.
  ///
  /// @param agent whom
  /// @param role as what
  /// @param presence whether the session can do without
  /// @return a new invitation
  public Invite and(AgentUri agent, InvitedRole role, Presence presence) {
    List<Invitee> all = new ArrayList<>(invitees);
    all.add(new Invitee(agent, role, presence));
    return new Invite(all, subject, terms);
  }

  /// Says how three and more principals decide together; without it all have to agree.
  ///
  /// @param rule the rule
  /// @return a new invitation
  public Invite decidedBy(ConsensusRule rule) {
    return with("consensus", rule.json());
  }

  /// Says how long the session may last.
  ///
  /// @param duration how long
  /// @return a new invitation
  public Invite lasting(Duration duration) {
    return with("proposedDuration", JsonNumber.of(duration.toMillis()));
  }

  /// Changes a timer.
  ///
  /// @param key which timer
  /// @param length how long, not below its floor
  /// @return a new invitation
  public Invite timer(TimerKey key, Duration length) {
    JsonObject timers = terms.object("timers").orElse(JsonObject.EMPTY);
    return with("timers", timers.with(key.wire(), length.toMillis()));
  }

  /// Limits how many PROPOSE and COUNTER there may be.
  ///
  /// @param rounds at least 1
  /// @return a new invitation
  public Invite rounds(int rounds) {
    return with("maxRounds", JsonNumber.of(rounds));
  }

  /// Asks for a trust score.
  ///
  /// @param score 0 to 100
  /// @return a new invitation
  public Invite trusted(double score) {
    return with("minTrustScore", new JsonNumber(score));
  }

  /// Names who may decide escalations.
  ///
  /// @param agents the authorities
  /// @return a new invitation
  public Invite decidedBy(List<AgentUri> agents) {
    return with("authorities", JsonArray.ofStrings(agents.stream().map(AgentUri::text).toList()));
  }

  /// Lets messages come in MessagePack, which is shorter.
  ///
  /// @return a new invitation
  public Invite inMessagePack() {
    return with("format", new JsonString(Format.MESSAGE_PACK.wire()));
  }

  /// Puts any other member of the terms.
  ///
  /// @param member its name
  /// @param value its value
  /// @return a new invitation
  public Invite with(String member, JsonValue value) {
    return new Invite(invitees, subject, terms.with(member, value));
  }

  Utterance at(AgentUri steward) {
    boolean single =
        invitees.size() == 1
            && invitees.getFirst().role() == InvitedRole.COUNTERPARTY
            && invitees.getFirst().presence() == Presence.REQUIRED;
    JsonObject full = terms.with("node", steward.text());
    JsonObject body =
        JsonObject.EMPTY
            .with("proposalId", FreshIds.bodyId("invitation"))
            .with("type", ProposalType.SESSION_INVITATION.wire())
            .with("subject", subject)
            .with("terms", single ? full : full.with("invitees", named()));
    return new Utterance(
        Performative.PROPOSE,
        body,
        single ? Optional.of(invitees.getFirst().agentId()) : Optional.empty(),
        JsonObject.EMPTY);
  }

  private JsonArray named() {
    return JsonArray.of(
        invitees.stream()
            .<JsonValue>map(
                invitee ->
                    JsonObject.EMPTY
                        .with("agentId", invitee.agentId().text())
                        .with(
                            "role",
                            switch (invitee.role()) {
                              case COUNTERPARTY -> "counterparty";
                              case OBSERVER -> "observer";
                            })
                        .with("required", JsonBoolean.of(invitee.presence() == Presence.REQUIRED)))
            .toList());
  }
}

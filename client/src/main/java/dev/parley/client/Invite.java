package dev.parley.client;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Performative;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.TimerKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An invitation to a session, before it is sent: whom, about what, on which terms (protocol
/// section 5, invitation `terms`). [Agent#open] adds the node. Immutable.
///
/// @param to whom
/// @param subject for people
/// @param terms the terms so far
public record Invite(AgentUri to, String subject, JsonObject terms) {

  /// Starts an invitation with the default terms.
  ///
  /// @param counterparty whom
  /// @param subject about what, for people
  /// @return an invitation
  public static Invite to(AgentUri counterparty, String subject) {
    return new Invite(counterparty, subject, JsonObject.EMPTY);
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

  /// Puts any other member of the terms.
  ///
  /// @param member its name
  /// @param value its value
  /// @return a new invitation
  public Invite with(String member, JsonValue value) {
    return new Invite(to, subject, terms.with(member, value));
  }

  Utterance at(AgentUri steward) {
    JsonObject body =
        JsonObject.EMPTY
            .with("proposalId", FreshIds.bodyId("invitation"))
            .with("type", ProposalType.SESSION_INVITATION.wire())
            .with("subject", subject)
            .with("terms", terms.with("node", steward.text()));
    return new Utterance(Performative.PROPOSE, body, Optional.of(to), JsonObject.EMPTY);
  }
}

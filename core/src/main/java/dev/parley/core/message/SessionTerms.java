package dev.parley.core.message;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonPointer;
import dev.parley.core.wire.Members;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The terms of a session: what the invitation proposed and everybody accepted (protocol section 5,
/// invitation `terms`).
///
/// @param node the steward
/// @param invitees who is invited
/// @param format how messages may be spelt
/// @param maxResponseTime the least that a response timer may be set to, if stated
/// @param timers the lengths that differ from the defaults
/// @param authorities who may decide escalations
/// @param maxEscalations how many a principal may ask for
/// @param maxRounds how many PROPOSE and COUNTER there may be, if limited
/// @param noProgressRounds how many rounds there may be in which no number moves, if limited
/// @param progressPaths where those numbers stand in the terms of a proposal
/// @param delegation whether a delegation needs the others' consent
/// @param minTrustScore the least score that an invitee needs, 0 to 100
/// @param consensus how three or more principals decide together
public record SessionTerms(
    AgentUri node,
    List<Invitee> invitees,
    Format format,
    Optional<Duration> maxResponseTime,
    Map<TimerKey, Duration> timers,
    List<AgentUri> authorities,
    int maxEscalations,
    Optional<Integer> maxRounds,
    Optional<Integer> noProgressRounds,
    List<JsonPointer> progressPaths,
    Delegation delegation,
    double minTrustScore,
    ConsensusRule consensus) {

  /// The most participants of a session, the steward not counted.
  public static final int MAX_PARTICIPANTS = 50;

  /// The most invitees that one invitation may name.
  public static final int MAX_INVITEES = MAX_PARTICIPANTS - 1;

  /// The most authorities that one invitation may name.
  public static final int MAX_AUTHORITIES = 20;

  /// The most places that may be looked at for a move.
  public static final int MAX_PROGRESS_PATHS = 16;

  private static final long DEFAULT_ESCALATIONS = 2;
  private static final long MOST_ESCALATIONS = 100;
  private static final AgentUri NOBODY = new AgentUri("agent://localhost/nobody");

  /// Somebody invited.
  ///
  /// @param agentId who
  /// @param role as what
  /// @param presence whether the session can do without
  public record Invitee(AgentUri agentId, InvitedRole role, Presence presence) {}

  /// As what somebody can be invited.
  public enum InvitedRole {
    /// A principal.
    COUNTERPARTY,
    /// Watches and asks.
    OBSERVER
  }

  /// Whether a session can do without an invitee.
  public enum Presence {
    /// Its REJECT ends the session.
    REQUIRED,
    /// Its REJECT leaves it out.
    OPTIONAL
  }

  /// Whether a delegation needs the consent of the other principals.
  public enum Delegation {
    /// Every other principal has to accept it.
    BY_CONSENT,
    /// The invitation lets everybody delegate.
    OPEN
  }

  /// The length of a timer in this session.
  ///
  /// @param key which timer
  /// @return the invitation's length, else the default
  public Duration length(TimerKey key) {
    return timers.getOrDefault(key, key.length());
  }

  /// The same terms under another rule of decision.
  ///
  /// @param rule how three or more principals decide from now on
  /// @return new terms
  public SessionTerms with(ConsensusRule rule) {
    return new SessionTerms(
        node,
        invitees,
        format,
        maxResponseTime,
        timers,
        authorities,
        maxEscalations,
        maxRounds,
        noProgressRounds,
        progressPaths,
        delegation,
        minTrustScore,
        rule);
  }

  /// Reads the terms of an invitation.
  ///
  /// @param terms the member `terms`
  /// @param recipient the envelope's recipient, the invitee if the terms name none
  /// @return the terms; else `malformed`, or `schema_unsupported` for a format of messages that is
  ///   not spoken here
  public static Decoded<SessionTerms> decode(JsonObject terms, Optional<AgentUri> recipient) {
    Members in = Members.of(terms, "/content/body/terms");
    AgentUri node = in.agent("node", NOBODY);
    List<Invitee> invitees = invitees(in, recipient);
    Format format = format(in);
    Map<TimerKey, Duration> timers = timers(in);
    Optional<Duration> maxResponse =
        in.optionalMillis("maxResponseTimeMs")
            .or(() -> Optional.ofNullable(timers.get(TimerKey.RESPONSE)));
    in.optionalMillis("proposedDuration").ifPresent(d -> timers.putIfAbsent(TimerKey.SESSION, d));
    List<AgentUri> authorities = in.agents("authorities", MAX_AUTHORITIES);
    long escalations = in.optionalCount("maxEscalations").orElse(DEFAULT_ESCALATIONS);
    if (escalations > MOST_ESCALATIONS) {
      in.wrong("maxEscalations", "at most " + MOST_ESCALATIONS);
    }
    Optional<Integer> maxRounds = rounds(in, "maxRounds");
    Optional<Integer> noProgressRounds = rounds(in, "noProgressRounds");
    List<JsonPointer> progressPaths = pointers(in);
    if (noProgressRounds.isPresent() == progressPaths.isEmpty()) {
      in.wrong("progressPaths", "stands together with noProgressRounds");
    }
    Delegation delegation = in.flag("openDelegation") ? Delegation.OPEN : Delegation.BY_CONSENT;
    double minTrust = in.optionalNumber("minTrustScore").map(JsonNumber::value).orElse(0.0);
    if (minTrust < 0 || minTrust > 100) {
      in.wrong("minTrustScore", "between 0 and 100");
    }
    ConsensusRule consensus =
        Optional.ofNullable(terms.get("consensus"))
            .map(
                rule ->
                    in.take(
                        ConsensusRule.decode(rule, "/content/body/terms/consensus"),
                        ConsensusRule.DEFAULT))
            .orElse(ConsensusRule.DEFAULT);
    return in.result(
        () ->
            new SessionTerms(
                node,
                invitees,
                format,
                maxResponse,
                Map.copyOf(timers),
                authorities,
                (int) escalations,
                maxRounds,
                noProgressRounds,
                progressPaths,
                delegation,
                minTrust,
                consensus));
  }

  private static Format format(Members in) {
    Optional<String> named = in.optionalText("format");
    if (named.isEmpty()) {
      return Format.JSON;
    }
    Optional<Format> format = Format.parse(named.get());
    if (format.isEmpty()) {
      in.take(
          Decoded.refused(
              ErrorCode.SCHEMA_UNSUPPORTED
                  .because("the format " + named.get() + " is not spoken here")
                  .with("supported", Format.JSON.wire() + ", " + Format.MESSAGE_PACK.wire())),
          "");
    }
    return format.orElse(Format.JSON);
  }

  private static Optional<Integer> rounds(Members in, String name) {
    if (!in.has(name)) {
      return Optional.empty();
    }
    long rounds = in.count(name);
    if (rounds < 1 || rounds > 1_000_000) {
      in.wrong(name, "between 1 and 1000000");
    }
    return Optional.of((int) rounds);
  }

  private static List<JsonPointer> pointers(Members in) {
    List<JsonPointer> out = new ArrayList<>();
    for (String text : in.texts("progressPaths", MAX_PROGRESS_PATHS)) {
      JsonPointer.parse(text)
          .ifPresentOrElse(out::add, () -> in.wrong("progressPaths", "has to hold JSON pointers"));
    }
    return List.copyOf(out);
  }

  private static List<Invitee> invitees(Members in, Optional<AgentUri> recipient) {
    List<Invitee> out = new ArrayList<>();
    for (Members each : in.list("invitees", MAX_INVITEES)) {
      AgentUri agent = each.agent("agentId", NOBODY);
      InvitedRole role =
          switch (each.optionalText("role").orElse("counterparty")) {
            case "counterparty" -> InvitedRole.COUNTERPARTY;
            case "observer" -> InvitedRole.OBSERVER;
            default -> {
              each.wrong("role", "has to be counterparty or observer");
              yield InvitedRole.OBSERVER;
            }
          };
      boolean required =
          each.has("required") ? each.flag("required") : role == InvitedRole.COUNTERPARTY;
      if (out.stream().anyMatch(earlier -> earlier.agentId().equals(agent))) {
        each.wrong("agentId", "is invited twice");
      }
      out.add(new Invitee(agent, role, required ? Presence.REQUIRED : Presence.OPTIONAL));
    }
    if (out.isEmpty()) {
      recipient.ifPresentOrElse(
          agent -> out.add(new Invitee(agent, InvitedRole.COUNTERPARTY, Presence.REQUIRED)),
          () -> in.wrong("invitees", "or a recipient is required: whom to invite"));
    }
    return List.copyOf(out);
  }

  private static Map<TimerKey, Duration> timers(Members in) {
    Map<TimerKey, Duration> out = new EnumMap<>(TimerKey.class);
    in.optionalInside("timers")
        .ifPresent(
            timers -> {
              for (TimerKey key : TimerKey.values()) {
                timers.optionalMillis(key.wire()).ifPresent(d -> out.put(key, d));
              }
            });
    return out;
  }
}

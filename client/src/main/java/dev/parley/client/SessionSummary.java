package dev.parley.client;

import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Message;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.Propose;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What one side learns from a session: a pure function of its messages and of the state that
/// follows from them (protocol section 6, LEARN). Every participant computes the same. Immutable.
///
/// @param outcome the state's name
/// @param reason why it ended, empty while it goes on
/// @param length from the first message to the last
/// @param messages how many there were
/// @param rounds how many PROPOSE and COUNTER there were, the invitation's left out
/// @param sides everybody but the steward, in order of their names
/// @param concessions how far each side moved on each number, in order of names and paths
/// @param commitments how many commitments ended in which state
public record SessionSummary(
    StateName outcome,
    String reason,
    Duration length,
    int messages,
    int rounds,
    List<Side> sides,
    List<Concession> concessions,
    Map<CommitmentStatus, Integer> commitments) {

  /// One participant.
  ///
  /// @param agent who
  /// @param messages how many messages it sent
  /// @param answers how many of them followed a message of somebody else
  /// @param medianResponse the median time to such an answer, zero without any
  /// @param longestResponse the longest, zero without any
  public record Side(
      AgentUri agent,
      int messages,
      int answers,
      Duration medianResponse,
      Duration longestResponse) {}

  /// Summarises a session.
  ///
  /// @param transcript its messages from position 0 on, in order
  /// @param state the state after them
  /// @return the summary
  public static SessionSummary of(List<Received> transcript, SessionState state) {
    Optional<AgentUri> steward = state.said().map(talk -> talk.steward());
    List<Received> spoken =
        transcript.stream().filter(m -> !steward.equals(Optional.of(m.sender()))).toList();
    List<Received> offers = offers(spoken);
    Map<CommitmentStatus, Integer> commitments = new TreeMap<>();
    state
        .said()
        .ifPresent(
            talk ->
                talk.promises().all().forEach(c -> commitments.merge(c.status(), 1, Integer::sum)));
    return new SessionSummary(
        state.name(),
        state instanceof SessionState.Ended ended ? ended.reason() : "",
        length(transcript),
        transcript.size(),
        offers.size(),
        sides(spoken),
        Concession.in(offers),
        Map.copyOf(commitments));
  }

  private static Duration length(List<Received> transcript) {
    return transcript.isEmpty()
        ? Duration.ZERO
        : Duration.between(transcript.getFirst().acceptedAt(), transcript.getLast().acceptedAt());
  }

  /// The proposals of the talk; those about the session itself are left out.
  private static List<Received> offers(List<Received> spoken) {
    Set<String> aboutTheSession = new HashSet<>();
    List<Received> out = new ArrayList<>();
    for (Received message : spoken) {
      Message said = message.message();
      if (said instanceof Propose p && p.type().equals(ProposalType.SESSION_INVITATION)) {
        aboutTheSession.add(p.proposalId());
      } else if (said instanceof Counter c && aboutTheSession.contains(c.inReplyTo())) {
        aboutTheSession.add(c.proposalId());
      } else if (said instanceof Propose || said instanceof Counter) {
        out.add(message);
      }
    }
    return out;
  }

  private static List<Side> sides(List<Received> spoken) {
    Map<AgentUri, List<Duration>> responses = new TreeMap<>();
    Map<AgentUri, Integer> messages = new TreeMap<>();
    Optional<Received> before = Optional.empty();
    for (Received message : spoken) {
      List<Duration> own = responses.computeIfAbsent(message.sender(), _ -> new ArrayList<>());
      messages.merge(message.sender(), 1, Integer::sum);
      Optional<Instant> other =
          before.filter(b -> !b.sender().equals(message.sender())).map(Received::acceptedAt);
      other.ifPresent(at -> own.add(Duration.between(at, message.acceptedAt())));
      before = Optional.of(message);
    }
    List<Side> out = new ArrayList<>();
    responses.forEach(
        (agent, times) -> {
          List<Duration> sorted = times.stream().sorted().toList();
          out.add(
              new Side(
                  agent,
                  messages.getOrDefault(agent, 0),
                  sorted.size(),
                  sorted.isEmpty() ? Duration.ZERO : sorted.get((sorted.size() - 1) / 2),
                  sorted.isEmpty() ? Duration.ZERO : sorted.getLast()));
        });
    return List.copyOf(out);
  }

  /// The summary as an object, durations in milliseconds.
  ///
  /// @return a new object
  public JsonObject json() {
    JsonObject.Builder states = JsonObject.builder();
    commitments.forEach((status, count) -> states.put(status.name(), count));
    return JsonObject.builder()
        .put("outcome", outcome.name())
        .put("reason", reason)
        .put("lengthMs", length.toMillis())
        .put("messages", messages)
        .put("rounds", rounds)
        .put("sides", JsonArray.of(sides.stream().map(SessionSummary::json).toList()))
        .put("concessions", JsonArray.of(concessions.stream().map(Concession::json).toList()))
        .put("commitments", states.build())
        .build();
  }

  private static JsonObject json(Side side) {
    return JsonObject.builder()
        .put("agentId", side.agent().text())
        .put("messages", side.messages())
        .put("answers", side.answers())
        .put("medianResponseMs", side.medianResponse().toMillis())
        .put("longestResponseMs", side.longestResponse().toMillis())
        .build();
  }
}

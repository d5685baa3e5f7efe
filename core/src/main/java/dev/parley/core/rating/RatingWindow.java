package dev.parley.core.rating;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The time after the end of a session in which its parties may rate each other, and who may rate
/// whom (protocol section 5, ratings). A function of the session's messages. Immutable.
///
/// @param sessionId the session
/// @param head the hash of the message that ended it
/// @param opens when it ended
/// @param closes until when a rating counts
/// @param parties the principals that had met, with their organisations
/// @param backed for each party those with whom a commitment bound it that held escrow
public record RatingWindow(
    SessionId sessionId,
    Hash head,
    Instant opens,
    Instant closes,
    Map<AgentUri, String> parties,
    Map<AgentUri, List<AgentUri>> backed) {
  /// How long the window is open.
  public static final Duration LENGTH = Duration.ofHours(24);

  /// How far the `timestamp` of a rating may lie from the time of its acceptance.
  public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  /// The window of a session.
  ///
  /// @param state the session
  /// @return nothing while it goes on
  public static Optional<RatingWindow> of(SessionState state) {
    return state instanceof SessionState.Ended ended
        ? Optional.of(of(ended.talk(), ended.end()))
        : none();
  }

  private static Optional<RatingWindow> none() {
    return Optional.empty();
  }

  private static RatingWindow of(Talk talk, Talk.Head end) {
    Map<AgentUri, String> parties =
        talk.participants().values().stream()
            .filter(RatingWindow::met)
            .collect(
                Collectors.toMap(
                    Participant::agent,
                    party -> party.card().orElseThrow().orgId(),
                    (one, _) -> one,
                    TreeMap::new));
    Map<AgentUri, List<AgentUri>> backed = new TreeMap<>();
    for (AgentUri party : parties.keySet()) {
      backed.put(
          party, parties.keySet().stream().filter(peer -> backed(talk, party, peer)).toList());
    }
    Instant opens = end.acceptedAt();
    return new RatingWindow(
        talk.opening().session(), end.hash(), opens, opens.plus(LENGTH), parties, backed);
  }

  /// Whoever was only invited has met nobody; delegates, observers and authorities are no parties:
  /// a delegate's principal stands for it.
  private static boolean met(Participant participant) {
    return participant.seat().principal()
        && participant.card().isPresent()
        && switch (participant.standing()) {
          case INTRODUCED, LEFT -> true;
          case INVITED, ACCEPTED, OUT -> false;
        };
  }

  private static boolean backed(Talk talk, AgentUri one, AgentUri other) {
    return talk.promises().all().stream()
        .filter(commitment -> commitment.escrow().isPresent() && bound(commitment))
        .anyMatch(commitment -> party(commitment, one) && party(commitment, other));
  }

  private static boolean bound(Commitment commitment) {
    return switch (commitment.status()) {
      case ACTIVE, SETTLED, AMENDED -> true;
      case PROPOSED, WITHDRAWN, REJECTED, LAPSED -> false;
    };
  }

  private static boolean party(Commitment commitment, AgentUri agent) {
    return commitment.committer().equals(agent) || commitment.needed().contains(agent);
  }

  /// Whom an agent may rate: the other parties, of other organisations.
  ///
  /// @param agent any agent
  /// @return in order of their names; nobody for who is no party
  public List<AgentUri> peersOf(AgentUri agent) {
    String organisation = parties.get(agent);
    return organisation == null
        ? List.of()
        : parties.entrySet().stream()
            .filter(peer -> !peer.getValue().equals(organisation))
            .map(Map.Entry::getKey)
            .toList();
  }

  /// Who may rate.
  ///
  /// @return the parties that have somebody to rate, in order of their names
  public List<AgentUri> raters() {
    return parties.keySet().stream().filter(party -> !peersOf(party).isEmpty()).toList();
  }

  /// Whether all are in.
  ///
  /// @param rated who has rated
  /// @return true if nobody is left who may
  public boolean complete(Collection<AgentUri> rated) {
    return rated.containsAll(raters());
  }

  /// Why a rating cannot be taken. Whether its maker has rated before is the taker's to know.
  ///
  /// @param rating the rating
  /// @param at when it would be accepted
  /// @return nothing if it can
  public Optional<Refusal> fault(Rating rating, Instant at) {
    if (!rating.sessionId().equals(sessionId)) {
      return Optional.of(ErrorCode.INVALID_REFERENCE.because("the rating is of another session"));
    }
    if (!parties.containsKey(rating.by())) {
      return Optional.of(
          ErrorCode.UNAUTHORIZED.because("only principals that have met rate each other"));
    }
    if (at.isBefore(opens)) {
      return Optional.of(ErrorCode.STALE.because("the session had not ended"));
    }
    if (!at.isBefore(closes)) {
      return Optional.of(
          ErrorCode.TIMEOUT
              .because("the time to rate is over")
              .with("due", Timestamp.format(closes)));
    }
    if (Timestamp.apart(rating.timestamp(), at).compareTo(CLOCK_TOLERANCE) > 0) {
      return Optional.of(
          ErrorCode.STALE.because("timestamp is more than 300 s from the time of acceptance"));
    }
    if (!rating.head().equals(head)) {
      return Optional.of(
          ErrorCode.CHAIN_CONFLICT
              .because("previousHash is not the hash of the session's last message")
              .with("head", head.text()));
    }
    return rating.peers().stream()
        .flatMap(peer -> fault(rating.by(), peer.agent()).stream())
        .findFirst();
  }

  private Optional<Refusal> fault(AgentUri by, AgentUri peer) {
    if (peer.equals(by) || !parties.containsKey(peer)) {
      return Optional.of(
          ErrorCode.INVALID_REFERENCE
              .because("only the other principals of the session can be rated")
              .with("agentId", peer.text()));
    }
    return peersOf(by).contains(peer)
        ? Optional.empty()
        : Optional.of(
            ErrorCode.POLICY_VIOLATION
                .because("nobody rates its own organisation")
                .with("agentId", peer.text()));
  }
}

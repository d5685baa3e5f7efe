package dev.parley.core.play;

import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.Performative;
import dev.parley.core.message.TimerKey;
import dev.parley.core.session.Seat;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import dev.parley.core.session.Talk;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What random sessions came across, so that a test that has gone blind is noticed.
final class Seen {
  final Set<StateName> states = EnumSet.of(StateName.IDLE);
  final Map<Performative, Integer> accepted = new EnumMap<>(Performative.class);
  final Map<ErrorCode, Integer> refused = new EnumMap<>(ErrorCode.class);
  final Set<ObligationStatus> obligations = EnumSet.noneOf(ObligationStatus.class);
  final Set<CommitmentStatus> commitments = EnumSet.noneOf(CommitmentStatus.class);
  final Set<TimerKey> expired = EnumSet.noneOf(TimerKey.class);
  final Set<Seat> speakers = EnumSet.noneOf(Seat.class);
  final Map<String, Integer> kinds = new TreeMap<>();
  final Map<String, Integer> ends = new TreeMap<>();
  int legalTried;
  int legalTaken;
  int races;
  int afterTheEnd;
  int mutations;

  void state(SessionState state) {
    states.add(state.name());
    for (var commitment : state.said().map(Talk::promises).orElseThrow().all()) {
      commitments.add(commitment.status());
      commitment.obligations().forEach(o -> obligations.add(o.status()));
    }
    if (state instanceof SessionState.Ended ended) {
      ends.merge(ended.name() + " " + ended.reason(), 1, Integer::sum);
    }
  }

  @Override
  public String toString() {
    return "accepted "
        + accepted
        + "\nrefused "
        + refused
        + "\nkinds "
        + kinds
        + "\nends "
        + ends
        + "\nlegal "
        + legalTaken
        + " of "
        + legalTried
        + ", races "
        + races
        + ", mutations "
        + mutations;
  }
}

package dev.parley.core.play;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Inform;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import dev.parley.core.session.Talk;
import java.util.Optional;
import java.util.Set;

/// Who has spoken how often in a row (protocol section 3, order), counted anew.
final class Row {
  static final int MOST = 8;

  private static final Set<String> NEWS = Set.of("status", "data", "progress");

  private Optional<AgentUri> speaker = Optional.empty();
  private int count;

  static boolean limited(Envelope envelope) {
    return switch (envelope.performative()) {
      case PROPOSE, COUNTER, COMMIT, QUERY, DELEGATE, OBSERVE -> true;
      case INFORM -> envelope.message() instanceof Inform i && NEWS.contains(i.informType());
      case ACCEPT, REJECT, CLARIFY, ESCALATE, WITHDRAW, CLOSE -> false;
    };
  }

  private static boolean counts(StateName state) {
    return state == StateName.CONVERSING || state == StateName.AGREEING;
  }

  void accepted(SessionState before, Envelope envelope) {
    Optional<Participant> sender =
        before.said().map(Talk::participants).map(p -> p.get(envelope.sender().agentId()));
    if (sender.filter(p -> p.seat().informs()).isEmpty()) {
      return;
    }
    AgentUri principal = sender.get().principal();
    if (speaker.filter(principal::equals).isEmpty()) {
      count = 0;
      speaker = Optional.of(principal);
    }
    if (limited(envelope) && counts(before.name())) {
      count++;
    }
    Invariants.require(count <= MOST, "%s speaks the %s. time in a row", principal, count);
  }

  /// Whether the next limited message of somebody is one too many.
  boolean exhausted(AgentUri principal) {
    return speaker.filter(principal::equals).isPresent() && count >= MOST;
  }
}

package dev.parley.core.session;

import dev.parley.core.identity.AgentUri;
import java.util.List;

/// Roles as addresses: `agent://{node-domain}/role/{name}` (protocol section 2, recipient).
final class Roles {
  private Roles() {}

  /// Whom an address names: the agent of that name, or everybody present in a role of the session.
  static List<Participant> addressed(Talk talk, AgentUri address) {
    return isRole(talk, address)
        ? talk.participants().values().stream()
            .filter(p -> p.present() && address.path().equals("role/" + wire(p.seat())))
            .toList()
        : talk.participant(address).stream().toList();
  }

  /// Only under the node's own domain: elsewhere an agent may have such a name.
  static boolean isRole(Talk talk, AgentUri address) {
    return address.domain().equals(talk.steward().domain()) && address.path().startsWith("role/");
  }

  static String wire(Seat seat) {
    return switch (seat) {
      case INITIATOR -> "initiator";
      case COUNTERPARTY -> "counterparty";
      case SOURCE -> "source";
      case DELEGATE_ADVISORY, DELEGATE_NEGOTIATE, DELEGATE_COMMIT, CANDIDATE -> "delegate";
      case OBSERVER -> "observer";
      case AUTHORITY -> "authority";
      case STEWARD -> "steward";
    };
  }
}

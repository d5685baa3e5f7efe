package dev.parley.core.session;

import dev.parley.core.identity.AgentUri;

/// Roles as addresses: `agent://{node-domain}/role/{name}` (protocol section 2, recipient).
final class Roles {
  private Roles() {}

  static boolean names(AgentUri address, Seat seat) {
    return address.path().equals("role/" + wire(seat));
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

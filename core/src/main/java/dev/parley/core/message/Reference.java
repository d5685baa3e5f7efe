package dev.parley.core.message;

import dev.parley.core.wire.Members;

/// What an answer points at (protocol section 5).
///
/// @param kind which of the body's reference members carried it
/// @param id the body id, or for a transition the `messageId` of the asking message
public record Reference(Kind kind, String id) {

  /// The kinds of things that can be answered.
  public enum Kind {
    /// A proposal, the invitation among them.
    PROPOSAL("proposalId"),
    /// A commitment.
    COMMITMENT("commitmentId"),
    /// A delegation.
    DELEGATION("delegationId"),
    /// A claim that an obligation is fulfilled.
    FULFILLMENT("fulfillmentId"),
    /// A transition that is voted on.
    TRANSITION("transitionId"),
    /// Whatever alive thing in the session has the id: `inReplyTo` and `referenceId` on input.
    ANY("inReplyTo");

    private final String member;

    Kind(String member) {
      this.member = member;
    }

    /// The member of the body that carries it.
    ///
    /// @return its name on the wire
    public String member() {
      return member;
    }
  }

  /// Reads the one reference of an ACCEPT, REJECT.
  static Reference read(Members in) {
    Reference found = null;
    for (Kind kind : Kind.values()) {
      if (in.has(kind.member())) {
        if (found != null) {
          in.wrong(kind.member(), "stands beside " + found.kind().member() + "; name exactly one");
        }
        found = new Reference(kind, in.id(kind.member()));
      }
    }
    if (in.has("referenceId")) {
      if (found != null) {
        in.wrong("referenceId", "stands beside " + found.kind().member() + "; name exactly one");
      }
      found = new Reference(Kind.ANY, in.id("referenceId"));
    }
    if (found == null) {
      in.wrong("proposalId", "or another reference is required: exactly one");
      return new Reference(Kind.ANY, "");
    }
    return found;
  }
}

package dev.parley.core.message;

import java.util.Optional;

/// The thirteen speech acts (protocol section 5).
public enum Performative {
  /// Puts something up for acceptance; also invites to a session.
  PROPOSE,
  /// Agrees to exactly what was put up.
  ACCEPT,
  /// Declines it.
  REJECT,
  /// Declines it and puts up something else.
  COUNTER,
  /// Tells something: identity, progress, fulfilment, what a timer did.
  INFORM,
  /// Asks something.
  QUERY,
  /// Asks back or explains.
  CLARIFY,
  /// Offers a binding promise.
  COMMIT,
  /// Hands authority to another agent.
  DELEGATE,
  /// Asks a person or a higher agent to decide.
  ESCALATE,
  /// Takes back something of one's own.
  WITHDRAW,
  /// Becomes an observer.
  OBSERVE,
  /// Ends the session.
  CLOSE;

  /// Reads a performative; its wire name is its name here.
  ///
  /// @param wire text from outside
  /// @return the performative, or nothing
  public static Optional<Performative> of(String wire) {
    for (Performative performative : values()) {
      if (performative.name().equals(wire)) {
        return Optional.of(performative);
      }
    }
    return Optional.empty();
  }
}

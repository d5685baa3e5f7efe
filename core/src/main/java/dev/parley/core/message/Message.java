package dev.parley.core.message;

import dev.parley.core.error.Decoded;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;

/// What one envelope says: one record per performative (protocol section 5). Each keeps what the
/// rules need; members that the protocol does not know stay in the envelope's JSON and are ignored
/// here.
public sealed interface Message
    permits Propose,
        Accept,
        Reject,
        Counter,
        Inform,
        Query,
        Clarify,
        Commit,
        Delegate,
        Escalate,
        Withdraw,
        Observe,
        Close {

  /// The speech act.
  ///
  /// @return never null
  Performative performative();

  /// Reads a body.
  ///
  /// @param performative the speech act that the envelope names
  /// @param body the member `content.body`
  /// @return the message, or `malformed` with the place of the first fault
  static Decoded<Message> decode(Performative performative, JsonObject body) {
    Members in = Members.of(body, "/content/body");
    return switch (performative) {
      case PROPOSE -> Propose.read(in);
      case ACCEPT -> Accept.read(in);
      case REJECT -> Reject.read(in);
      case COUNTER -> Counter.read(in);
      case INFORM -> Inform.read(in);
      case QUERY -> Query.read(in);
      case CLARIFY -> Clarify.read(in);
      case COMMIT -> Commit.read(in);
      case DELEGATE -> Delegate.read(in);
      case ESCALATE -> Escalate.read(in);
      case WITHDRAW -> Withdraw.read(in);
      case OBSERVE -> Observe.read(in);
      case CLOSE -> Close.read(in);
    };
  }
}

package dev.parley.core.ledger;

import dev.parley.core.message.SessionId;
import java.util.Optional;

/// Names a hold: the escrow of one commitment.
///
/// @param session the session of the commitment
/// @param commitmentId the commitment
public record HoldId(SessionId session, String commitmentId) {

  /// Reads what [#toString] wrote.
  ///
  /// @param text any text
  /// @return nothing if it names no hold
  public static Optional<HoldId> parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0 || slash == text.length() - 1
        ? Optional.empty()
        : SessionId.parse(text.substring(0, slash))
            .map(session -> new HoldId(session, text.substring(slash + 1)));
  }

  /// `{sessionId}/{commitmentId}`.
  @Override
  public String toString() {
    return session + "/" + commitmentId;
  }
}

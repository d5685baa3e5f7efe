package dev.parley.client.negotiation;

import java.util.OptionalInt;

/// One side of one negotiation: told what the other one offered, it says what it does. [Strategy]
/// begins some; a program may bring its own, which has to come to an end by itself. Not
/// thread-safe.
public interface Player {
  /// What this side wants.
  ///
  /// @return its preferences
  Preferences preferences();

  /// Which side this is.
  ///
  /// @return first or second
  Side side();

  /// Takes its turn.
  ///
  /// @param offered what the other side offers; nothing at the very beginning
  /// @return what this side does; there is nothing to accept at the very beginning
  Move move(OptionalInt offered);
}

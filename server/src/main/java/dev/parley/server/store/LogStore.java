package dev.parley.server.store;

import java.util.List;

/// Everything that a node has accepted, whichever session it belongs to, in one order. Safe for all
/// threads; fails as [SessionStore] does.
public interface LogStore {

  /// Accepted messages behind a number, in order. A page ends early after 4 MiB.
  ///
  /// @param number the last number already seen, 0 to begin with
  /// @param limit how many at most
  /// @return the messages; empty only at the end
  List<LoggedMessage> after(long number, int limit);

  /// The number of the last message.
  ///
  /// @return 0 when there is none
  long last();
}

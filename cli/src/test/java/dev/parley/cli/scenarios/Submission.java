package dev.parley.cli.scenarios;

import dev.parley.core.message.Format;

/// A message on its way to the node.
///
/// @param session the session that it is sent to
/// @param moment where that session stands
/// @param letter what is sent
record Submission(String session, Moment moment, Letter letter) {
  /// Where a session stands when something is said.
  enum Moment {
    /// Nobody has opened it.
    BEFORE,
    /// It goes on.
    DURING,
    /// It has ended.
    AFTER
  }

  /// The same bytes at another moment; what opened a session goes on doing so.
  Submission at(Moment now) {
    return moment == Moment.BEFORE ? this : new Submission(session, now, letter);
  }

  byte[] in(Format format) {
    return letter.in(format);
  }
}

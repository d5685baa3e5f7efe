package dev.parley.server.store;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/// What a failure of SQLite means for the writer.
enum SqliteFault {
  /// No room; goes on when there is some.
  NO_SPACE,
  /// Somebody else holds the lock.
  BUSY,
  /// The write itself is at fault, its neighbours are not.
  ONE_WRITE,
  /// Nothing may be written any more. Whatever is not known to be harmless is here.
  BROKEN;

  static SqliteFault of(SQLException failure) {
    // SQLite gives the primary result in the low eight bits and details above.
    int code =
        failure instanceof org.sqlite.SQLiteException sqlite
            ? sqlite.getResultCode().code
            : failure.getErrorCode();
    if (code == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE.code) {
      return NO_SPACE; // the shared index of the log could not grow: that is a full disk, seen
      // before any sync
    }
    int primary = code & 0xff;
    if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
      return NO_SPACE;
    }
    if (primary == SQLiteErrorCode.SQLITE_BUSY.code
        || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return BUSY;
    }
    if (primary == SQLiteErrorCode.SQLITE_CONSTRAINT.code
        || primary == SQLiteErrorCode.SQLITE_MISMATCH.code
        || primary == SQLiteErrorCode.SQLITE_TOOBIG.code) {
      return ONE_WRITE;
    }
    return BROKEN;
  }
}

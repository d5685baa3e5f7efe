-- What principals let their agents bind them to without asking: for the node's own check, and for nobody else to see.
CREATE TABLE mandate (
  agent TEXT NOT NULL PRIMARY KEY,
  signed_at INTEGER NOT NULL,
  accepted_at INTEGER NOT NULL,
  canonical BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The record with which an organisation proved its domain, as it was found last.
CREATE TABLE organization (
  domain TEXT NOT NULL PRIMARY KEY,
  record BLOB NOT NULL, -- canonical JSON
  since INTEGER NOT NULL, -- from when this very record counts here
  checked_at INTEGER NOT NULL -- when it was last found at its place
) STRICT, WITHOUT ROWID;

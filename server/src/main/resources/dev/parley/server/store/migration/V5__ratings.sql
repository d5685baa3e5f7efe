-- What parties say of each other after a session, and what agents say of each other at any time.

-- Until it is revealed a rating is nobody's but its maker's.
CREATE TABLE rating_window (
  session_id BLOB NOT NULL PRIMARY KEY,
  due INTEGER NOT NULL, -- when the ratings are to be revealed: once all are in, else when the time is over
  revealed_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX rating_window_due ON rating_window (due) WHERE revealed_at IS NULL;

CREATE TABLE rating (
  session_id BLOB NOT NULL,
  rater TEXT NOT NULL,
  accepted_at INTEGER NOT NULL,
  hash BLOB NOT NULL,
  card BLOB NOT NULL, -- the hash of the card that it is signed with
  canonical BLOB NOT NULL,
  PRIMARY KEY (session_id, rater)
) STRICT, WITHOUT ROWID;

-- Endorsements and their withdrawals, in the order of their acceptance.
CREATE TABLE endorsement (
  number INTEGER NOT NULL PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  agent TEXT NOT NULL, -- whom it is about
  endorser TEXT NOT NULL,
  accepted_at INTEGER NOT NULL,
  withdrawn_by BLOB, -- the hash of the record that took it back
  withdraws BLOB, -- in such a record, what it takes back
  canonical BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX endorsement_standing ON endorsement (agent, endorser) WHERE withdraws IS NULL AND withdrawn_by IS NULL;
CREATE INDEX endorsement_endorser ON endorsement (endorser) WHERE withdraws IS NULL AND withdrawn_by IS NULL;

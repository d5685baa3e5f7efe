-- The store of a node. Times are milliseconds since 1970, hashes 32 raw bytes, UUIDs 16.

-- Which node may write: opening the store raises the epoch.
CREATE TABLE node (
  row INTEGER NOT NULL PRIMARY KEY CHECK (row = 1),
  epoch INTEGER NOT NULL
) STRICT;
INSERT INTO node (row, epoch) VALUES (1, 0);

CREATE TABLE session (
  session_id BLOB NOT NULL PRIMARY KEY,
  length INTEGER NOT NULL,
  head BLOB NOT NULL,
  state TEXT NOT NULL,
  phase TEXT NOT NULL,
  open INTEGER NOT NULL,
  next_due INTEGER,
  updated_at INTEGER NOT NULL,
  initiator TEXT NOT NULL,
  participants TEXT NOT NULL -- one URI a line
) STRICT, WITHOUT ROWID;
CREATE INDEX session_due ON session (next_due) WHERE next_due IS NOT NULL;

CREATE TABLE session_agent (
  agent TEXT NOT NULL,
  session_id BLOB NOT NULL,
  open INTEGER NOT NULL,
  PRIMARY KEY (agent, session_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_agent_open ON session_agent (agent) WHERE open = 1;

-- In the order of arrival, so that new rows fill new pages whichever session they belong to; the two indexes are small.
-- message_id is not unique by itself: ids are scoped to their session, and UUID v7 keeps the index append-like.
CREATE TABLE message (
  session_id BLOB NOT NULL,
  position INTEGER NOT NULL,
  message_id BLOB NOT NULL,
  sender TEXT NOT NULL,
  hash BLOB NOT NULL,
  accepted_at INTEGER NOT NULL,
  row_check INTEGER NOT NULL, -- CRC-32C over the whole row
  canonical BLOB NOT NULL,
  received BLOB -- only when it differs
) STRICT;
CREATE UNIQUE INDEX message_position ON message (session_id, position);
CREATE INDEX message_id ON message (message_id);

CREATE TABLE inbox (
  agent TEXT NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  session_id BLOB NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (agent, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE pinned_card (
  session_id BLOB NOT NULL,
  card BLOB NOT NULL,
  agent TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (session_id, card)
) STRICT, WITHOUT ROWID;

CREATE TABLE card (
  hash BLOB NOT NULL UNIQUE,
  agent TEXT NOT NULL,
  version INTEGER NOT NULL,
  canonical BLOB NOT NULL
) STRICT;
CREATE INDEX card_version ON card (agent, version);

CREATE TABLE agent (
  agent TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  card BLOB NOT NULL,
  trust INTEGER NOT NULL, -- hundredths
  registered_at INTEGER NOT NULL,
  key_since INTEGER NOT NULL,
  attestation BLOB NOT NULL
) STRICT;
CREATE INDEX agent_trust ON agent (trust DESC, agent);

CREATE TABLE capability (
  capability TEXT NOT NULL,
  trust INTEGER NOT NULL,
  agent TEXT NOT NULL,
  PRIMARY KEY (capability, trust DESC, agent)
) STRICT, WITHOUT ROWID;
CREATE INDEX capability_agent ON capability (agent);

CREATE TABLE custody_key (
  agent TEXT NOT NULL PRIMARY KEY,
  sealed BLOB NOT NULL,
  client_key BLOB NOT NULL
) STRICT, WITHOUT ROWID;

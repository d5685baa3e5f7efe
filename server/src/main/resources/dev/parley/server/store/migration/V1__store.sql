-- The store of a node. Times are milliseconds since 1970, hashes 32 raw bytes, UUIDs 16.

-- Which node may write: opening the store raises the epoch.
CREATE TABLE node (
  row INTEGER NOT NULL PRIMARY KEY CHECK (row = 1),
  epoch INTEGER NOT NULL
) STRICT;
INSERT INTO node (row, epoch) VALUES (1, 0);

-- What changes seldom. A session's length, head and last acceptedAt are those of its last place, so that an append need not rewrite this row.
CREATE TABLE session (
  session_id BLOB NOT NULL PRIMARY KEY,
  state TEXT NOT NULL,
  phase TEXT NOT NULL,
  open INTEGER NOT NULL,
  wake_at INTEGER, -- never later than the earliest timer
  initiator TEXT NOT NULL,
  participants TEXT NOT NULL -- one URI a line
) STRICT, WITHOUT ROWID;
CREATE INDEX session_wake ON session (wake_at) WHERE wake_at IS NOT NULL;

CREATE TABLE session_agent (
  agent TEXT NOT NULL,
  session_id BLOB NOT NULL,
  open INTEGER NOT NULL,
  PRIMARY KEY (agent, session_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_agent_open ON session_agent (agent) WHERE open = 1;

-- Contents in the order of arrival, so that new rows fill new pages whichever session they belong to.
CREATE TABLE message (
  number INTEGER NOT NULL PRIMARY KEY,
  session_id BLOB NOT NULL,
  position INTEGER NOT NULL,
  message_id BLOB NOT NULL,
  sender TEXT NOT NULL,
  row_check INTEGER NOT NULL, -- CRC-32C over this row and its place
  canonical BLOB NOT NULL,
  received BLOB -- only when it differs
) STRICT;
-- Not unique: ids are scoped to their session. UUID v7 keeps the index append-like.
CREATE INDEX message_id ON message (message_id);

-- Where the messages of a session are. The last place of a session is its head: an append touches one page here.
CREATE TABLE place (
  session_id BLOB NOT NULL,
  position INTEGER NOT NULL,
  hash BLOB NOT NULL,
  accepted_at INTEGER NOT NULL,
  message INTEGER NOT NULL,
  PRIMARY KEY (session_id, position)
) STRICT, WITHOUT ROWID;

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

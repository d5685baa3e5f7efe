-- Disputes about sessions, as their signed records.

-- Ids are unique at the node: accounts of bonds are named by them.
CREATE TABLE dispute (
  dispute TEXT NOT NULL PRIMARY KEY,
  session_id BLOB NOT NULL,
  stage TEXT NOT NULL -- where it stands, for lists
) STRICT, WITHOUT ROWID;
CREATE INDEX dispute_stage ON dispute (stage) WHERE stage <> 'FINAL';

-- All records of the disputes of a session in the order of their acceptance.
CREATE TABLE dispute_record (
  session_id BLOB NOT NULL,
  number INTEGER NOT NULL,
  dispute TEXT NOT NULL,
  position INTEGER NOT NULL, -- in its dispute
  after INTEGER NOT NULL, -- how many messages the session had
  accepted_at INTEGER NOT NULL,
  hash BLOB NOT NULL,
  canonical BLOB NOT NULL,
  PRIMARY KEY (session_id, number)
) STRICT, WITHOUT ROWID;

-- Who takes or took part in a dispute, and so may see it.
CREATE TABLE dispute_agent (
  agent TEXT NOT NULL,
  dispute TEXT NOT NULL,
  PRIMARY KEY (agent, dispute)
) STRICT, WITHOUT ROWID;

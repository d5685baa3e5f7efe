-- What bidders in sealed calls have handed in; nobody sees it before the steward publishes all of a call in one message.
CREATE TABLE reveal (
  session_id BLOB NOT NULL,
  query_id TEXT NOT NULL,
  proposal_id TEXT NOT NULL,
  accepted_at INTEGER NOT NULL,
  hash BLOB NOT NULL,
  canonical BLOB NOT NULL,
  PRIMARY KEY (session_id, query_id, proposal_id)
) STRICT, WITHOUT ROWID;

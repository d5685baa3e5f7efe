-- What operators are told of, and how far each telling has come. An event is made from the row that waits, so that none is lost
-- with the process.
CREATE TABLE webhook_event (
  event_id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL, -- escalation or dispute
  session_id BLOB NOT NULL,
  subject TEXT NOT NULL, -- the escalation's or the dispute's id
  made_at INTEGER NOT NULL,
  body BLOB NOT NULL,
  UNIQUE (kind, session_id, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE webhook_delivery (
  event_id TEXT NOT NULL,
  url TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  next_at INTEGER, -- in real time; null once it is delivered or dead
  dead INTEGER NOT NULL,
  fault TEXT, -- of the last attempt
  PRIMARY KEY (event_id, url)
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_delivery_next ON webhook_delivery (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX webhook_delivery_dead ON webhook_delivery (event_id) WHERE dead = 1;

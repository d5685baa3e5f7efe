-- What waits for a person, and how it was decided. Written with the ESCALATE and with the message that ends it; what was shown
-- is for whoever decides, and never part of the session.
CREATE TABLE escalation (
  session_id BLOB NOT NULL,
  escalation_id TEXT NOT NULL,
  position INTEGER NOT NULL, -- of the ESCALATE
  principal TEXT NOT NULL, -- for whom it was asked
  asked_at INTEGER NOT NULL,
  due INTEGER NOT NULL, -- when the safe answer, a refusal, takes effect
  operators INTEGER NOT NULL, -- 1 where nobody is named and the node's operators decide
  amount TEXT, -- what is at stake, where that is known
  currency TEXT,
  shown BLOB, -- the canonical form of the planned body
  ended_at INTEGER,
  outcome TEXT, -- APPROVED, REFUSED or EXPIRED; ENDED where the session ended before
  PRIMARY KEY (session_id, escalation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX escalation_waiting ON escalation (due) WHERE ended_at IS NULL;
CREATE INDEX escalation_principal ON escalation (principal, asked_at);

CREATE TABLE escalation_decider (
  agent TEXT NOT NULL,
  session_id BLOB NOT NULL,
  escalation_id TEXT NOT NULL,
  PRIMARY KEY (agent, session_id, escalation_id)
) STRICT, WITHOUT ROWID;

-- What trust is computed from. Days are UTC days since 1970-01-01.

-- What sessions and disputes made known about agents, in the order in which it was written; only ever added to.
CREATE TABLE evidence (
  number INTEGER NOT NULL PRIMARY KEY,
  subject TEXT NOT NULL,
  hash BLOB NOT NULL,
  forgiven INTEGER NOT NULL, -- 1: a breach that the victim has forgiven since; it takes the place of the piece of the same hash
  day INTEGER NOT NULL, -- on which it became known
  canonical BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX evidence_piece ON evidence (subject, hash, forgiven);

-- Who an agent was and from which day on, in the order in which it registered.
CREATE TABLE standing (
  number INTEGER NOT NULL PRIMARY KEY,
  agent TEXT NOT NULL,
  day INTEGER NOT NULL,
  identity INTEGER NOT NULL,
  custody TEXT NOT NULL, -- agent or node
  key_since INTEGER NOT NULL -- the day
) STRICT;

INSERT INTO standing (agent, day, identity, custody, key_since)
SELECT g.agent, g.registered_at / 86400000, json_extract(CAST(g.attestation AS TEXT), '$.trustComponents.IV'),
  CASE WHEN k.agent IS NULL THEN 'agent' ELSE 'node' END, g.key_since / 86400000
FROM agent g LEFT JOIN custody_key k ON k.agent = g.agent ORDER BY g.registered_at, g.agent;

-- The day that trust has begun: evidence of a day before comes too late for it, and is refused.
CREATE TABLE trust_day (
  row INTEGER NOT NULL PRIMARY KEY CHECK (row = 1),
  day INTEGER NOT NULL
) STRICT;
INSERT INTO trust_day (row, day) VALUES (1, 0);

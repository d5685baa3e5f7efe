-- Money, in minor units. An account is named as in the protocol's statements: agent URI, org:…, hold:…, burned, world.

-- What each account holds. Only the world goes below zero; an emptied hold leaves no row.
CREATE TABLE balance (
  account TEXT NOT NULL,
  currency TEXT NOT NULL,
  units INTEGER NOT NULL CHECK (units >= 0 OR account = 'world'),
  PRIMARY KEY (account, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE hold (
  hold TEXT NOT NULL PRIMARY KEY, -- session/commitment
  depositor TEXT NOT NULL,
  currency TEXT NOT NULL,
  units INTEGER NOT NULL CHECK (units > 0),
  left_units INTEGER NOT NULL CHECK (left_units BETWEEN 0 AND units),
  status TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX hold_depositor ON hold (depositor) WHERE left_units > 0;

-- The lines of the ledger, in the order in which they were written; only ever added to.
CREATE TABLE transfer (
  number INTEGER NOT NULL PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  cause BLOB NOT NULL, -- the hash of the message or booking
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  currency TEXT NOT NULL,
  units INTEGER NOT NULL CHECK (units > 0),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX transfer_source ON transfer (source);
CREATE INDEX transfer_target ON transfer (target);

-- What an operator ordered outside of any session: money that came in, was moved or paid out.
CREATE TABLE booking (
  number INTEGER NOT NULL PRIMARY KEY,
  cause BLOB NOT NULL UNIQUE, -- its hash
  canonical BLOB NOT NULL
) STRICT;

-- What others may lose by an agent (its URI) or an organisation (org:…): value without escrow of its ACTIVE commitments.
CREATE TABLE exposure (
  owner TEXT NOT NULL,
  currency TEXT NOT NULL,
  units INTEGER NOT NULL CHECK (units > 0),
  PRIMARY KEY (owner, currency)
) STRICT, WITHOUT ROWID;

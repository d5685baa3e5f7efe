package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import dev.parley.core.ledger.Transfer;
import java.time.Instant;

/// A line of the ledger as it is kept.
///
/// @param number its place among all lines
/// @param cause the hash of the message or booking that caused it
/// @param at when
/// @param transfer what was moved
public record LedgerLine(long number, Hash cause, Instant at, Transfer transfer) {}

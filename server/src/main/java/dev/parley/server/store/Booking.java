package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import dev.parley.core.ledger.Order;
import java.time.Instant;

/// What an operator orders outside of any session, to be kept with the transfer that it causes.
///
/// @param cause names the order; the same one again changes nothing
/// @param order what the ledger is asked for
/// @param at when
/// @param document what was ordered, in canonical form
public record Booking(Hash cause, Order.Pay order, Instant at, Content document) {}

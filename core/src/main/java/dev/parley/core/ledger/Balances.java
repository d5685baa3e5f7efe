package dev.parley.core.ledger;

import dev.parley.core.identity.Hash;
import java.util.Optional;

/// What a ledger knows at one moment; [Posting] reads it.
public interface Balances {

  /// What an account holds.
  ///
  /// @param account the account
  /// @param currency three capitals
  /// @return minor units; below zero only for the world
  long of(Account account, String currency);

  /// A hold.
  ///
  /// @param id which
  /// @return nothing if there never was one
  Optional<Hold> hold(HoldId id);

  /// Whether a transfer is in the ledger.
  ///
  /// @param id its id
  /// @return true if so
  boolean has(Hash id);
}

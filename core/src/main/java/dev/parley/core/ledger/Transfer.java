package dev.parley.core.ledger;

import dev.parley.core.identity.Hash;
import java.nio.charset.StandardCharsets;

/// One line of the ledger: money that went from one account to another. Never changed, never
/// deleted.
///
/// @param id derived from what caused it
/// @param from the account that has less now
/// @param to the account that has more now
/// @param amount above 0
public record Transfer(Hash id, Account from, Account to, Amount amount) {

  /// The id of a transfer: a replay of what caused it finds the same ids, and changes nothing.
  ///
  /// @param cause the hash of the causing record
  /// @param index the transfer's place among those of that record, from 0
  /// @return SHA-256 over `asp-transfer`, LF, the cause, LF and the index in decimal digits
  public static Hash id(Hash cause, int index) {
    String text = "asp-transfer\n" + cause.text() + "\n" + index;
    return Hash.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}

/// Money: exact amounts, accounts, holds, and the rules by which they move (protocol section 9).
/// Pure: a node keeps the balances, this package says what becomes of them.
@NullMarked
package dev.parley.core.ledger;

import org.jspecify.annotations.NullMarked;

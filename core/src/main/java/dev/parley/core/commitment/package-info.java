/// Commitments and obligations with their life cycles (protocol section 9), and what they ask of
/// the ledger.
@NullMarked
package dev.parley.core.commitment;

import org.jspecify.annotations.NullMarked;

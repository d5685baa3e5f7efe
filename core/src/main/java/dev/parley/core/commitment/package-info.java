/// Commitments and obligations with their life cycles (protocol section 9), without escrow.
@NullMarked
package dev.parley.core.commitment;

import org.jspecify.annotations.NullMarked;

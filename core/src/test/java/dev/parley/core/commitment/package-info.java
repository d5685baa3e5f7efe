/// Tests of commitments and obligations.
@NullMarked
package dev.parley.core.commitment;

import org.jspecify.annotations.NullMarked;

/// Tests of hashes, keys, signatures and proofs.
@NullMarked
package dev.parley.core.identity;

import org.jspecify.annotations.NullMarked;

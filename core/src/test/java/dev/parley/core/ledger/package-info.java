/// Tests of the ledger's rules.
@NullMarked
package dev.parley.core.ledger;

import org.jspecify.annotations.NullMarked;

/// Tests of the node's ledger.
@NullMarked
package dev.parley.server.ledger;

import org.jspecify.annotations.NullMarked;

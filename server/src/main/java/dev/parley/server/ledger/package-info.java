/// The node's ledger: what operators order, what owners may read, and the audit against the
/// transcripts (protocol section 9).
@NullMarked
package dev.parley.server.ledger;

import org.jspecify.annotations.NullMarked;

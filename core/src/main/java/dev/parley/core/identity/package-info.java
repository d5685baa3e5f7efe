/// Who said what: hashes, keys, signatures and the proofs that a key is held.
///
/// Whether a signature is valid is decided here, by one rule that no crypto provider can change
/// (protocol, section 3); a provider only decides how fast. Nothing in this package throws for
/// bytes that a peer sent.
@NullMarked
package dev.parley.core.identity;

import org.jspecify.annotations.NullMarked;

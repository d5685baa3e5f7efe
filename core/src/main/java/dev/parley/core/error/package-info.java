/// The error vocabulary of the protocol (section 12): codes, what kind of fault they are, whether a
/// retry can help, and the two values by which the core answers what a peer may cause: [Decoded]
/// and [Refusal]. Nothing here throws.
@NullMarked
package dev.parley.core.error;

import org.jspecify.annotations.NullMarked;

/// The chain of a session (protocol section 3): how a message is hashed, signed and linked to the
/// one before it, and how all of that is checked. Only this package makes a [VerifiedEnvelope].
@NullMarked
package dev.parley.core.chain;

import org.jspecify.annotations.NullMarked;

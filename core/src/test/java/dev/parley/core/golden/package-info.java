/// Golden vectors of whole things: messages, cards, sessions. Made from fixed keys at fixed times,
/// compared with the files so that neither drifts, and read from the files as anybody would.
@NullMarked
package dev.parley.core.golden;

import org.jspecify.annotations.NullMarked;

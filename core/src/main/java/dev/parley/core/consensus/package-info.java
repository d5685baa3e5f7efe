/// How votes are counted (protocol section 8, consensus transitions): pure, and decided by the
/// votes alone.
@NullMarked
package dev.parley.core.consensus;

import org.jspecify.annotations.NullMarked;

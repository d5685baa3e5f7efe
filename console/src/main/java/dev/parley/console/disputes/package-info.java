/// Disputes, and the ruling.
@NullMarked
package dev.parley.console.disputes;

import org.jspecify.annotations.NullMarked;

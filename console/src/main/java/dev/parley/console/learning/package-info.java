/// What agents may learn from their own sessions.
@NullMarked
package dev.parley.console.learning;

import org.jspecify.annotations.NullMarked;

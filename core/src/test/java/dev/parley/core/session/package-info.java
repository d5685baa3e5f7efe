/// Tests of the session machine: every cell of its table, its rules and its timers.
@NullMarked
package dev.parley.core.session;

import org.jspecify.annotations.NullMarked;

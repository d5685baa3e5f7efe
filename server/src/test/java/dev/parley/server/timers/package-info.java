/// Timers on real files with a clock that the tests move.
@NullMarked
package dev.parley.server.timers;

import org.jspecify.annotations.NullMarked;

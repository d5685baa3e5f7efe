/// What may go wrong with a whole node, done to a real process: kills, races, and the order of its
/// system calls.
@NullMarked
package dev.parley.bench.faults;

import org.jspecify.annotations.NullMarked;

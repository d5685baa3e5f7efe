/// The Agent Session Protocol as pure functions and values: nothing here reads a clock, a file, a
/// socket or a random source.
@NullMarked
package dev.parley.core;

import org.jspecify.annotations.NullMarked;

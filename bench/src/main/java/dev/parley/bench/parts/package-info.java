/// What the parts of taking one message cost alone, and what the machine itself can do: the
/// yardsticks that the whole is held against.
@NullMarked
package dev.parley.bench.parts;

import org.jspecify.annotations.NullMarked;

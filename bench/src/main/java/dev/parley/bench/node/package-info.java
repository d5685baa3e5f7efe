/// A real node in a process of its own, as `parley serve` runs it.
@NullMarked
package dev.parley.bench.node;

import org.jspecify.annotations.NullMarked;

/// Load on a node over HTTP: pairs of agents that hold whole signed sessions, one after the other.
@NullMarked
package dev.parley.bench.load;

import org.jspecify.annotations.NullMarked;

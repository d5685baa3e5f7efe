/// Tests of the load.
@NullMarked
package dev.parley.bench.load;

import org.jspecify.annotations.NullMarked;

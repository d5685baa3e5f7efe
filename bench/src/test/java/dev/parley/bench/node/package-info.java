/// That what is measured runs as it does for users.
@NullMarked
package dev.parley.bench.node;

import org.jspecify.annotations.NullMarked;

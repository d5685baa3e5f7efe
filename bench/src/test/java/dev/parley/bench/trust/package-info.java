/// Tests of the laboratory of trust.
@NullMarked
package dev.parley.bench.trust;

import org.jspecify.annotations.NullMarked;

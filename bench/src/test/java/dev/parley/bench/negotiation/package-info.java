/// Tests of the tournament of negotiators and of the replay of what people said.
@NullMarked
package dev.parley.bench.negotiation;

import org.jspecify.annotations.NullMarked;

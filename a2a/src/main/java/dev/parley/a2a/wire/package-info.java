/// What both sides of A2A 1.0 write: errors, states, headers, events.
@NullMarked
package dev.parley.a2a.wire;

import org.jspecify.annotations.NullMarked;

/// Bargains by the hundred: a tournament of strategies in memory and over the wire, and the
/// dialogues of people replayed by the session's rules.
@NullMarked
package dev.parley.bench.negotiation;

import org.jspecify.annotations.NullMarked;

/// Random sessions: a seeded player that plays by the rules and against them, what has to hold
/// whatever it does, and mutated input for every reader. A failure names its seed.
@NullMarked
package dev.parley.core.play;

import org.jspecify.annotations.NullMarked;

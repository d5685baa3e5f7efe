/// Disputes (protocol section 11): the records that parties, panels, people and the steward sign,
/// each following the hash of the one before it from the session's head on, and the machine that
/// folds them. What should happen outside (money, the obligation, trust) comes out as effects.
@NullMarked
package dev.parley.core.dispute;

import org.jspecify.annotations.NullMarked;

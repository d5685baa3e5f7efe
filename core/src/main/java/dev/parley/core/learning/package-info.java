/// What one side learns from its own sessions once they have ended (protocol section 6, LEARN): how
/// talks went, what came of them, and what follows for its policy. A pure function of the records;
/// nothing of it enters a session.
@NullMarked
package dev.parley.core.learning;

import org.jspecify.annotations.NullMarked;

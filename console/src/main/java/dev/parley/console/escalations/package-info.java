/// What waits for a person, and the decision.
@NullMarked
package dev.parley.console.escalations;

import org.jspecify.annotations.NullMarked;

/// What the node tells an agent about that agent's own sessions after their end (protocol section
/// 6, LEARN).
@NullMarked
package dev.parley.server.learning;

import org.jspecify.annotations.NullMarked;

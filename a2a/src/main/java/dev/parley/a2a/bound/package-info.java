/// Ties tasks to sessions, and hands the work of a session to agents of A2A.
@NullMarked
package dev.parley.a2a.bound;

import org.jspecify.annotations.NullMarked;

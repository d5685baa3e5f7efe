/// What ASP and A2A 1.0 have to do with each other, as values: an agent's A2A card and its
/// signature, and how a task names a session (protocol section 14).
@NullMarked
package dev.parley.core.a2a;

import org.jspecify.annotations.NullMarked;

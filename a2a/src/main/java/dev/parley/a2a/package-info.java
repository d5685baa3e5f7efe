/// Agents of ASP among agents of A2A 1.0 (protocol section 14).
@NullMarked
package dev.parley.a2a;

import org.jspecify.annotations.NullMarked;

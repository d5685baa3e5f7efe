/// What agents say to each other: the envelope (protocol section 2), the thirteen performatives
/// with their bodies (section 5), the terms of a session (sections 5 and 7), and how all of it is
/// read from outside without trusting it.
@NullMarked
package dev.parley.core.message;

import org.jspecify.annotations.NullMarked;

/// What ties tasks to sessions, tried without either.
@NullMarked
package dev.parley.a2a.bound;

import org.jspecify.annotations.NullMarked;

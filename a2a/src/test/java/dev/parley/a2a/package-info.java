/// A2A, tried with programs of others.
@NullMarked
package dev.parley.a2a;

import org.jspecify.annotations.NullMarked;

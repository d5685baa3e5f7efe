/// How members of objects from outside are read without trusting them, and how times are written.
@NullMarked
package dev.parley.core.wire;

import org.jspecify.annotations.NullMarked;

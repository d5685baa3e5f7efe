/// Tests of what is learnt from sessions.
@NullMarked
package dev.parley.core.learning;

import org.jspecify.annotations.NullMarked;

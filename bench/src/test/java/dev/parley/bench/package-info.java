/// Tests of the commands that measure.
@NullMarked
package dev.parley.bench;

import org.jspecify.annotations.NullMarked;

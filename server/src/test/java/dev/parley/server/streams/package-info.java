/// Tests of what readers hear.
@NullMarked
package dev.parley.server.streams;

import org.jspecify.annotations.NullMarked;

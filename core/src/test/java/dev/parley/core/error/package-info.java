/// Tests of the error codes.
@NullMarked
package dev.parley.core.error;

import org.jspecify.annotations.NullMarked;

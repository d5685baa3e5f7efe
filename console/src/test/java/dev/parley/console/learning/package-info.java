/// Tests of the pages about learning.
@NullMarked
package dev.parley.console.learning;

import org.jspecify.annotations.NullMarked;

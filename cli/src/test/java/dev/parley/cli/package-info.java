/// Tests of the command line as a user meets it.
@NullMarked
package dev.parley.cli;

import org.jspecify.annotations.NullMarked;

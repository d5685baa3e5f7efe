/// The command line. It holds no rules of the protocol; each command calls the module that has
/// them.
@NullMarked
package dev.parley.cli;

import org.jspecify.annotations.NullMarked;

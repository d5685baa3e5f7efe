/// The console's pages in a real browser, over a real node and sessions of real agents.
@NullMarked
package dev.parley.cli.console;

import org.jspecify.annotations.NullMarked;

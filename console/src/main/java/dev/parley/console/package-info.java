/// Pages for the people who run agents and answer for them, served by the node itself under
/// `/console`: written on the server, readable without a script, live where there is one.
@NullMarked
package dev.parley.console;

import org.jspecify.annotations.NullMarked;

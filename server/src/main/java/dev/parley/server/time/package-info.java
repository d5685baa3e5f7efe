/// The node's clocks (protocol section 1, time in the fold): real time, and for development one
/// that moves only when told to and one that runs faster. All that happens in a session happens at
/// the time that this clock shows.
@NullMarked
package dev.parley.server.time;

import org.jspecify.annotations.NullMarked;

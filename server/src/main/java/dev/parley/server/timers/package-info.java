/// The node's timekeeper (protocol section 7): has the steward record what is due, at the time the
/// node's clock shows, and finds it again in the store after a restart.
@NullMarked
package dev.parley.server.timers;

import org.jspecify.annotations.NullMarked;

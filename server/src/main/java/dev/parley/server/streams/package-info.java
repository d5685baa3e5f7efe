/// What readers of a session hear while they are connected, whatever they are connected by: a
/// cursor on the log that waits, and how many such readers there may be (protocol section 13).
@NullMarked
package dev.parley.server.streams;

import org.jspecify.annotations.NullMarked;

/// Sessions: from a verified message to an answer that is on disk, and from there to everybody who
/// reads (protocol sections 1 to 9). Each session takes one message at a time; every reader is a
/// cursor on the log, and whatever wakes it is only a hint to read.
@NullMarked
package dev.parley.server.sessions;

import org.jspecify.annotations.NullMarked;

/// The transcript file (protocol section 3): one canonical JSON object a line, written by a node
/// and read by anyone. Lines are read and checked one by one, so that memory does not grow with the
/// file.
@NullMarked
package dev.parley.core.transcript;

import org.jspecify.annotations.NullMarked;

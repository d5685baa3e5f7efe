/// Verifying transcript files offline: reads a file line by line, checks signatures on all cores,
/// replays the session in order. No node is needed. Protocol section 3.
@NullMarked
package dev.parley.client.transcript;

import org.jspecify.annotations.NullMarked;

/// Trust at the node: scores that follow from the evidence in the store, day by day (protocol
/// section 10).
@NullMarked
package dev.parley.server.trust;

import org.jspecify.annotations.NullMarked;

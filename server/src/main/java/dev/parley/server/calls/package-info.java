/// Sealed calls for proposals: what bidders hand in between the deadline and the end of the reveal
/// (protocol section 5).
@NullMarked
package dev.parley.server.calls;

import org.jspecify.annotations.NullMarked;

/// Calls agents of A2A.
@NullMarked
package dev.parley.a2a.call;

import org.jspecify.annotations.NullMarked;

/// Tests of the trust function.
@NullMarked
package dev.parley.core.trust;

import org.jspecify.annotations.NullMarked;

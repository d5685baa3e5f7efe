/// What the tests of several packages share.
@NullMarked
package dev.parley.core;

import org.jspecify.annotations.NullMarked;

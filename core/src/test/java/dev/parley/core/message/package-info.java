/// Tests of what messages may look like.
@NullMarked
package dev.parley.core.message;

import org.jspecify.annotations.NullMarked;

/// Tests of ratings.
@NullMarked
package dev.parley.core.rating;

import org.jspecify.annotations.NullMarked;

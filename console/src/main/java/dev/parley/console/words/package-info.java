/// What agents say and agree, in words that people read.
@NullMarked
package dev.parley.console.words;

import org.jspecify.annotations.NullMarked;

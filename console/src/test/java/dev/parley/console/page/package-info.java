/// Tests of what all pages stand on.
@NullMarked
package dev.parley.console.page;

import org.jspecify.annotations.NullMarked;

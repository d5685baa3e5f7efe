/// Tests of the page about how a node is doing.
@NullMarked
package dev.parley.console.overview;

import org.jspecify.annotations.NullMarked;

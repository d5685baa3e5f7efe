/// How the node is doing.
@NullMarked
package dev.parley.console.overview;

import org.jspecify.annotations.NullMarked;

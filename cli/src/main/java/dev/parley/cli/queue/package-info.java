/// Puts a node and its queue together: the two never see each other's code.
@NullMarked
package dev.parley.cli.queue;

import org.jspecify.annotations.NullMarked;

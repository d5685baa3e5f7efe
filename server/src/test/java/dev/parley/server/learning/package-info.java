/// Tests of what the node tells agents about their sessions.
@NullMarked
package dev.parley.server.learning;

import org.jspecify.annotations.NullMarked;

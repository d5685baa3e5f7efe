/// Tests of how a node is set up.
@NullMarked
package dev.parley.server.config;

import org.jspecify.annotations.NullMarked;

/// What tests of the node play with: a node without a network, and agents that follow a script.
@NullMarked
package dev.parley.server.rehearsal;

import org.jspecify.annotations.NullMarked;

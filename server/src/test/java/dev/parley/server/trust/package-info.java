/// Tests of trust at the node.
@NullMarked
package dev.parley.server.trust;

import org.jspecify.annotations.NullMarked;

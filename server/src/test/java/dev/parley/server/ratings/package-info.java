/// Tests of ratings and endorsements at a node.
@NullMarked
package dev.parley.server.ratings;

import org.jspecify.annotations.NullMarked;

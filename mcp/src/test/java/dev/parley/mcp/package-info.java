/// Tests of the tools at a real node.
@NullMarked
package dev.parley.mcp;

import org.jspecify.annotations.NullMarked;

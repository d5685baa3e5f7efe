/// How long a call takes that programs of others make: a tool of MCP, a task of A2A.
@NullMarked
package dev.parley.bench.trip;

import org.jspecify.annotations.NullMarked;

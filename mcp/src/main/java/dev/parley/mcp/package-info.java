/// Sessions for hosts of language models: the tools, resources and transports of `parley mcp`, and
/// the other direction, MCP tools called from inside a session.
///
/// What binds is decided by typed arguments and the mandate that a person gave at start-up, never
/// by what a model has read: words of the other side are handed on as data, marked as such.
@NullMarked
package dev.parley.mcp;

import org.jspecify.annotations.NullMarked;

/// Signed records that stand outside of the chain of messages, and what becomes of them (protocol
/// section 3).
@NullMarked
package dev.parley.server.records;

import org.jspecify.annotations.NullMarked;

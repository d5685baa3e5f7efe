/// The queue transport: sessions over NATS JetStream, the node's end and the agent's (protocol
/// section 13, docs/nats.md). A queue is a way, never the record: what happened is what the node's
/// log says, and everybody repairs itself from there.
@NullMarked
package dev.parley.nats;

import org.jspecify.annotations.NullMarked;

/// The queue between a real node, real agents and a real NATS server, which is killed, emptied and
/// lied to.
@NullMarked
package dev.parley.cli.queue;

import org.jspecify.annotations.NullMarked;

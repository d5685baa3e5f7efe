/// The durable store of a node: sessions with their messages, cards, custody keys, inboxes and due
/// timers.
///
/// A write is a value that is committed whole or not at all. Writes of many sessions share one
/// transaction and one sync of the disk (group commit), and are answered only after that sync
/// returned. Readers never wait for the writer. The types here are plain rows: the store knows
/// nothing of what a message means, so it can be judged, tested and replaced without the session
/// machine.
@NullMarked
package dev.parley.server.store;

import org.jspecify.annotations.NullMarked;

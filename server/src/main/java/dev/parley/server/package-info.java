/// The node: it orders, stores and times sessions, and is itself an agent, the steward of every
/// session it hosts.
@NullMarked
package dev.parley.server;

import org.jspecify.annotations.NullMarked;

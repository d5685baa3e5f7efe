/// The SDK for agents: keys of its own ([KeyFile]), a node to talk to ([NodeConnection]),
/// registration, discovery and inbox ([Agent]), and a session handle that checks every message it
/// receives with the same rules as the node ([Session]).
///
/// Calls block; they are meant for virtual threads. What the other side or the node declines is a
/// value where the caller decides about it ([SendResult]), and otherwise a [ParleyException], of
/// which there are five: four catch blocks, four different actions, and one for the key file.
@NullMarked
package dev.parley.client;

import org.jspecify.annotations.NullMarked;

/// The SDK for agents: keys of its own, registration and discovery, and a session handle that
/// checks every message it receives with the same rules as the node.
@NullMarked
package dev.parley.client;

import org.jspecify.annotations.NullMarked;

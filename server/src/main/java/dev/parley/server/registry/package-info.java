/// The agents of a node (protocol section 4): who may register, the chain of their cards, what the
/// node attests about them, the keys that it holds for some of them, and the node's own agent, the
/// steward.
@NullMarked
package dev.parley.server.registry;

import org.jspecify.annotations.NullMarked;

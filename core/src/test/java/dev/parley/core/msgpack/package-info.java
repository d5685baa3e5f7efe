/// Tests of MessagePack.
@NullMarked
package dev.parley.core.msgpack;

import org.jspecify.annotations.NullMarked;

/// MessagePack, a second spelling of the data model of JSON for the wire (protocol section 2).
/// Hashes and signatures are over the canonical JSON, whatever a message came in.
@NullMarked
package dev.parley.core.msgpack;

import org.jspecify.annotations.NullMarked;

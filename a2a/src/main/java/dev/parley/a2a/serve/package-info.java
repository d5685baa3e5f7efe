/// An A2A endpoint: JSON-RPC and HTTP+JSON over the same operations.
@NullMarked
package dev.parley.a2a.serve;

import org.jspecify.annotations.NullMarked;

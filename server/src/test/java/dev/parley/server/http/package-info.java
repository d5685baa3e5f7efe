/// A running node, asked over real sockets.
@NullMarked
package dev.parley.server.http;

import org.jspecify.annotations.NullMarked;

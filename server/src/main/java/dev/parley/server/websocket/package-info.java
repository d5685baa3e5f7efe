/// The WebSocket binding: one connection for one agent in one session, both ways (protocol section
/// 13).
@NullMarked
package dev.parley.server.websocket;

import org.jspecify.annotations.NullMarked;

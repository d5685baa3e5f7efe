package dev.parley.server.websocket;

import dev.parley.server.auth.Authenticator;
import dev.parley.server.auth.RateLimits;
import dev.parley.server.auth.ServerNonces;
import dev.parley.server.streams.SessionFeed;
import dev.parley.server.streams.Streams;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// What connections stand on.
///
/// @param source where they hear from, and what takes their messages
/// @param authenticator finds out whose they are
/// @param nonces the nonces that proofs carry
/// @param rates counts what they ask
/// @param permits how many messages may be in work at once, with all other requests
/// @param streams how many there may be, with all other streams
/// @param heartbeat how often the node asks whether the client is there
public record SocketParts(
    SessionFeed.Source source,
    Authenticator authenticator,
    ServerNonces nonces,
    RateLimits rates,
    Semaphore permits,
    Streams streams,
    Duration heartbeat) {}

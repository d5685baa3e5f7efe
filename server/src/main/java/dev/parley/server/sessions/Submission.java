package dev.parley.server.sessions;

import dev.parley.core.json.JsonObject;
import dev.parley.server.store.Content;

/// What a caller sent: the signed envelope, or in node custody the envelope without what the node
/// assigns.
///
/// @param envelope the object
/// @param received its bytes as they came in, kept as evidence
public record Submission(JsonObject envelope, Content received) {}

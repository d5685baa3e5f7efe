package dev.parley.client;

import dev.parley.core.error.ReasonCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/// Why a node declined (protocol section 12). A code that this version does not know is carried
/// unchanged.
///
/// @param code the code
/// @param message in plain words
/// @param details the values that disagreed
/// @param retryAfter how long to wait before it makes sense to try again, if the node said so
public record NodeRefusal(
    ReasonCode code, String message, JsonObject details, Optional<Duration> retryAfter) {

  static NodeRefusal of(Refusal refusal) {
    return new NodeRefusal(refusal.code(), refusal.message(), refusal.details(), Optional.empty());
  }
}

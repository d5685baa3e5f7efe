package dev.parley.core.commitment;

import dev.parley.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/// The last claim that an obligation is fulfilled, with what came of it (protocol section 9).
/// Immutable.
///
/// @param at when it was accepted as a message
/// @param evidence what it showed, if anything
/// @param answer what the creditor said
/// @param answeredAt when it did, or its window ended
public record Claim(
    Instant at, Optional<JsonObject> evidence, Answer answer, Optional<Instant> answeredAt) {

  /// What the creditor said about a claim.
  public enum Answer {
    /// Nothing yet.
    PENDING,
    /// That it is fulfilled.
    ACCEPTED,
    /// That it is not.
    DECLINED,
    /// Nothing within the window.
    SILENT
  }

  Claim answered(Answer by, Instant when) {
    return new Claim(at, evidence, by, Optional.of(when));
  }
}

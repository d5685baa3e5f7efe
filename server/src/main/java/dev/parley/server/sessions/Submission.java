package dev.parley.server.sessions;

import dev.parley.core.chain.CanonicalEnvelope;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Span;
import dev.parley.core.message.Performative;
import dev.parley.server.store.Content;
import java.util.Optional;

/// What a caller sent: the signed envelope, or in node custody the envelope without what the node
/// assigns.
///
/// @param envelope the object
/// @param received its bytes as they came in, kept as evidence
/// @param integrity where in them the value of `integrity` stands, if they are in canonical form
public record Submission(JsonObject envelope, Content received, Optional<Span> integrity) {
  /// Makes one whose bytes may be spelt in any way.
  ///
  /// @param envelope the object
  /// @param received its bytes
  public Submission(JsonObject envelope, Content received) {
    this(envelope, received, Optional.empty());
  }

  /// A CLOSE that an agent in node custody asks for without writing it.
  static Submission cancelling(AgentUri caller) {
    return new Submission(
        JsonObject.builder()
            .put("performative", Performative.CLOSE.name())
            .put("sender", JsonObject.EMPTY.with("agentId", caller.text()))
            .put(
                "content",
                JsonObject.builder()
                    .put("mimeType", "application/json")
                    .put("body", JsonObject.EMPTY.with("reason", "cancelled"))
                    .build())
            .build(),
        Content.EMPTY);
  }

  /// The envelope in canonical form; not written again if it came so.
  CanonicalEnvelope canonical() {
    return integrity
        .map(
            span ->
                CanonicalEnvelope.spelt(
                    envelope, received.bytes(), Span.of(received.bytes()), span))
        .orElseGet(() -> CanonicalEnvelope.of(envelope));
  }
}

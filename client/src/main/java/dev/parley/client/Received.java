package dev.parley.client;

import dev.parley.core.error.Decoded;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Message;
import dev.parley.core.message.Performative;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// A message at its place in a session, as the node delivers it (protocol section 13). From a
/// [Session] it is verified and legal.
///
/// @param position its index in the session, from 0
/// @param acceptedAt when the node accepted it
/// @param envelope the message
public record Received(long position, Instant acceptedAt, Envelope envelope) {

  /// Who said it.
  ///
  /// @return the agent
  public AgentUri sender() {
    return envelope.sender().agentId();
  }

  /// The speech act.
  ///
  /// @return one of thirteen
  public Performative performative() {
    return envelope.performative();
  }

  /// Its hash.
  ///
  /// @return `integrity.hash`
  public Hash hash() {
    return envelope.integrity().hash();
  }

  /// What it says, for a switch over its kinds.
  ///
  /// @return the message
  public Message message() {
    return envelope.message();
  }

  /// What it says, as it was sent.
  ///
  /// @return the body with all its members
  public JsonObject body() {
    return envelope.body();
  }

  /// The message as it was delivered.
  ///
  /// @return members `position`, `acceptedAt`, `envelope`
  public JsonObject json() {
    return JsonObject.builder()
        .put("position", position)
        .put("acceptedAt", Timestamp.format(acceptedAt))
        .put("envelope", envelope.json())
        .build();
  }

  /// Reads what a node delivers; nothing in it is verified yet.
  static Received decode(JsonObject json) {
    OptionalLong position = json.integer("position");
    Optional<Instant> acceptedAt = json.string("acceptedAt").flatMap(Timestamp::parse);
    Optional<JsonObject> envelope = json.object("envelope");
    if (position.isEmpty() || acceptedAt.isEmpty() || envelope.isEmpty()) {
      throw new Discrepancy(
              Discrepancy.Kind.FORM,
              -1,
              "members position, acceptedAt and envelope",
              "members " + json.names())
          .exception();
    }
    return switch (Envelope.decode(envelope.get())) {
      case Decoded.Valid<Envelope>(Envelope read) ->
          new Received(position.getAsLong(), acceptedAt.get(), read);
      case Decoded.Refused<Envelope>(var refusal) ->
          throw new Discrepancy(
                  Discrepancy.Kind.FORM,
                  position.getAsLong(),
                  "a message",
                  refusal.code().wire() + ": " + refusal.message())
              .exception();
    };
  }
}

package dev.parley.server.websocket;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonFault;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.Span;
import dev.parley.core.json.StrictJson;
import dev.parley.core.json.Watched;
import dev.parley.server.sessions.Submission;
import dev.parley.server.store.Content;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// The frames of a client (protocol section 13).
sealed interface ClientFrame {
  /// Shows who it is: an access token and a proof made for the address of this connection.
  ///
  /// @param token the token
  /// @param proof the proof, a compact JWS
  /// @param lastSequence the position of the last message that it has, if it has any
  record Auth(String token, String proof, OptionalLong lastSequence) implements ClientFrame {}

  /// Sends a message.
  ///
  /// @param submission the envelope
  record Send(Submission submission) implements ClientFrame {}

  /// Answers a heartbeat.
  record Pong() implements ClientFrame {}

  /// What stands around an envelope in a frame.
  int AROUND = 128;

  /// One level more than an envelope has.
  JsonLimits LIMITS =
      new JsonLimits(
          JsonLimits.MESSAGE.maxBytes() + AROUND,
          JsonLimits.MESSAGE.maxDepth() + 1,
          JsonLimits.MESSAGE.maxMembers());

  /// Reads a frame.
  ///
  /// @param bytes its JSON
  /// @return `malformed` or `too_large` for what is none
  static Decoded<ClientFrame> read(byte[] bytes) {
    Watched watched = Watched.path("envelope", "integrity");
    return switch (StrictJson.read(bytes, LIMITS, watched)) {
      case Parsed.Malformed malformed -> unreadable(malformed);
      case Parsed.Value(JsonObject frame, Parsed.Spelling spelling) ->
          of(frame, bytes, spelling, watched);
      case Parsed.Value(JsonValue _, _) ->
          Decoded.refused(ErrorCode.MALFORMED.because("a frame is a JSON object"));
    };
  }

  /// Refuses bytes that are no document.
  ///
  /// @param malformed what is wrong
  /// @return the refusal
  static Decoded<ClientFrame> unreadable(Parsed.Malformed malformed) {
    int max = JsonLimits.MESSAGE.maxBytes();
    return malformed.fault() == JsonFault.TOO_LARGE
        ? tooLarge(max)
        : Decoded.refused(
            ErrorCode.MALFORMED
                .because("the frame is not I-JSON: " + malformed.detail())
                .with("fault", malformed.fault().name().toLowerCase(Locale.ROOT))
                .with("offset", malformed.offset()));
  }

  private static Decoded<ClientFrame> tooLarge(int max) {
    return Decoded.refused(
        ErrorCode.TOO_LARGE
            .because("the envelope has more than " + max + " bytes")
            .with("limit", max));
  }

  private static Decoded<ClientFrame> of(
      JsonObject frame, byte[] bytes, Parsed.Spelling spelling, Watched watched) {
    return switch (frame.string("type").orElse("")) {
      case "auth" -> auth(frame);
      case "send" -> send(frame, bytes, spelling, watched);
      case "pong" -> Decoded.valid(new Pong());
      default ->
          Decoded.refused(
              ErrorCode.MALFORMED
                  .because("a client's frames are auth, send and pong")
                  .with("pointer", "/type"));
    };
  }

  private static Decoded<ClientFrame> auth(JsonObject frame) {
    Optional<String> token = frame.string("token");
    Optional<String> proof = frame.string("dpopProof");
    OptionalLong last = frame.integer("lastSequence");
    if (token.isEmpty() || proof.isEmpty()) {
      return Decoded.refused(
          ErrorCode.UNAUTHORIZED.because("auth carries token and dpopProof, both text"));
    }
    if (frame.has("lastSequence") && (last.isEmpty() || last.getAsLong() < 0)) {
      return Decoded.refused(
          ErrorCode.MALFORMED
              .because("lastSequence has to be a whole number")
              .with("pointer", "/lastSequence"));
    }
    return Decoded.valid(new Auth(token.get(), proof.get(), last));
  }

  private static Decoded<ClientFrame> send(
      JsonObject frame, byte[] bytes, Parsed.Spelling spelling, Watched watched) {
    Optional<JsonObject> envelope = frame.object("envelope");
    Optional<Span> place = watched.at(0);
    if (envelope.isEmpty() || place.isEmpty()) {
      return Decoded.refused(
          ErrorCode.MALFORMED
              .because("send carries an envelope, an object")
              .with("pointer", "/envelope"));
    }
    Span span = place.get();
    int max = JsonLimits.MESSAGE.maxBytes();
    if (span.length() > max) {
      return tooLarge(max);
    }
    Optional<Span> integrity =
        switch (spelling) {
          case CANONICAL ->
              watched.at(1).map(at -> new Span(at.from() - span.from(), at.to() - span.from()));
          case OTHER -> Optional.empty();
        };
    Content received = Content.of(Arrays.copyOfRange(bytes, span.from(), span.to()));
    return Decoded.valid(new Send(new Submission(envelope.get(), received, integrity)));
  }
}

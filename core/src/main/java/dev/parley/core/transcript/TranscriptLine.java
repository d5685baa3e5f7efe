package dev.parley.core.transcript;

import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.CanonicalEnvelope;
import dev.parley.core.dispute.DisputeRecord;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.json.Watched;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.SessionId;
import dev.parley.core.rating.Rating;
import dev.parley.core.session.ClockKind;
import dev.parley.core.wire.Members;
import java.time.Instant;
import java.util.Optional;

/// One line of a transcript, read (protocol section 3, transcript file).
public sealed interface TranscriptLine {
  /// The format that this implementation writes and reads.
  String FORMAT = "asp-transcript/1";

  /// The media type of the file.
  String MEDIA_TYPE = "application/asp-transcript+ndjson";

  /// What a line may hold: a message of the largest size, and what stands around it.
  JsonLimits LIMITS =
      new JsonLimits(
          JsonLimits.MESSAGE.maxBytes() + 4096,
          JsonLimits.MESSAGE.maxDepth() + 1,
          JsonLimits.MESSAGE.maxMembers());

  /// The first line.
  ///
  /// @param sessionId the session
  /// @param node the steward
  /// @param clock the kind of clock that the node ran on
  record Header(SessionId sessionId, AgentUri node, ClockKind clock) implements TranscriptLine {}

  /// A card that the session used.
  ///
  /// @param card the card
  record Card(AgentCard card) implements TranscriptLine {}

  /// An accepted message.
  ///
  /// @param position its position
  /// @param acceptedAt when it was accepted
  /// @param envelope the message
  /// @param canonical its canonical form, as it stands in the line
  record Message(long position, Instant acceptedAt, Envelope envelope, CanonicalEnvelope canonical)
      implements TranscriptLine {}

  /// A record of a dispute about the session.
  ///
  /// @param acceptedAt when it was accepted
  /// @param head the hash of the session's last message before it
  /// @param record the record
  record Dispute(Instant acceptedAt, Hash head, DisputeRecord record) implements TranscriptLine {}

  /// A rating of a party of the session, revealed.
  ///
  /// @param acceptedAt when it was accepted
  /// @param revealedAt when it was revealed, with all others of the session
  /// @param head the hash of the session's last message
  /// @param rating the rating
  record Rated(Instant acceptedAt, Instant revealedAt, Hash head, Rating rating)
      implements TranscriptLine {}

  /// The last line.
  ///
  /// @param line what the node signed
  record End(EndLine line) implements TranscriptLine {}

  /// Reads a line.
  ///
  /// @param line its bytes without the line feed
  /// @return the line; else `malformed` (also when it is not in canonical form), `too_large`,
  ///   `version_unsupported`, or what reading the card or the message refused
  static Decoded<TranscriptLine> read(byte[] line) {
    if (line.length > LIMITS.maxBytes()) {
      return Decoded.refused(
          ErrorCode.TOO_LARGE.because("a line has at most " + LIMITS.maxBytes() + " bytes"));
    }
    Watched watched = Watched.path("envelope", "integrity");
    return switch (StrictJson.read(line, LIMITS, watched)) {
      case Parsed.Malformed(var fault, int offset, String detail) ->
          Decoded.refused(
              ErrorCode.MALFORMED
                  .because("byte " + offset + ": " + detail)
                  .with("fault", fault.name())
                  .with("offset", offset));
      case Parsed.Value(JsonObject json, Parsed.Spelling spelling) ->
          switch (spelling) {
            case CANONICAL -> read(json, line, watched);
            case OTHER ->
                Decoded.refused(ErrorCode.MALFORMED.because("the line is not in canonical form"));
          };
      case Parsed.Value _ -> Decoded.refused(ErrorCode.MALFORMED.because("the line is no object"));
    };
  }

  private static Decoded<TranscriptLine> read(JsonObject json, byte[] line, Watched watched) {
    return switch (json.string("type").orElse("")) {
      case "header" -> header(json);
      case "card" ->
          AgentCard.decode(json.object("card").orElse(JsonObject.EMPTY))
              .then(card -> Decoded.valid(new Card(card)));
      case "message" -> message(json, line, watched);
      case "dispute" -> dispute(json);
      case "rating" -> rating(json);
      case "end" -> EndLine.read(json);
      default ->
          Decoded.refused(
              ErrorCode.MALFORMED.because(
                  "type has to be header, card, message, dispute, rating or end"));
    };
  }

  private static Decoded<TranscriptLine> header(JsonObject json) {
    Members in = Members.of(json, "");
    if (!in.text("format").equals(FORMAT)) {
      return Decoded.refused(
          ErrorCode.VERSION_UNSUPPORTED.because("the format has to be " + FORMAT));
    }
    Optional<SessionId> session = SessionId.parse(in.text("sessionId"));
    if (session.isEmpty()) {
      in.wrong("sessionId", "has to be a lower-case UUID of version 7");
    }
    Optional<AgentUri> node = in.optionalAgent("node");
    if (node.isEmpty()) {
      in.wrong("node", "is required");
    }
    Optional<ClockKind> clock =
        ClockKind.parse(in.optionalText("clock").orElse(ClockKind.REAL.wire()));
    if (clock.isEmpty()) {
      in.wrong("clock", "has to be real, virtual or x3600");
    }
    return in.result(
        () -> new Header(session.orElseThrow(), node.orElseThrow(), clock.orElseThrow()));
  }

  private static Decoded<TranscriptLine> message(JsonObject json, byte[] line, Watched watched) {
    Members in = Members.of(json, "");
    long position = in.count("position");
    Instant acceptedAt = in.time("acceptedAt");
    JsonObject envelope = in.object("envelope");
    return in.result(() -> envelope)
        .then(Envelope::decode)
        .then(
            read ->
                Decoded.valid(
                    new Message(position, acceptedAt, read, canonical(envelope, line, watched))));
  }

  private static Decoded<TranscriptLine> dispute(JsonObject json) {
    Members in = Members.of(json, "");
    Instant acceptedAt = in.time("acceptedAt");
    Hash head = in.hash("head");
    JsonObject record = in.object("dispute");
    return in.result(() -> record)
        .then(DisputeRecord::decode)
        .then(read -> Decoded.valid(new Dispute(acceptedAt, head, read)));
  }

  private static Decoded<TranscriptLine> rating(JsonObject json) {
    Members in = Members.of(json, "");
    Instant acceptedAt = in.time("acceptedAt");
    Instant revealedAt = in.time("revealedAt");
    Hash head = in.hash("head");
    JsonObject record = in.object("rating");
    return in.result(() -> record)
        .then(Rating::decode)
        .then(read -> Decoded.valid(new Rated(acceptedAt, revealedAt, head, read)));
  }

  private static CanonicalEnvelope canonical(JsonObject envelope, byte[] line, Watched watched) {
    return CanonicalEnvelope.spelt(
        envelope, line, watched.at(0).orElseThrow(), watched.at(1).orElseThrow());
  }
}

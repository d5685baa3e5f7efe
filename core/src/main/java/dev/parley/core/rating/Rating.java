package dev.parley.core.rating;

import dev.parley.core.card.AgentCard;
import dev.parley.core.card.SignedRecord;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.Signer;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import dev.parley.core.wire.Members;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one party says of its peers after a session: a record signed for `asp-rating` (protocol
/// section 5). Read from outside; nothing is proven until [#verified] says so. Immutable.
///
/// @param sessionId the session
/// @param timestamp the clock of who made it
/// @param by who made it
/// @param peers whom it rates, each once, at least one
/// @param head the last message of the session, `integrity.previousHash`
/// @param signed what the record states about itself
public record Rating(
    SessionId sessionId,
    Instant timestamp,
    AgentUri by,
    List<Peer> peers,
    Hash head,
    SignedRecord signed) {
  /// The least and the greatest rating.
  public static final int WORST = 1;

  /// The greatest rating.
  public static final int BEST = 5;

  /// How many peers one record rates at most.
  public static final int MAX_PEERS = 100;

  /// How long a comment is at most, in code points.
  public static final int MAX_COMMENT = 1_000;

  /// How large a record is at most, in bytes of its canonical form.
  public static final int MAX_BYTES = 64 * 1024;

  private static final AgentUri NOBODY = new AgentUri("agent://localhost/nobody");

  /// One peer and what is said of it.
  ///
  /// @param agent the peer
  /// @param rating 1, the worst, to 5
  /// @param comment for people, if any; at most [#MAX_COMMENT] code points
  public record Peer(AgentUri agent, int rating, Optional<String> comment) {
    /// Checks the range.
    ///
    /// @throws IllegalArgumentException outside of 1 to 5
    public Peer {
      if (rating < WORST || rating > BEST) {
        throw new IllegalArgumentException("a rating of " + rating);
      }
    }

    JsonObject json() {
      JsonObject json = JsonObject.EMPTY.with("agentId", agent.text()).with("rating", rating);
      return comment.map(text -> json.with("comment", text)).orElse(json);
    }
  }

  /// Reads a record.
  ///
  /// @param json any object
  /// @return the record; else `malformed` or `too_large`
  public static Decoded<Rating> decode(JsonObject json) {
    Members in = Members.of(json, "");
    if (!in.text("type").equals("rating")) {
      in.wrong("type", "has to be rating");
    }
    Optional<SessionId> session = SessionId.parse(in.text("sessionId"));
    if (session.isEmpty()) {
      in.wrong("sessionId", "has to be a lower-case UUID of version 7");
    }
    Instant timestamp = in.time("timestamp");
    AgentUri by = in.agent("by", NOBODY);
    List<Peer> peers = peers(in);
    Hash head = in.inside("integrity").hash("previousHash");
    SignedRecord signed = SignedRecord.read(json, in, by);
    return in.result(() -> new Rating(session.orElseThrow(), timestamp, by, peers, head, signed))
        .then(Rating::sized);
  }

  private static List<Peer> peers(Members in) {
    List<Peer> peers = new ArrayList<>();
    for (Members each : in.list("peers", MAX_PEERS)) {
      peers.add(peer(each));
    }
    if (peers.isEmpty()) {
      in.wrong("peers", "has to rate somebody");
    }
    if (peers.stream().map(Peer::agent).distinct().count() < peers.size()) {
      in.wrong("peers", "rates somebody twice");
    }
    return List.copyOf(peers);
  }

  private static Peer peer(Members in) {
    AgentUri agent = in.agent("agentId", NOBODY);
    long rating = in.count("rating");
    if (rating < WORST || rating > BEST) {
      in.wrong("rating", "has to be 1 to 5");
      rating = WORST;
    }
    Optional<String> comment = in.optionalText("comment");
    if (comment.filter(text -> text.codePointCount(0, text.length()) > MAX_COMMENT).isPresent()) {
      in.wrong("comment", "at most " + MAX_COMMENT + " characters");
    }
    return new Peer(agent, (int) rating, comment);
  }

  private static Decoded<Rating> sized(Rating read) {
    return CanonicalJson.bytes(read.json()).length <= MAX_BYTES
        ? Decoded.valid(read)
        : Decoded.refused(
            ErrorCode.TOO_LARGE
                .because("a rating has at most " + MAX_BYTES + " bytes")
                .with("limit", MAX_BYTES));
  }

  /// Makes a record.
  ///
  /// @param sessionId the session
  /// @param timestamp the maker's clock
  /// @param by the maker
  /// @param peers whom it rates
  /// @param head the hash of the session's last message
  /// @param signer the key of the maker's card
  /// @return the complete record
  public static JsonObject sign(
      SessionId sessionId,
      Instant timestamp,
      AgentUri by,
      List<Peer> peers,
      Hash head,
      Signer signer) {
    return sign(
        JsonObject.EMPTY.with("peers", JsonArray.of(peers.stream().map(Peer::json).toList())),
        sessionId,
        timestamp,
        by,
        head,
        signer);
  }

  /// Completes and signs a record whose `peers` somebody else has written.
  ///
  /// @param said an object with `peers`
  /// @param sessionId the session
  /// @param timestamp the signer's clock
  /// @param by for whom it signs
  /// @param head the hash of the session's last message
  /// @param signer the key of that agent's card
  /// @return the complete record, not checked
  public static JsonObject sign(
      JsonObject said,
      SessionId sessionId,
      Instant timestamp,
      AgentUri by,
      Hash head,
      Signer signer) {
    return SignedRecord.sign(
        said.with("type", "rating")
            .with("sessionId", sessionId.toString())
            .with("timestamp", Timestamp.format(timestamp))
            .with("by", by.text())
            .with("integrity", JsonObject.EMPTY.with("previousHash", head.text())),
        SigningPurpose.RATING,
        signer);
  }

  /// Checks hash and signature.
  ///
  /// @param card the card that `by` uses in the session, or now
  /// @param verifier checks the signature
  /// @return this record; else `unauthorized`, `hash_mismatch` or `signature_invalid`
  public Decoded<Rating> verified(AgentCard card, Verifier verifier) {
    Optional<Refusal> fault = signed.fault(card, SigningPurpose.RATING, verifier);
    return fault.<Decoded<Rating>>map(Decoded::refused).orElseGet(() -> Decoded.valid(this));
  }

  /// The hash of the record.
  ///
  /// @return as it states it
  public Hash hash() {
    return signed.hash();
  }

  /// The whole record.
  ///
  /// @return the object that was read
  public JsonObject json() {
    return signed.json();
  }
}

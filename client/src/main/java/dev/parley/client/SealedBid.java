package dev.parley.client;

import dev.parley.core.error.Decoded;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.Query;
import dev.parley.core.message.SealedTerms;
import dev.parley.core.message.SessionId;
import dev.parley.core.wire.Members;
import dev.parley.core.wire.Timestamp;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/// A bid in a sealed call: what is sent now, and what has to be kept to reveal it after the
/// deadline (protocol section 5, sealed calls). Who loses it loses the bid, and is charged for it;
/// [#json] is for keeping it. Immutable.
///
/// @param queryId the call
/// @param proposalId the proposal that carries it
/// @param salt what makes the hash impossible to guess
/// @param terms what is bid
public record SealedBid(String queryId, String proposalId, String salt, JsonObject terms) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SALT_BYTES = 16;

  /// QUERY: calls for bids that nobody sees before all are in.
  ///
  /// @param subject for people
  /// @param parameters what is wanted
  /// @param deadline until when bids are taken; they are revealed within the minute after it
  /// @return what to send
  public static Utterance call(String subject, JsonObject parameters, Instant deadline) {
    return Say.query(Query.CALL, subject, parameters)
        .with("sealed", JsonBoolean.TRUE)
        .with("deadline", Timestamp.format(deadline));
  }

  /// Makes a bid.
  ///
  /// @param call the QUERY that called for it
  /// @param terms what is bid
  /// @return a bid with a salt of its own
  /// @throws IllegalArgumentException when the message is no sealed call
  public static SealedBid in(Received call, JsonObject terms) {
    if (!(call.message() instanceof Query query) || query.sealing().isEmpty()) {
      throw new IllegalArgumentException("no sealed call stands at position " + call.position());
    }
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return new SealedBid(
        query.queryId(), FreshIds.bodyId("bid"), HexFormat.of().formatHex(salt), terms);
  }

  /// The PROPOSE that carries it.
  ///
  /// @param session the session
  /// @param bidder who bids
  /// @param type what it is about
  /// @param subject for people
  /// @return what to send
  public Utterance propose(SessionId session, AgentUri bidder, ProposalType type, String subject) {
    SealedTerms sealed = SealedTerms.of(session, queryId, proposalId, bidder, salt, terms);
    return Say.propose(type, subject, sealed.terms())
        .with("proposalId", proposalId)
        .with("inReplyTo", queryId);
  }

  /// What has to be kept.
  ///
  /// @return `{queryId, proposalId, salt, terms}`
  public JsonObject json() {
    return JsonObject.builder()
        .put("queryId", queryId)
        .put("proposalId", proposalId)
        .put("salt", salt)
        .put("terms", terms)
        .build();
  }

  /// Reads what was kept.
  ///
  /// @param json the object
  /// @return the bid, or `malformed`
  public static Decoded<SealedBid> decode(JsonObject json) {
    Members in = Members.of(json, "");
    String query = in.id("queryId");
    String proposal = in.id("proposalId");
    String salt = in.text("salt");
    if (!SealedTerms.isSalt(salt)) {
      in.wrong("salt", "has to be 32 lower-case hex digits");
    }
    JsonObject terms = in.object("terms");
    return in.result(() -> new SealedBid(query, proposal, salt, terms));
  }
}

package dev.parley.client;

import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.Draft;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.Reveal;
import dev.parley.core.message.SessionId;
import dev.parley.core.rating.Rating;
import dev.parley.core.rating.RatingWindow;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.List;

/// How an agent signs what it says: with the keys that belong to the card it uses in the session.
final class Voice {
  private final KeyFile file;

  Voice(KeyFile file) {
    this.file = file;
  }

  /// Where a message stands.
  ///
  /// @param session the session
  /// @param version its version label
  /// @param previousHash its head
  /// @param sequenceNumber the sender's next number
  /// @param trustScore the sender's recorded score
  record Place(
      SessionId session,
      String version,
      Hash previousHash,
      long sequenceNumber,
      double trustScore) {

    static Place first(SessionId session, double trustScore) {
      return new Place(session, Envelope.VERSION, Hash.ZERO, 0, trustScore);
    }
  }

  AgentUri agent() {
    return file.agentId();
  }

  JsonObject sign(
      Utterance utterance, MessageId messageId, Place place, AgentCard card, Instant now) {
    AgentKeys keys = keys(card);
    return new Draft(
            place.version(),
            messageId,
            place.session(),
            place.sequenceNumber(),
            Timestamp.whole(now),
            file.agentId(),
            file.orgId(),
            place.trustScore(),
            utterance.recipient(),
            utterance.performative(),
            utterance.body(),
            utterance.constraints(),
            place.previousHash(),
            utterance.context())
        .sign(keys.signer(), keys.proofSigner());
  }

  JsonObject rate(RatingWindow window, List<Rating.Peer> peers, AgentCard card, Instant now) {
    return Rating.sign(
        window.sessionId(),
        Timestamp.whole(now),
        file.agentId(),
        peers,
        window.head(),
        keys(card).signer());
  }

  JsonObject reveal(SealedBid bid, SessionId session, AgentCard card) {
    return Reveal.sign(bid.json(), session, file.agentId(), keys(card).signer());
  }

  private AgentKeys keys(AgentCard card) {
    return file.keysOf(card.signingKey())
        .orElseThrow(
            () ->
                new KeyFileException(
                    file.path() + " has no key of card version " + card.version()));
  }
}

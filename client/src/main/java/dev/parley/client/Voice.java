package dev.parley.client;

import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.Draft;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.SessionId;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;

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

  JsonObject sign(
      Utterance utterance, MessageId messageId, Place place, AgentCard card, Instant now) {
    AgentKeys keys =
        file.keysOf(card.signingKey())
            .orElseThrow(
                () ->
                    new KeyFileException(
                        file.path() + " has no key of card version " + card.version()));
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
            place.previousHash())
        .sign(keys.signer(), keys.proofSigner());
  }
}

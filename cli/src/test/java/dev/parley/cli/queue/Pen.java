package dev.parley.cli.queue;

import dev.parley.client.KeyFile;
import dev.parley.client.Received;
import dev.parley.client.Session;
import dev.parley.core.chain.Draft;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Signs messages of an agent outside the SDK, in any order and for any place.
final class Pen {
  private static final AtomicLong IDS = new AtomicLong();

  private final KeyFile keys;
  private final SessionId session;
  private final double score;
  private final String version;
  private Hash head;
  private long sequence;

  /// Continues what an agent has said in a session.
  Pen(KeyFile keys, Session session) {
    this.keys = keys;
    this.session = session.id();
    List<Received> own =
        session.history().stream().filter(m -> m.sender().equals(keys.agentId())).toList();
    this.score = own.getLast().envelope().sender().trustScore();
    this.version = own.getLast().envelope().version();
    this.sequence = own.size();
    this.head = session.history().getLast().hash();
  }

  /// A message, signed.
  @SuppressWarnings("ArrayRecordComponent") // Only handed through.
  record Written(String messageId, Hash hash, byte[] bytes) {}

  /// The next message behind the last that was written.
  Written status(String text) {
    MessageId id = new MessageId(fresh());
    JsonObject envelope =
        new Draft(
                version,
                id,
                session,
                sequence++,
                Timestamp.whole(Instant.now()),
                keys.agentId(),
                keys.orgId(),
                score,
                Optional.empty(),
                Performative.INFORM,
                JsonObject.builder()
                    .put("informType", "status")
                    .put("data", JsonObject.EMPTY.with("text", text))
                    .build(),
                JsonObject.EMPTY,
                head)
            .sign(keys.keys().signer(), keys.keys().proofSigner());
    head =
        Hash.parse(envelope.object("integrity").orElseThrow().string("hash").orElseThrow())
            .orElseThrow();
    return new Written(id.toString(), head, CanonicalJson.bytes(envelope));
  }

  private static UUID fresh() {
    long time = System.currentTimeMillis() << 16;
    long chance = System.nanoTime() & 0x3fff_ffff_ffff_ffffL;
    return new UUID(
        time | 0x7000 | (IDS.incrementAndGet() & 0xfff), 0x8000_0000_0000_0000L | chance);
  }
}

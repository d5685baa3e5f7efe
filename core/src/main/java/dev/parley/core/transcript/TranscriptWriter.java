package dev.parley.core.transcript;

import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.RunningHash;
import dev.parley.core.identity.Signer;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.StateName;
import dev.parley.core.wire.Timestamp;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Makes the lines of one transcript in order, each with its line feed, and keeps what the end line
/// says about them. Memory does not grow with the session. Not thread-safe. Protocol section 3.
public final class TranscriptWriter {
  /// The order of card lines: by agent, then by version.
  public static final Comparator<AgentCard> CARD_ORDER =
      Comparator.comparing(AgentCard::agentId).thenComparingLong(AgentCard::version);

  private final SessionId session;
  private final AgentUri node;
  private final RunningHash written = new RunningHash();
  private final MerkleFrontier tree = new MerkleFrontier();
  private long count;
  private Hash head = Hash.ZERO;
  private Instant lastAcceptedAt = Instant.EPOCH;

  /// Starts a transcript.
  ///
  /// @param session the session
  /// @param node its steward
  public TranscriptWriter(SessionId session, AgentUri node) {
    this.session = session;
    this.node = node;
  }

  /// The header line.
  ///
  /// @param clock the node's kind of clock; a development clock is named, real time is the default
  /// @return the line
  public byte[] header(ClockKind clock) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("type", "header")
            .put("format", TranscriptLine.FORMAT)
            .put("sessionId", session.toString())
            .put("node", node.text());
    if (clock != ClockKind.REAL) {
      out.put("clock", clock.wire());
    }
    return line(CanonicalJson.bytes(out.build()));
  }

  /// The card lines, in their order.
  ///
  /// @param cards every card that the session used, the steward's among them
  /// @return the lines
  public byte[] cards(List<AgentCard> cards) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (AgentCard card : cards.stream().sorted(CARD_ORDER).toList()) {
      JsonObject line = JsonObject.builder().put("type", "card").put("card", card.json()).build();
      out.writeBytes(line(CanonicalJson.bytes(line)));
    }
    return out.toByteArray();
  }

  /// The line of the next message.
  ///
  /// @param position its position
  /// @param acceptedAt when it was accepted
  /// @param hash its hash
  /// @param canonicalEnvelope the envelope in canonical form, copied as it is
  /// @return the line
  public byte[] message(long position, Instant acceptedAt, Hash hash, byte[] canonicalEnvelope) {
    tree.add(session, position, hash, acceptedAt);
    count++;
    head = hash;
    lastAcceptedAt = acceptedAt;
    // The members stand in canonical order: acceptedAt, envelope, position, type.
    ByteArrayOutputStream out = new ByteArrayOutputStream(canonicalEnvelope.length + 128);
    out.writeBytes(ascii("{\"acceptedAt\":\"" + Timestamp.format(acceptedAt) + "\",\"envelope\":"));
    out.writeBytes(canonicalEnvelope);
    out.writeBytes(ascii(",\"position\":" + position + ",\"type\":\"message\"}"));
    return line(out.toByteArray());
  }

  /// The line of a dispute record; it stands after the last message before it.
  ///
  /// @param acceptedAt when it was accepted
  /// @param record the record
  /// @return the line
  public byte[] dispute(Instant acceptedAt, JsonObject record) {
    return line(CanonicalJson.bytes(record("dispute", acceptedAt, record)));
  }

  /// The line of a revealed rating; it stands after the last message, among the records of disputes
  /// in the order of acceptance.
  ///
  /// @param acceptedAt when it was accepted
  /// @param revealedAt when it was revealed
  /// @param record the record
  /// @return the line
  public byte[] rating(Instant acceptedAt, Instant revealedAt, JsonObject record) {
    return line(
        CanonicalJson.bytes(
            record("rating", acceptedAt, record).with("revealedAt", Timestamp.format(revealedAt))));
  }

  private JsonObject record(String type, Instant acceptedAt, JsonObject record) {
    return JsonObject.builder()
        .put("type", type)
        .put("acceptedAt", Timestamp.format(acceptedAt))
        .put("head", head.text())
        .put(type, record)
        .build();
  }

  /// The end line, signed.
  ///
  /// @param state the state in which the session ended
  /// @param signer the steward's key
  /// @return the line
  public byte[] end(StateName state, Signer signer) {
    JsonObject bare =
        EndLine.members(
            session, node, lastAcceptedAt, count, head, tree.root(), state, written.now());
    return line(CanonicalJson.bytes(EndLine.sign(bare, signer)));
  }

  private byte[] line(byte[] json) {
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    written.add(line);
    return line;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

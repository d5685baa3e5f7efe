package dev.parley.client.transcript;

import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.Draft;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.StateName;
import dev.parley.core.transcript.TranscriptWriter;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A talk of any length between two agents who tell each other things in turn, closed at the end,
/// as a transcript. Signed with real keys.
final class LongTalk {
  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  private final SessionId session = new SessionId(id(0));
  private final Side node = new Side("agent://node.example/node", "org_node", 100);
  private final Side alpha = new Side("agent://acme.example/alpha", "org_acme", 10);
  private final Side beta = new Side("agent://cloud.example/beta", "org_cloud", 10);
  private final TranscriptWriter writer = new TranscriptWriter(session, node.uri);
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private Hash head = Hash.ZERO;
  private long position;
  private byte[] end = new byte[0];

  /// One who speaks.
  private static final class Side {
    private final AgentUri uri;
    private final String org;
    private final double score;
    private final AgentKeys keys = AgentKeys.generate(new SecureRandom());
    private final AgentCard card;
    private long sequence;

    Side(String uri, String org, double score) {
      this.uri = new AgentUri(uri);
      this.org = org;
      this.score = score;
      this.card =
          AgentCard.sign(
                  JsonObject.builder()
                      .put("agentId", uri)
                      .put("orgId", org)
                      .put("name", uri)
                      .put("cardVersion", 1)
                      .put("signingPublicKey", keys.signer().publicKey().jwk())
                      .put("dpopPublicKey", keys.proofSigner().publicKey().jwk())
                      .build(),
                  keys.signer())
              .orThrow();
    }
  }

  /// Talks until a number of messages is reached.
  static LongTalk of(int messages) {
    LongTalk talk = new LongTalk();
    talk.file.writeBytes(talk.writer.header(ClockKind.REAL));
    talk.file.writeBytes(
        talk.writer.cards(List.of(talk.node.card, talk.alpha.card, talk.beta.card)));
    talk.begin();
    while (talk.position < messages - 1) {
      Side side = talk.position % 2 == 0 ? talk.alpha : talk.beta;
      talk.say(side, Performative.INFORM, JsonObject.EMPTY.with("informType", "status"));
    }
    talk.say(talk.alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "completed"));
    talk.end = talk.writer.end(StateName.CLOSED, talk.node.keys.signer());
    return talk;
  }

  private void begin() {
    JsonObject invitation =
        JsonObject.builder()
            .put("proposalId", "invitation")
            .put("type", "session-invitation")
            .put("subject", "a long talk")
            .put("terms", JsonObject.EMPTY.with("node", node.uri.text()))
            .build();
    say(alpha, Performative.PROPOSE, invitation);
    say(beta, Performative.ACCEPT, JsonObject.EMPTY.with("proposalId", "invitation"));
    say(beta, Performative.INFORM, identity(beta));
    say(alpha, Performative.INFORM, identity(alpha));
  }

  private static JsonObject identity(Side side) {
    JsonObject data =
        JsonObject.EMPTY
            .with("cardHash", side.card.hash().text())
            .with("cardVersion", side.card.version());
    return JsonObject.EMPTY.with("informType", "identity").with("data", data);
  }

  private void say(Side side, Performative performative, JsonObject body) {
    Instant at = START.plusMillis(position);
    Draft draft =
        new Draft(
            Envelope.VERSION,
            new MessageId(id(position + 1)),
            session,
            side.sequence,
            at,
            side.uri,
            side.org,
            side.score,
            position == 0 ? Optional.of(beta.uri) : Optional.empty(),
            performative,
            body,
            JsonObject.EMPTY,
            head);
    JsonObject envelope = draft.sign(side.keys.signer(), side.keys.proofSigner());
    head = Envelope.decode(envelope).orThrow().integrity().hash();
    file.writeBytes(writer.message(position, at, head, CanonicalJson.bytes(envelope)));
    side.sequence++;
    position++;
  }

  private static UUID id(long number) {
    long time = START.toEpochMilli() << 16;
    return new UUID(time | 0x7000, 0x8000_0000_0000_0000L | number);
  }

  /// The file without its end line.
  byte[] open() {
    return file.toByteArray();
  }

  /// The whole file.
  byte[] whole() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(file.toByteArray());
    out.writeBytes(end);
    return out.toByteArray();
  }

  AgentCard nodeCard() {
    return node.card;
  }

  AgentCard anotherCard() {
    return alpha.card;
  }
}

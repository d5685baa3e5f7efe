package dev.parley.server.rehearsal;

import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.Draft;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// An agent with keys and a card of its own that signs whatever a test tells it to.
public final class ScriptedAgent {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AtomicLong IDS = new AtomicLong();

  private final AgentUri uri;
  private final String orgId;
  private final List<String> capabilities;
  private AgentKeys keys;
  private AgentCard card;

  /// Makes an agent with new keys.
  ///
  /// @param uri its name
  /// @param orgId its organisation
  /// @param capabilities what it offers
  public ScriptedAgent(String uri, String orgId, String... capabilities) {
    this(uri, orgId, JsonObject.EMPTY, capabilities);
  }

  /// Makes an agent with new keys and more on its card.
  ///
  /// @param uri its name
  /// @param orgId its organisation
  /// @param extra more members
  /// @param capabilities what it offers
  public ScriptedAgent(String uri, String orgId, JsonObject extra, String... capabilities) {
    this.uri = new AgentUri(uri);
    this.orgId = orgId;
    this.capabilities = List.of(capabilities);
    this.keys = AgentKeys.generate(RANDOM);
    this.card = AgentCard.sign(fields(extra).with("cardVersion", 1), keys.signer()).orThrow();
  }

  private JsonObject fields(JsonObject extra) {
    JsonObject fields =
        JsonObject.builder()
            .put("agentId", uri.text())
            .put("orgId", orgId)
            .put("name", uri.path())
            .put("capabilities", JsonArray.ofStrings(capabilities))
            .put("signingPublicKey", keys.signer().publicKey().jwk())
            .put("dpopPublicKey", keys.proofSigner().publicKey().jwk())
            .build();
    for (String name : extra.names()) {
      fields = fields.with(name, Objects.requireNonNull(extra.get(name)));
    }
    return fields;
  }

  /// The next version of the card, signed by the present keys.
  ///
  /// @param newKeys the new keys
  /// @param extra more members
  /// @return never null
  public AgentCard nextCard(AgentKeys newKeys, JsonObject extra) {
    AgentKeys old = keys;
    keys = newKeys;
    JsonObject next =
        fields(extra)
            .with("cardVersion", card.version() + 1)
            .with("previousCardHash", card.hash().text());
    keys = old;
    return AgentCard.sign(next, old.signer()).orThrow();
  }

  /// Goes on with new keys and their card.
  ///
  /// @param newKeys the new keys
  /// @param newCard their card
  public void use(AgentKeys newKeys, AgentCard newCard) {
    keys = newKeys;
    card = newCard;
  }

  /// Its name.
  ///
  /// @return never null
  public AgentUri uri() {
    return uri;
  }

  /// Its keys.
  ///
  /// @return never null
  public AgentKeys keys() {
    return keys;
  }

  /// Its card.
  ///
  /// @return never null
  public AgentCard card() {
    return card;
  }

  /// Its organisation.
  ///
  /// @return never null
  public String orgId() {
    return orgId;
  }

  /// A message, ready to be signed.
  ///
  /// @param session the session
  /// @param sequence its sequence number
  /// @param previous the hash before it
  /// @param score the score it states
  /// @param at its time
  /// @param performative what kind of message
  /// @param body what it says
  /// @return the message, not yet signed
  public Draft draft(
      SessionId session,
      long sequence,
      Hash previous,
      double score,
      Instant at,
      Performative performative,
      JsonObject body) {
    return new Draft(
        Envelope.VERSION,
        new MessageId(freshId(at)),
        session,
        sequence,
        at,
        uri,
        orgId,
        score,
        Optional.empty(),
        performative,
        body,
        JsonObject.EMPTY,
        previous);
  }

  /// Signs.
  ///
  /// @param draft the message
  /// @return the object
  public JsonObject sign(Draft draft) {
    return draft.sign(keys.signer(), keys.proofSigner());
  }

  /// A new id.
  ///
  /// @param at its time
  /// @return never null
  public static UUID freshId(Instant at) {
    return new UUID(
        at.toEpochMilli() << 16 | 0x7000L | RANDOM.nextInt(1 << 12),
        0x8000_0000_0000_0000L | IDS.incrementAndGet() << 20 | RANDOM.nextInt(1 << 20));
  }
}

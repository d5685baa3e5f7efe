package dev.parley.client;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.Ed25519Key;
import dev.parley.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Keeps the node's card of an agent in step with its key file (protocol section 4). Thread-safe.
final class Registration {
  private final NodeConnection node;
  private final KeyFile file;
  private final Tokens tokens;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable AgentCard current;

  Registration(NodeConnection node, KeyFile file, Tokens tokens) {
    this.node = node;
    this.file = file;
    this.tokens = tokens;
  }

  AgentCard register() {
    lock.lock();
    try {
      Optional<AgentCard> before = settled();
      JsonObject fields = fields(before, file.keys());
      if (before.isPresent()
          && before.get().json().without("integrity").equals(unchanged(fields, before.get()))) {
        return remember(before.get());
      }
      return remember(put(fields, file.keys()));
    } finally {
      lock.unlock();
    }
  }

  AgentCard rotateKeys() {
    lock.lock();
    try {
      Optional<AgentCard> before = settled();
      AgentKeys old = file.keys();
      AgentKeys fresh = file.prepareNext();
      AgentCard card = put(fields(before, fresh), before.isPresent() ? old : fresh);
      file.rotated();
      tokens.forgetAll();
      return remember(card);
    } finally {
      lock.unlock();
    }
  }

  AgentCard card() {
    lock.lock();
    try {
      AgentCard known = current;
      return known != null
          ? known
          : remember(
              settled()
                  .orElseThrow(
                      () ->
                          refused(
                              ErrorCode.AGENT_NOT_FOUND.because(
                                  file.agentId() + " is not registered"))));
    } finally {
      lock.unlock();
    }
  }

  /// The score that the node has for this agent now; a session's first message states it.
  double recordedScore() {
    return FoundAgent.score(
        node.calls().exchange(Call.read(Paths.card(file.agentId())), Credentials.none()).orThrow());
  }

  /// The registered card, whose keys are those of the file: a rotation that was cut off after the
  /// node had taken it is finished here.
  private Optional<AgentCard> settled() {
    Answer answer =
        node.calls().exchange(Call.read(Paths.card(file.agentId())), Credentials.none());
    if (!answer.good() && answer.refusal().code() == ErrorCode.AGENT_NOT_FOUND) {
      return Optional.empty();
    }
    AgentCard card = ours(answer.orThrow());
    Ed25519Key registered = card.signingKey();
    if (!registered.equals(file.keys().signer().publicKey())) {
      if (!file.prepared(registered)) {
        throw refused(
            ErrorCode.UNAUTHORIZED.because(
                file.agentId() + " is registered with other keys than those of " + file.path()));
      }
      file.rotated();
      tokens.forgetAll();
    }
    return Optional.of(card);
  }

  private AgentCard ours(JsonObject shown) {
    return switch (AgentCard.decode(shown)) {
      case Decoded.Valid<AgentCard>(AgentCard card) when card.agentId().equals(file.agentId()) ->
          card;
      case Decoded.Valid<AgentCard>(AgentCard card) ->
          throw wrong("the card of " + file.agentId(), "the card of " + card.agentId());
      case Decoded.Refused<AgentCard>(Refusal refusal) ->
          throw wrong("the card of " + file.agentId(), refusal.message());
    };
  }

  private JsonObject fields(Optional<AgentCard> before, AgentKeys keys) {
    JsonObject own =
        file.card()
            .fields()
            .with("agentId", file.agentId().text())
            .with("orgId", file.orgId())
            .with("signingPublicKey", keys.signer().publicKey().jwk())
            .with("dpopPublicKey", keys.proofSigner().publicKey().jwk())
            .with("cardVersion", before.map(AgentCard::version).orElse(0L) + 1);
    return before.map(b -> own.with("previousCardHash", b.hash().text())).orElse(own);
  }

  /// The fields as they would be if the card stayed at its version.
  private static JsonObject unchanged(JsonObject fields, AgentCard card) {
    JsonObject same = fields.with("cardVersion", card.version()).without("previousCardHash");
    return card.previousCardHash()
        .map(hash -> same.with("previousCardHash", hash.text()))
        .orElse(same);
  }

  private AgentCard put(JsonObject fields, AgentKeys signing) {
    AgentCard card =
        switch (AgentCard.sign(fields, signing.signer())) {
          case Decoded.Valid<AgentCard>(AgentCard signed) -> signed;
          case Decoded.Refused<AgentCard>(Refusal refusal) -> throw refused(refusal);
        };
    node.calls()
        .exchange(Call.send("PUT", Paths.agent(file.agentId()), card.json()), Credentials.none())
        .orThrow();
    return card;
  }

  private AgentCard remember(AgentCard card) {
    current = card;
    return card;
  }

  private static RefusedException refused(Refusal refusal) {
    return new RefusedException(NodeRefusal.of(refusal));
  }

  private static NodeMisbehavedException wrong(String expected, String found) {
    return new Discrepancy(Discrepancy.Kind.CARD, -1, expected, found).exception();
  }
}

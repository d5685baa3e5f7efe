package dev.parley.server.registry;

import dev.parley.core.a2a.A2aInterfaces;
import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import dev.parley.server.registry.RegistrationResult.Novelty;
import dev.parley.server.store.Content;
import dev.parley.server.store.Custody;
import java.security.SecureRandom;
import java.util.Optional;

/// Decides about registrations (protocol section 4): whose agent it is, whether the card continues
/// its chain, who holds the keys.
final class Registrar {
  /// What the node assigns on the card of an agent whose keys it holds.
  private static final String[] ASSIGNED = {
    "signingPublicKey", "dpopPublicKey", "cardVersion", "previousCardHash", "integrity"
  };

  private final Steward steward;
  private final Directory directory;
  private final CardDesk desk;
  private final Vault vault;
  private final Admission admission;
  private final Verifier verifier;
  private final SecureRandom random = new SecureRandom();

  Registrar(
      Steward steward,
      Directory directory,
      CardDesk desk,
      Vault vault,
      Admission admission,
      Verifier verifier) {
    this.steward = steward;
    this.directory = directory;
    this.desk = desk;
    this.vault = vault;
    this.admission = admission;
    this.verifier = verifier;
  }

  Decoded<Novelty> register(AgentUri agent, JsonObject body, Registrant by) {
    if (agent.domain().equals(steward.agent().domain())) {
      return unauthorized("nobody registers under the node's own domain");
    }
    Optional<KnownAgent> before = directory.agent(agent);
    return body.has("clientKey")
        ? inNodeCustody(agent, body, by, before)
        : inSelfCustody(agent, body, by, before);
  }

  private Decoded<Novelty> inSelfCustody(
      AgentUri agent, JsonObject body, Registrant by, Optional<KnownAgent> before) {
    return AgentCard.decode(body)
        .then(card -> about(agent, card))
        .then(
            card -> {
              if (before.filter(known -> known.card().hash().equals(card.hash())).isPresent()) {
                var _ = admission.objection(card, by.caller());
                return Decoded.valid(Novelty.REPEATED);
              }
              if (before.flatMap(KnownAgent::held).isPresent()) {
                return unauthorized("the node holds this agent's keys");
              }
              return card.continuing(before.map(KnownAgent::card), verifier)
                  .then(next -> consented(next, before, by))
                  .then(next -> desk.file(next, before, new Custody.Self()));
            });
  }

  /// A first card needs the consent of its organisation. A later one has the authority of the card
  /// before it, so that keys can be replaced at any time; what is proven then is in its score.
  private Decoded<AgentCard> consented(AgentCard card, Optional<KnownAgent> before, Registrant by) {
    Optional<Refusal> objection = admission.objection(card, by.caller());
    return objection.isPresent() && before.isEmpty()
        ? Decoded.refused(objection.get())
        : Decoded.valid(card);
  }

  private static Decoded<AgentCard> about(AgentUri agent, AgentCard card) {
    if (!card.agentId().equals(agent)) {
      return Decoded.refused(ErrorCode.UNAUTHORIZED.because("the card is another agent's"));
    }
    return ContactPolicy.read(card.json())
        .then(_ -> A2aInterfaces.read(card.json()))
        .then(_ -> Decoded.valid(card));
  }

  private Decoded<Novelty> inNodeCustody(
      AgentUri agent, JsonObject body, Registrant by, Optional<KnownAgent> before) {
    Optional<IdentityProof> listed = admission.listed(agent);
    if (listed.isEmpty() && before.isEmpty()) {
      return Decoded.refused(Admission.notOnboarded(agent));
    }
    Members in = Members.of(body, "");
    JsonObject fields = in.object("card").without(ASSIGNED);
    JsonObject jwk = in.object("clientKey");
    Optional<ProofKey> clientKey = ProofKey.parse(jwk);
    if (clientKey.isEmpty()) {
      in.wrong("clientKey", "has to be a public JWK: OKP/Ed25519 or EC/P-256");
    }
    return in.result(() -> fields)
        .then(
            unsigned -> {
              if (before.isPresent() && before.get().held().isEmpty()) {
                return unauthorized("the agent holds its own keys");
              }
              if (before.filter(known -> says(known, unsigned, clientKey.get())).isPresent()) {
                return Decoded.valid(Novelty.REPEATED);
              }
              return mayDecide(agent, by, before, listed)
                  ? hold(agent, unsigned, clientKey.get(), before)
                  : unauthorized("only the operator, or the agent itself, decides about this card");
            });
  }

  /// Whoever may: the operator; for a new agent anybody under a free domain; for a known one the
  /// agent.
  private static boolean mayDecide(
      AgentUri agent, Registrant by, Optional<KnownAgent> before, Optional<IdentityProof> listed) {
    return switch (by) {
      case Registrant.Operator() -> true;
      case Registrant.Authenticated(AgentUri caller) when before.isPresent() ->
          caller.equals(agent);
      case Registrant.Authenticated _, Registrant.Anyone _ ->
          before.isEmpty() && listed.equals(Optional.of(IdentityProof.FREE_DOMAIN));
    };
  }

  private static boolean says(KnownAgent known, JsonObject fields, ProofKey clientKey) {
    return known.card().json().without(ASSIGNED).equals(fields)
        && known.held().filter(held -> held.clientKey().equals(clientKey)).isPresent();
  }

  private Decoded<Novelty> hold(
      AgentUri agent, JsonObject fields, ProofKey clientKey, Optional<KnownAgent> before) {
    AgentKeys keys =
        before
            .flatMap(KnownAgent::held)
            .map(KnownAgent.Held::keys)
            .orElseGet(() -> AgentKeys.generate(random));
    JsonObject complete =
        fields
            .with("signingPublicKey", keys.signer().publicKey().jwk())
            .with("dpopPublicKey", keys.proofSigner().publicKey().jwk())
            .with("cardVersion", before.map(known -> known.card().version() + 1).orElse(1L));
    if (before.isPresent()) {
      complete = complete.with("previousCardHash", before.get().card().hash().text());
    }
    Custody custody =
        new Custody.Node(vault.seal(agent, keys), Content.of(CanonicalJson.bytes(clientKey.jwk())));
    return AgentCard.sign(complete, keys.signer())
        .then(card -> about(agent, card))
        .then(card -> card.continuing(before.map(KnownAgent::card), verifier))
        .then(card -> desk.file(card, before, custody));
  }

  /// The steward's card; a new node registers it first.
  AgentCard stewardCard() {
    Optional<KnownAgent> known = directory.agent(steward.agent());
    if (known.isEmpty()) {
      AgentCard card = steward.firstCard();
      desk.file(card, known, new Custody.Self()).orThrow();
      return card;
    }
    AgentCard card = known.get().card();
    if (!card.signingKey().equals(steward.signer().publicKey())) {
      throw new IllegalStateException(
          "the store belongs to a node with other keys than those in " + Steward.FILE);
    }
    return card;
  }

  private static <T> Decoded<T> unauthorized(String why) {
    return Decoded.refused(ErrorCode.UNAUTHORIZED.because(why));
  }
}

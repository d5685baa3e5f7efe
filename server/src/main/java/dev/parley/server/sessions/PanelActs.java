package dev.parley.server.sessions;

import dev.parley.core.card.AgentCard;
import dev.parley.core.dispute.Candidate;
import dev.parley.core.dispute.Dispute;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeMachine;
import dev.parley.core.dispute.Nonce;
import dev.parley.core.dispute.Stage;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.server.registry.Registry;
import dev.parley.server.registry.Steward;
import dev.parley.server.store.NodeStore;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the steward does for a panel, at once (protocol section 11): it seals a nonce and all whom
/// it knows, and draws when the sides have revealed.
final class PanelActs {
  private static final Logger LOG = LoggerFactory.getLogger(PanelActs.class);

  /// What the candidates of one record may take; the rest of it needs less than 1 KiB.
  private static final int MOST_BYTES = 240 * 1024;

  private final NodeStore store;
  private final Registry registry;
  private final Steward steward;
  private final ToDoubleFunction<AgentUri> standing;

  /// Makes them.
  ///
  /// @param standing the trust score of an agent, 0 to 100
  PanelActs(
      NodeStore store, Registry registry, Steward steward, ToDoubleFunction<AgentUri> standing) {
    this.store = store;
    this.registry = registry;
    this.steward = steward;
    this.standing = standing;
  }

  /// What to record now, if anything.
  Optional<DisputeAct> due(Dispute dispute) {
    if (DisputeMachine.sealDue(dispute)) {
      return DisputeMachine.seal(dispute, nonce(dispute), candidates(dispute)).map(act -> act);
    }
    if (!(dispute.stage() instanceof Stage.Drawing)) {
      return Optional.empty();
    }
    Optional<DisputeAct.Drawn> drawn = DisputeMachine.draw(dispute, nonce(dispute));
    if (drawn.isEmpty()) {
      LOG.error("dispute {}: the node's key is not the one that sealed", dispute.id());
    }
    return drawn.map(act -> act);
  }

  /// The same one each time for a dispute and its round, and nobody else can make it: the hash of a
  /// signature of the node's key. So nothing has to be stored, and a restart finds it.
  private Nonce nonce(Dispute dispute) {
    Hash of =
        Hash.of(
            CanonicalJson.bytes(
                JsonObject.EMPTY
                    .with("disputeId", dispute.id())
                    .with("round", dispute.round())
                    .with("sessionId", dispute.facts().sessionId().toString())));
    byte[] input = ("parley-nonce\n" + of.text()).getBytes(StandardCharsets.US_ASCII);
    return Nonce.of(Hash.of(steward.signer().sign(input)));
  }

  private List<Candidate> candidates(Dispute dispute) {
    List<String> sides = List.of(dispute.complainant().text(), dispute.respondent().text());
    List<Candidate> out = new ArrayList<>();
    int bytes = 0;
    for (AgentCard card : registry.best(Candidate.MOST)) {
      AgentUri agent = card.agentId();
      Candidate candidate =
          new Candidate(
              agent,
              card.orgId(),
              BigDecimal.valueOf(standing.applyAsDouble(agent)),
              store.lastDealt(agent.text(), sides));
      bytes += CanonicalJson.bytes(candidate.json()).length + 1;
      if (bytes > MOST_BYTES) {
        break;
      }
      out.add(candidate);
    }
    return out;
  }
}

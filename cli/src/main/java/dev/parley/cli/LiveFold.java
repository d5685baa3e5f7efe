package dev.parley.cli;

import dev.parley.client.FoundAgent;
import dev.parley.client.NodeConnection;
import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.session.SessionState;
import dev.parley.core.transcript.Finding;
import dev.parley.core.transcript.TranscriptLine;
import dev.parley.core.transcript.TranscriptReplay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Verifies a session message by message while it happens, with the code that verifies transcripts,
/// and so knows the state after each. For one thread.
final class LiveFold {
  private final TranscriptReplay replay;

  private LiveFold(TranscriptReplay replay) {
    this.replay = replay;
  }

  /// Begins with the header that the transcript will have and the cards that the node shows now.
  static LiveFold of(String sessionId, NodeConnection node, List<AgentUri> agents) {
    LiveFold fold = new LiveFold(new TranscriptReplay(CryptoProviders.verifying().verifier()));
    fold.take(
        JsonObject.builder()
            .put("type", "header")
            .put("format", TranscriptLine.FORMAT)
            .put("sessionId", sessionId)
            .put("node", node.card().steward().agentId().text())
            .put("clock", node.card().clock().wire())
            .build());
    List<AgentCard> cards = new ArrayList<>();
    cards.add(node.card().steward());
    for (AgentUri agent : agents) {
      node.agent(agent).flatMap(LiveFold::card).ifPresent(cards::add);
    }
    cards.sort(Comparator.comparing(AgentCard::agentId)); // As the file has them.
    for (AgentCard card : cards) {
      fold.take(JsonObject.builder().put("type", "card").put("card", card.json()).build());
    }
    return fold;
  }

  private static Optional<AgentCard> card(FoundAgent found) {
    return AgentCard.decode(found.card()) instanceof Decoded.Valid<AgentCard>(AgentCard card)
        ? Optional.of(card)
        : Optional.empty();
  }

  /// Takes the next message.
  ///
  /// @param delivered members `position`, `acceptedAt`, `envelope`
  /// @return the state after it
  SessionState next(JsonObject delivered) {
    take(
        JsonObject.builder()
            .put("type", "message")
            .putIfPresent("position", delivered.get("position"))
            .putIfPresent("acceptedAt", delivered.get("acceptedAt"))
            .putIfPresent("envelope", delivered.get("envelope"))
            .build());
    return replay.state();
  }

  private void take(JsonObject line) {
    Optional<Finding> finding = replay.take(replay.check(CanonicalJson.bytes(line)));
    if (finding.isPresent()) {
      throw new CommandFailure(
          finding.get().refusal().code().wire(),
          "something was shown that cannot be true: " + finding.get().refusal().message(),
          "This is a bug: please report it with this output.");
    }
  }
}

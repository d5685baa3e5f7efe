package dev.parley.core.play;

import dev.parley.core.Speaker;
import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentUri;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everybody who may turn up in a random session, each with the card that it uses now.
final class Players {
  static final Speaker NODE = Speaker.named("agent://node.example/node");
  static final Speaker ALPHA = Speaker.named("agent://acme.example/alpha");
  static final Speaker BETA = Speaker.named("agent://cloud.example/beta");
  static final Speaker GAMMA = Speaker.named("agent://audit.example/gamma");
  static final Speaker DELTA = Speaker.named("agent://cloud.example/delta");
  static final Speaker FEED = Speaker.conforming("agent://cloud.example/feed", "minimal");
  static final Speaker EYE = Speaker.named("agent://press.example/eye");
  static final Speaker JUDGE = Speaker.named("agent://courts.example/judge");
  static final Speaker MANAGER = Speaker.named("agent://acme.example/manager");
  static final Speaker STRANGER = Speaker.named("agent://elsewhere.example/stranger");
  static final List<Speaker> AIDES =
      List.of(
          Speaker.named("agent://acme.example/aide-1"),
          Speaker.named("agent://acme.example/aide-2"),
          Speaker.named("agent://acme.example/aide-3"),
          Speaker.named("agent://cloud.example/aide-4"),
          Speaker.named("agent://cloud.example/aide-5"),
          Speaker.named("agent://cloud.example/aide-6"));

  private final Map<AgentUri, Speaker> now = new LinkedHashMap<>();
  private final List<AgentCard> cards = new ArrayList<>();

  Players() {
    for (Speaker each :
        List.of(NODE, ALPHA, BETA, GAMMA, DELTA, FEED, EYE, JUDGE, MANAGER, STRANGER)) {
      uses(each);
    }
    AIDES.forEach(this::uses);
  }

  /// From here on somebody speaks with this card.
  void uses(Speaker speaker) {
    now.put(speaker.uri(), speaker);
    knows(speaker);
  }

  /// A card that somebody may name.
  void knows(Speaker speaker) {
    if (!cards.contains(speaker.card())) {
      cards.add(speaker.card());
    }
  }

  /// Whether somebody plays this agent; others may have got into a session by chance.
  boolean play(AgentUri agent) {
    return now.containsKey(agent);
  }

  Speaker of(AgentUri agent) {
    return Optional.ofNullable(now.get(agent)).orElseThrow();
  }

  Collection<Speaker> all() {
    return List.copyOf(now.values());
  }

  /// Every card that may stand in a transcript.
  List<AgentCard> cards() {
    return List.copyOf(cards);
  }
}

package dev.parley.bench.load;

import dev.parley.bench.load.Talk.Side;
import dev.parley.bench.load.Talk.Words;
import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.session.Cards;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The two who talk, and the cards that their session uses. Immutable.
///
/// @param alpha who invites
/// @param beta who is invited
public record Principals(Voice alpha, Voice beta) implements Cards {
  /// Two new agents of two firms.
  ///
  /// @param buyer the path of the first one's name
  /// @param seller the path of the other one's
  /// @return the two, not registered anywhere
  public static Principals of(String buyer, String seller) {
    return new Principals(
        Voice.of(new AgentUri("agent://acme.example/" + buyer), "org_acme"),
        Voice.of(new AgentUri("agent://cloudprime.example/" + seller), "org_cloudprime"));
  }

  /// The one of a side.
  ///
  /// @param side whose turn it is
  /// @return never null
  public Voice voice(Side side) {
    return switch (side) {
      case ALPHA -> alpha;
      case BETA -> beta;
    };
  }

  /// What they say in a whole session.
  ///
  /// @param steward the node's agent
  /// @param counters how many counter-offers, at least 0
  /// @return the messages in order
  public List<Words> script(AgentUri steward, int counters) {
    return new Walkthrough(alpha, beta, steward).words(counters);
  }

  @Override
  public Optional<AgentCard> byHash(Hash hash) {
    return Stream.of(alpha, beta)
        .map(Voice::card)
        .filter(card -> card.hash().equals(hash))
        .findFirst();
  }
}

package dev.parley.client;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.Verifier;
import dev.parley.core.session.Cards;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// The cards that this program has seen, each checked back to the first of its agent. A node cannot
/// show another chain of cards later without being noticed. Thread-safe.
final class CardBook implements Cards {
  /// The longest chain of cards that is followed.
  static final int MOST_VERSIONS = 1000;

  private final Verifier verifier;
  private final Map<Hash, AgentCard> byHash = new HashMap<>();
  private final Map<AgentUri, NavigableMap<Long, AgentCard>> chains = new HashMap<>();

  CardBook(Verifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public synchronized Optional<AgentCard> byHash(Hash hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  /// The known cards of an agent, newest first.
  synchronized List<AgentCard> of(AgentUri agent) {
    NavigableMap<Long, AgentCard> chain = chains.get(agent);
    return chain == null ? List.of() : List.copyOf(chain.descendingMap().values());
  }

  /// Enters a card and those before it.
  ///
  /// @param card a card, its hash checked, nothing else
  /// @param earlier finds a card by its hash where this book does not have it
  /// @return the same card
  /// @throws NodeMisbehavedException if it does not continue the chain of its agent
  synchronized AgentCard enter(AgentCard card, Function<Hash, AgentCard> earlier) {
    NavigableMap<Long, AgentCard> chain =
        chains.computeIfAbsent(card.agentId(), _ -> new TreeMap<>());
    Deque<AgentCard> fresh = new ArrayDeque<>();
    AgentCard at = card;
    while (!chain.containsKey(at.version())) {
      fresh.push(at);
      if (at.version() == 1) {
        break;
      }
      if (fresh.size() > MOST_VERSIONS) {
        throw wrong("at most " + MOST_VERSIONS + " versions of a card", card);
      }
      Hash previous = at.previousCardHash().orElseThrow();
      Optional<AgentCard> known = byHash(previous);
      AgentCard before = known.isPresent() ? known.get() : earlier.apply(previous);
      if (!before.hash().equals(previous) || before.version() != at.version() - 1) {
        throw wrong("the card before version " + at.version(), before);
      }
      at = before;
    }
    AgentCard meeting = chain.get(at.version());
    if (meeting != null && !meeting.equals(at)) {
      throw wrong("version " + at.version() + " with hash " + meeting.hash(), at);
    }
    for (AgentCard each : fresh) {
      Optional<AgentCard> before = Optional.ofNullable(chain.get(each.version() - 1));
      if (each.continuing(before, verifier) instanceof Decoded.Refused<AgentCard>(var refusal)) {
        throw wrong(refusal.message(), each);
      }
      chain.put(each.version(), each);
      byHash.put(each.hash(), each);
    }
    return card;
  }

  private static NodeMisbehavedException wrong(String expected, AgentCard found) {
    return new Discrepancy(
            Discrepancy.Kind.CARD,
            -1,
            expected,
            "version " + found.version() + " of " + found.agentId() + ", hash " + found.hash())
        .exception();
  }
}

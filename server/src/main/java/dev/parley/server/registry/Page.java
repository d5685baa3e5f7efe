package dev.parley.server.registry;

import dev.parley.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// One page of found agents.
///
/// @param cards their cards with the node's part, the highest score first
/// @param next where the next page begins; nothing at the end
public record Page(List<JsonObject> cards, Optional<String> next) {

  /// Copies the list.
  public Page {
    cards = List.copyOf(cards);
  }
}

package dev.parley.core.play;

import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.identity.AgentUri;
import java.util.Optional;

/// Something that somebody could say now, as far as the player can see.
///
/// @param kind what it is, for choosing among kinds
/// @param speaker who
/// @param words what
/// @param to who is expected to act
record Option(String kind, Speaker speaker, Words words, Optional<AgentUri> to) {
  static Option of(String kind, Speaker speaker, Words words) {
    return new Option(kind, speaker, words, Optional.empty());
  }
}

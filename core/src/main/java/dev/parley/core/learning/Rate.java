package dev.parley.core.learning;

import dev.parley.core.json.JsonObject;
import java.util.OptionalDouble;

/// How often something was so, out of how often it could have been.
///
/// @param hits how often, at most `of`
/// @param of how often it could have been, 0 or more
record Rate(int hits, int of) {
  static final Rate NONE = new Rate(0, 0);

  Rate plus(int moreHits, int moreOf) {
    return new Rate(hits + moreHits, of + moreOf);
  }

  Rate counting(boolean hit) {
    return plus(hit ? 1 : 0, 1);
  }

  /// The share, 0 to 1; nothing where there was no occasion.
  OptionalDouble share() {
    return of == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) hits / of);
  }

  JsonObject json() {
    JsonObject.Builder out = JsonObject.builder().put("hits", hits).put("of", of);
    share().ifPresent(share -> out.put("share", Figures.ratio(share)));
    return out.build();
  }
}

package dev.parley.server.http;

import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.Span;
import dev.parley.core.json.Watched;
import dev.parley.core.message.Format;
import dev.parley.server.sessions.Submission;
import dev.parley.server.store.Content;
import java.util.Optional;

/// A body that is a JSON object.
///
/// @param json the object
/// @param bytes its bytes as they came
/// @param spelt what it came in; the bytes of what came in MessagePack are those of its JSON
/// @param spelling how they spell it
/// @param watched where its `integrity` stands, if it has one
public record Body(
    JsonObject json, Content bytes, Format spelt, Parsed.Spelling spelling, Watched watched) {
  /// What a body watches for.
  static Watched integrity() {
    return Watched.path("integrity");
  }

  Submission submission() {
    Optional<Span> integrity =
        switch (spelling) {
          case CANONICAL -> watched.at(0);
          case OTHER -> Optional.empty();
        };
    return new Submission(json, bytes, integrity);
  }
}

package dev.parley.server.http;

import dev.parley.core.error.Refusal;
import dev.parley.server.http.Answer.Field;
import dev.parley.server.sessions.Delivered;
import dev.parley.server.sessions.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Turns what became of a message into an answer: 201 when it is new, 200 when this is its first
/// answer again.
final class Submissions {
  private Submissions() {}

  static Answer answer(Outcome outcome, List<Field> whenNew) {
    return switch (outcome) {
      case Outcome.Accepted(Delivered delivered) ->
          Answer.bytes(201, Answer.JSON, delivered.json()).with(whenNew);
      case Outcome.Repeated(Delivered delivered) ->
          Answer.bytes(200, Answer.JSON, delivered.json());
      case Outcome.Refused(Refusal refusal, Optional<Duration> retryAfter) ->
          Refusals.of(refusal, retryAfter);
    };
  }
}

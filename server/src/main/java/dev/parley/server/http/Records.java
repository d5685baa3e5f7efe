package dev.parley.server.http;

import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonObject;
import dev.parley.server.records.RecordOutcome;
import java.time.Duration;
import java.util.Optional;

/// The answer to a signed record.
final class Records {
  private Records() {}

  static Answer answer(RecordOutcome outcome) {
    return switch (outcome) {
      case RecordOutcome.Accepted(JsonObject shown) -> Answer.json(201, shown);
      case RecordOutcome.Repeated(JsonObject shown) -> Answer.json(200, shown);
      case RecordOutcome.Refused(Refusal refusal, Optional<Duration> retryAfter) ->
          Refusals.of(refusal, retryAfter);
    };
  }
}

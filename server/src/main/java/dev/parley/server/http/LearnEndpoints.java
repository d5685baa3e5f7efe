package dev.parley.server.http;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonPointer;
import dev.parley.server.learning.LearnDesk;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the caller's own sessions teach (protocol section 6, LEARN).
final class LearnEndpoints {
  static final String REPORT = "/v1/asp/learn/report";

  private static final int LONGEST_PATH = 200;

  private final LearnDesk desk;

  LearnEndpoints(LearnDesk desk) {
    this.desk = desk;
  }

  List<Route> routes() {
    return List.of(new Route("GET", REPORT, Access.AGENT, this::report));
  }

  private Answer report(Call call) {
    Decoded<Long> last = call.whole("last", LearnDesk.MOST).then(LearnEndpoints::positive);
    return switch (last) {
      case Decoded.Refused<Long>(Refusal refusal) -> Refusals.of(refusal);
      case Decoded.Valid<Long>(Long most) -> {
        int at = (int) Math.min(most, LearnDesk.MOST);
        yield switch (path(call)) {
          case Decoded.Refused<Optional<JsonPointer>>(Refusal refusal) -> Refusals.of(refusal);
          case Decoded.Valid<Optional<JsonPointer>>(var path) -> answer(call, at, path);
        };
      }
    };
  }

  private Answer answer(Call call, int last, Optional<JsonPointer> path) {
    return switch (desk.report(call.caller(), last, path)) {
      case LearnDesk.Answered.Made(JsonObject report) -> Answer.json(200, report);
      case LearnDesk.Answered.Declined(Refusal refusal, Duration retryAfter) ->
          Refusals.of(refusal, Optional.of(retryAfter));
    };
  }

  private static Decoded<Long> positive(long last) {
    return last < 1
        ? Decoded.refused(ErrorCode.MALFORMED.because("last has to be at least 1"))
        : Decoded.valid(last);
  }

  private static Decoded<Optional<JsonPointer>> path(Call call) {
    Optional<String> text = call.parameter("path");
    Optional<JsonPointer> path =
        text.filter(t -> t.length() <= LONGEST_PATH).flatMap(JsonPointer::parse);
    return text.isPresent() && path.isEmpty()
        ? Decoded.refused(ErrorCode.MALFORMED.because("path has to be a JSON pointer (RFC 6901)"))
        : Decoded.valid(path);
  }
}

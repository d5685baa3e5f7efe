package dev.parley.server.http;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import java.util.List;

/// Where a stream of events begins: behind the event that the reader has seen last, in
/// `Last-Event-ID`, or in `after` for whoever cannot set a header.
final class Cursors {
  static final String EVENTS = "text/event-stream";

  private Cursors() {}

  /// The first number that is wanted: 0 when nothing was seen yet.
  static Decoded<Long> behind(Call call) {
    List<String> seen = call.request().header("Last-Event-ID");
    if (seen.isEmpty()) {
      return call.whole("after", -1).then(n -> Decoded.valid(n + 1));
    }
    return seen.size() == 1 && Paging.isPosition(seen.getFirst())
        ? Decoded.valid(Long.parseLong(seen.getFirst()) + 1)
        : Decoded.refused(ErrorCode.MALFORMED.because("Last-Event-ID has to be a whole number"));
  }
}

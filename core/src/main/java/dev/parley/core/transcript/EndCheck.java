package dev.parley.core.transcript;

import dev.parley.core.error.Refusal;
import dev.parley.core.identity.Hash;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import dev.parley.core.wire.Timestamp;
import java.util.Optional;

/// Compares what an end line says with what was read (protocol section 3, transcript file).
final class EndCheck {
  private EndCheck() {}

  static Optional<Refusal> disagreement(
      EndLine end,
      TranscriptLine.Header header,
      SessionState state,
      long messages,
      Hash root,
      Hash prefix) {
    Optional<Talk> talk = state.said();
    String head = talk.map(t -> t.head().hash().text()).orElse(Hash.ZERO.text());
    String last = talk.map(t -> Timestamp.format(t.head().acceptedAt())).orElse("");
    return differ("sessionId", header.sessionId().toString(), end.sessionId().toString())
        .or(() -> differ("node", header.node().text(), end.node().text()))
        .or(() -> differ("count", Long.toString(messages), Long.toString(end.count())))
        .or(() -> differ("head", head, end.head().text()))
        .or(() -> differ("acceptedAt", last, Timestamp.format(end.acceptedAt())))
        .or(() -> differ("state", state.name().name(), end.state().name()))
        .or(() -> differ("root", root.text(), end.root().text()))
        .or(() -> differ("prefixHash", prefix.text(), end.prefixHash().text()));
  }

  private static Optional<Refusal> differ(String member, String expected, String found) {
    return expected.equals(found)
        ? Optional.empty()
        : Optional.of(
            TranscriptReplay.disagreement(
                "the end line's " + member + " does not fit the lines before it", expected, found));
  }
}

package dev.parley.core.golden;

import static dev.parley.core.golden.Cast.ALPHA;
import static dev.parley.core.golden.Cast.BETA;
import static dev.parley.core.golden.Cast.NODE;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.card.AgentCard;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonObject;
import dev.parley.core.session.StateName;
import java.util.ArrayList;
import java.util.List;

/// The GPU session with the frame of its file broken: header, cards and end.
final class BrokenFiles {
  private final Breaks breaks;

  BrokenFiles(Breaks breaks) {
    this.breaks = breaks;
  }

  void all() {
    framed();
    ended();
  }

  private void framed() {
    breaks.inLine(1, "without-its-header", ErrorCode.MALFORMED, Breaks.remove(1));
    breaks.inLine(
        1,
        "another-format",
        ErrorCode.VERSION_UNSUPPORTED,
        Breaks.replace(1, breaks.lines.getFirst().replace("asp-transcript/1", "asp-transcript/9")));
    breaks.inLine(2, "two-headers", ErrorCode.MALFORMED, Breaks.insert(2, breaks.lines.getFirst()));
    breaks.at(
        0,
        "the-header-of-another-session",
        ErrorCode.SESSION_NOT_FOUND,
        Breaks.replace(
            1,
            breaks
                .lines
                .getFirst()
                .replace(
                    breaks.talk.talk().opening().session().toString(),
                    GoldenMessages.OTHER_SESSION)));
    breaks.at(
        0,
        "the-header-names-another-node",
        ErrorCode.MALFORMED,
        Breaks.replace(1, breaks.lines.getFirst().replace(NODE.uri().text(), BETA.uri().text())));
    int beta =
        1
            + (int)
                breaks.lines.stream()
                    .takeWhile(l -> !l.contains("\"agentId\":\"" + BETA.uri().text()))
                    .count();
    cardless(beta);
    breaks.inLine(
        3,
        "cards-out-of-order",
        ErrorCode.MALFORMED,
        Breaks.replace(2, breaks.lines.get(2)),
        Breaks.replace(3, breaks.lines.get(1)));
    String forged =
        breaks.lines.get(beta - 1).replace("\"name\":\"gpu/beta\"", "\"name\":\"gpu/gamma\"");
    breaks.inLine(beta, "a-card-changed", ErrorCode.HASH_MISMATCH, Breaks.replace(beta, forged));
    breaks.inLine(
        6, "a-card-among-the-messages", ErrorCode.MALFORMED, Breaks.insert(6, breaks.lines.get(1)));
    breaks.at(
        1, "an-empty-line", ErrorCode.MALFORMED, Breaks.edit("insert", 6, "").with("with", ""));
  }

  /// Without beta's card its first message cannot be verified, and everything stands a line higher.
  private void cardless(int beta) {
    breaks.add(
        "a-card-left-out",
        ErrorCode.INVALID_REFERENCE,
        Breaks.line(1) - 1,
        new JsonObject[] {Breaks.remove(beta)},
        1);
  }

  private void ended() {
    int end = breaks.lines.size();
    StateName closed = StateName.CLOSED;
    breaks.inLine(
        end,
        "an-end-that-names-another-state",
        ErrorCode.MALFORMED,
        Breaks.replace(end, end(NODE, StateName.FAILED)));
    breaks.inLine(
        end,
        "an-end-signed-by-another",
        ErrorCode.SIGNATURE_INVALID,
        Breaks.replace(end, end(ALPHA, closed)));
    breaks.inLine(
        end,
        "an-end-that-counts-wrong",
        ErrorCode.HASH_MISMATCH,
        Breaks.replace(end, breaks.lines.getLast().replace("\"count\":", "\"count\":1")));
    breaks.inLine(
        end + 1,
        "something-after-the-end",
        ErrorCode.MALFORMED,
        Breaks.insert(end + 1, breaks.lines.getLast()));
    TranscriptFile shorter =
        new TranscriptFile(breaks.talk.talk().opening().session()).header(breaks.cards);
    for (Conversation.Delivered each : breaks.talk.accepted().subList(0, 10)) {
      shorter.message(each.envelope(), each.acceptedAt());
    }
    String early = shorter.end(closed, NODE).lines().getLast();
    JsonObject[] cut = new JsonObject[end - Breaks.line(10) + 1];
    for (int i = 0; i < cut.length - 1; i++) {
      cut[i] = Breaks.remove(Breaks.line(10));
    }
    cut[cut.length - 1] = Breaks.replace(Breaks.line(10), early);
    breaks.inLine(
        Breaks.line(10), "cut-off-and-ended-by-the-node-as-closed", ErrorCode.MALFORMED, cut);
    List<AgentCard> more = new ArrayList<>(breaks.cards);
    more.add(Cast.JUDGE.card());
    List<String> unused = TranscriptFile.of(breaks.talk, more);
    int judge =
        1 + (int) unused.stream().takeWhile(l -> !l.contains(Cast.JUDGE.uri().text())).count();
    breaks.inLine(
        end + 1,
        "a-card-that-nobody-used",
        ErrorCode.MALFORMED,
        Breaks.insert(judge, unused.get(judge - 1)),
        Breaks.replace(end + 1, unused.getLast()));
    breaks.inLine(
        end,
        "other-bytes-before-the-end",
        ErrorCode.MALFORMED,
        Breaks.replace(end, unused.getLast()));
  }

  private String end(Speaker signer, StateName state) {
    return TranscriptFile.open(breaks.talk, breaks.cards).end(state, signer).lines().getLast();
  }
}

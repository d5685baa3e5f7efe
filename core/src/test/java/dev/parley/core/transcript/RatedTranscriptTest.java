package dev.parley.core.transcript;

import static dev.parley.core.transcript.Recorded.ALPHA;
import static dev.parley.core.transcript.Recorded.BETA;
import static dev.parley.core.transcript.Recorded.NODE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonObject;
import dev.parley.core.rating.Rating;
import dev.parley.core.rating.RatingWindow;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Transcripts with ratings behind the last message.
class RatedTranscriptTest {
  private static final Speaker RENEWED = BETA.rotated();

  private final Conversation deal = Recorded.deal();
  private final RatingWindow window = RatingWindow.of(deal.state()).orElseThrow();
  private final Instant at = window.opens().plusSeconds(60);

  private record Line(Instant acceptedAt, Instant revealedAt, JsonObject rating) {
    Line revealed(Instant then) {
      return new Line(acceptedAt, then, rating);
    }
  }

  private Line rated(Speaker by, Speaker peer, Instant acceptedAt) {
    return new Line(
        acceptedAt,
        window.closes(),
        Rating.sign(
            window.sessionId(),
            acceptedAt,
            by.uri(),
            List.of(new Rating.Peer(peer.uri(), 4, Optional.of("well done"))),
            window.head(),
            by.signer()));
  }

  private Recorded.Reading read(Line... ratings) {
    TranscriptWriter writer = Recorded.writer(deal);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Recorded.openFile(deal, writer, Recorded.cards()));
    for (Line line : ratings) {
      out.writeBytes(writer.rating(line.acceptedAt(), line.revealedAt(), line.rating()));
    }
    out.writeBytes(writer.end(deal.state().name(), NODE.signer()));
    return Recorded.read(Recorded.lines(out.toByteArray()));
  }

  private void refuses(ErrorCode code, Line... ratings) {
    assertThat(read(ratings).finding()).map(finding -> finding.refusal().code()).contains(code);
  }

  @Test
  void holdsWithTheRatingsOfBothSides() {
    Recorded.Reading reading =
        read(rated(ALPHA, BETA, at), rated(RENEWED, ALPHA, at.plusSeconds(1)));

    assertThat(reading.finding()).isEmpty();
    assertThat(reading.whole()).isTrue();
    assertThat(reading.replay().ratings().stream().map(line -> line.rating().by()))
        .containsExactly(ALPHA.uri(), BETA.uri());
    assertThat(reading.replay().messages()).isEqualTo(deal.accepted().size());
  }

  @Test
  void noticesWhatNoNodeCouldHaveTaken() {
    Line good = rated(ALPHA, BETA, at);
    Speaker stranger = Speaker.named("agent://stranger.example/x");
    refuses(ErrorCode.DUPLICATE, good, rated(ALPHA, BETA, at.plusSeconds(1)));
    refuses(ErrorCode.STALE, good, rated(RENEWED, ALPHA, at.minusSeconds(1)));
    refuses(ErrorCode.TIMEOUT, rated(ALPHA, BETA, window.closes()));
    refuses(ErrorCode.STALE, rated(ALPHA, BETA, window.opens().minusMillis(1)));
    refuses(ErrorCode.INVALID_REFERENCE, rated(stranger, BETA, at));
    refuses(ErrorCode.INVALID_REFERENCE, rated(ALPHA, ALPHA, at));
    refuses(ErrorCode.UNAUTHORIZED, rated(NODE, BETA, at));
    refuses(
        ErrorCode.HASH_MISMATCH,
        new Line(
            at,
            window.closes(),
            good.rating().with("by", ALPHA.uri().text()).with("note", "added")));
  }

  @Test
  void ratingsAreRevealedTogetherAndNotTooSoon() {
    Instant last = at.plusSeconds(1);
    Line one = rated(ALPHA, BETA, at);
    Line other = rated(RENEWED, ALPHA, last);

    assertThat(read(one.revealed(last), other.revealed(last)).whole()).isTrue();
    assertThat(read(one).whole()).isTrue();
    refuses(ErrorCode.MALFORMED, one.revealed(last), other.revealed(last.plusMillis(1)));
    refuses(ErrorCode.MALFORMED, one.revealed(at), other.revealed(at));
    refuses(ErrorCode.MALFORMED, one.revealed(window.closes().minusMillis(1)));
  }

  @Test
  void aRatingStandsBehindTheEndOfTheSession() {
    List<byte[]> lines =
        Recorded.lines(Recorded.openFile(deal, Recorded.writer(deal), Recorded.cards()));
    byte[] rating =
        Recorded.lines(
                Recorded.writer(deal).rating(at, window.closes(), rated(ALPHA, BETA, at).rating()))
            .getFirst();
    List<byte[]> early = new ArrayList<>(lines);
    early.add(lines.size() - 1, rating);

    assertThat(Recorded.read(early).finding())
        .map(finding -> finding.refusal().code())
        .contains(ErrorCode.INVALID_TRANSITION);
  }
}

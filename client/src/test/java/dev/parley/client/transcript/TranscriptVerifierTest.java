package dev.parley.client.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.transcript.Verdict.Requirement;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.JcaVerifier;
import dev.parley.core.session.StateName;
import dev.parley.core.transcript.Finding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TranscriptVerifierTest {
  private static final int MESSAGES = 1_000;
  private static final LongTalk TALK = LongTalk.of(MESSAGES);

  @Test
  void holdsForAWholeFile() throws IOException {
    Verdict verdict = verify(TALK.whole(), new Pin.None());

    assertThat(verdict.finding()).isEmpty();
    assertThat(verdict.messages()).isEqualTo(MESSAGES);
    assertThat(verdict.state().name()).isEqualTo(StateName.CLOSED);
    assertThat(verdict.meets(Requirement.COMPLETE)).isTrue();
    assertThat(verdict.meets(Requirement.ANCHORED)).isFalse();
  }

  @Test
  void givesTheSameVerdictOnOneThread() throws IOException {
    Verdict verdict =
        new TranscriptVerifier(JcaVerifier.with(CryptoProviders.verifying().jca()), 1)
            .verify(
                new ByteArrayInputStream(TALK.whole()), new Pin.None(), (bytes, messages) -> {});

    assertThat(verdict.complete()).isTrue();
  }

  @Test
  void isConsistentButNotCompleteWithoutTheEndLine() throws IOException {
    Verdict verdict = verify(TALK.open(), new Pin.None());

    assertThat(verdict.meets(Requirement.CONSISTENT)).isTrue();
    assertThat(verdict.meets(Requirement.COMPLETE)).isFalse();
    assertThat(verdict.notProven()).anyMatch(sentence -> sentence.contains("no end line"));
  }

  @Test
  void isAnchoredOnlyIfTheNodesCardIsTheExpectedOne() throws IOException {
    Verdict expected = verify(TALK.whole(), new Pin.CardHash(TALK.nodeCard().hash()));
    Verdict other = verify(TALK.whole(), new Pin.Key(TALK.anotherCard().signingKey()));

    assertThat(expected.meets(Requirement.ANCHORED)).isTrue();
    assertThat(other.meets(Requirement.COMPLETE)).isFalse();
  }

  @Test
  void namesThePlaceOfAChangeFarInTheFile() throws IOException {
    byte[] file = TALK.whole();
    int at = indexOfLine(file, 4 + 777) + 400;
    file[at] = (byte) (file[at] == 'a' ? 'b' : 'a');

    Finding finding = verify(file, new Pin.None()).finding().orElseThrow();
    assertThat(finding.line()).isEqualTo(4 + 777 + 1);
    assertThat(finding.position()).hasValue(777);
  }

  @Test
  void refusesALastLineWithoutALineFeed() throws IOException {
    byte[] file = TALK.whole();

    Finding finding =
        verify(Arrays.copyOf(file, file.length - 1), new Pin.None()).finding().orElseThrow();
    assertThat(finding.refusal().message()).contains("line feed");
  }

  @Test
  void refusesBytesAfterTheEndLine() throws IOException {
    byte[] file = Arrays.copyOf(TALK.whole(), TALK.whole().length + 1);
    file[file.length - 1] = '\n';

    assertThat(verify(file, new Pin.None()).finding()).isPresent();
  }

  @Test
  void refusesAnEmptyFileAndOneThatIsNoTranscript() throws IOException {
    assertThat(verify(new byte[0], new Pin.None()).finding()).isPresent();
    Finding finding =
        verify("{\"a\":1}\n".getBytes(StandardCharsets.UTF_8), new Pin.None())
            .finding()
            .orElseThrow();
    assertThat(finding.refusal().code()).isEqualTo(ErrorCode.MALFORMED);
  }

  @Test
  void cutsALineThatNeverEnds() throws IOException {
    byte[] endless = new byte[3 << 20];
    Arrays.fill(endless, (byte) '[');

    assertThat(verify(endless, new Pin.None()).finding().orElseThrow().refusal().code())
        .isEqualTo(ErrorCode.TOO_LARGE);
  }

  @Test
  void saysHowFarItIs() throws IOException {
    byte[] file = TALK.whole();
    AtomicLong last = new AtomicLong();
    new TranscriptVerifier(JcaVerifier.with(CryptoProviders.verifying().jca()), 2)
        .verify(
            new ByteArrayInputStream(file), new Pin.None(), (bytes, messages) -> last.set(bytes));

    assertThat(last).hasValue(file.length);
  }

  private static Verdict verify(byte[] file, Pin pin) throws IOException {
    return new TranscriptVerifier(JcaVerifier.with(CryptoProviders.verifying().jca()), 2)
        .verify(new ByteArrayInputStream(file), pin, (bytes, messages) -> {});
  }

  private static int indexOfLine(byte[] file, int line) {
    int at = 0;
    for (int n = 0; n < line; n++) {
      while (file[at] != '\n') {
        at++;
      }
      at++;
    }
    return at;
  }
}

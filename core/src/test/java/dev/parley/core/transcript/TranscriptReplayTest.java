package dev.parley.core.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.card.AgentCard;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonObject;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.StateName;
import dev.parley.core.session.Talk;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TranscriptReplayTest {
  private static final boolean FULL = Boolean.getBoolean("parley.test.full");

  private final Conversation deal = Recorded.deal();
  private final byte[] file = Recorded.file(deal);
  private final List<byte[]> lines = Recorded.lines(file);

  @Test
  void holdsForAWholeConversationWithARotation() {
    Recorded.Reading reading = Recorded.read(lines);

    assertThat(reading.finding()).isEmpty();
    assertThat(reading.replay().ended()).isPresent();
    Talk replayed = reading.replay().state().said().orElseThrow();
    assertThat(reading.replay().state().name()).isEqualTo(StateName.CLOSED);
    assertThat(replayed.head()).isEqualTo(deal.talk().head());
    assertThat(replayed.participants()).isEqualTo(deal.talk().participants());
    assertThat(replayed.promises().all()).isEqualTo(deal.talk().promises().all());
    assertThat(reading.replay().messages()).isEqualTo(deal.accepted().size());
    assertThat(reading.replay().cards().unproven()).isEmpty();
  }

  @Test
  void isConsistentButNotCompleteWithoutItsEnd() {
    Recorded.Reading reading = Recorded.read(lines.subList(0, lines.size() - 1));

    assertThat(reading.finding()).isEmpty();
    assertThat(reading.whole()).isFalse();
  }

  @Test
  void noticesEveryChangedCharacter() {
    Random random = new Random(20260131);
    int step = FULL ? 1 : 53;
    for (int line = 0; line < lines.size(); line++) {
      byte[] original = lines.get(line);
      for (int at = random.nextInt(step); at < original.length; at += step) {
        byte[] changed = original.clone();
        changed[at] = (byte) (' ' + (changed[at] - ' ' + 1 + random.nextInt(94)) % 95);
        assertThat(changed[at]).isNotEqualTo(original[at]);
        List<byte[]> tampered = new ArrayList<>(lines);
        tampered.set(line, changed);
        Recorded.Reading reading = Recorded.read(tampered);
        assertThat(reading.finding())
            .as("line %d, byte %d: %s", line + 1, at, text(changed))
            .isPresent();
        assertThat(reading.finding().orElseThrow().line()).isGreaterThan(line);
      }
    }
  }

  @Test
  void noticesEveryDroppedLine() {
    for (int line = 0; line < lines.size() - 1; line++) {
      List<byte[]> without = new ArrayList<>(lines);
      without.remove(line);
      assertThat(Recorded.read(without).finding()).as("without line %d", line + 1).isPresent();
    }
  }

  @Test
  void noticesEveryMovedAndEveryRepeatedLine() {
    for (int from = 0; from < lines.size(); from++) {
      for (int to = 0; to < lines.size(); to++) {
        List<byte[]> moved = new ArrayList<>(lines);
        moved.add(to, moved.remove(from));
        if (from != to) {
          assertThat(Recorded.read(moved).whole()).as("line %d to %d", from + 1, to + 1).isFalse();
        }
      }
      List<byte[]> twice = new ArrayList<>(lines);
      twice.add(from, lines.get(from));
      assertThat(Recorded.read(twice).finding()).as("line %d twice", from + 1).isPresent();
    }
  }

  @Test
  void refusesAnEndSignedBySomebodyElse() {
    TranscriptWriter writer = Recorded.writer(deal);
    Recorded.openFile(deal, writer, Recorded.cards());
    byte[] forged = writer.end(deal.state().name(), Recorded.ALPHA.signer());
    List<byte[]> tampered = new ArrayList<>(lines);
    tampered.set(lines.size() - 1, Recorded.lines(forged).getFirst());

    assertThat(Recorded.read(tampered).finding().orElseThrow().refusal().code())
        .isEqualTo(ErrorCode.SIGNATURE_INVALID);
  }

  @Test
  void refusesAnEndThatNamesAnotherState() {
    TranscriptWriter writer = Recorded.writer(deal);
    Recorded.openFile(deal, writer, Recorded.cards());
    byte[] wrong = writer.end(StateName.FAILED, Recorded.NODE.signer());
    List<byte[]> tampered = new ArrayList<>(lines);
    tampered.set(lines.size() - 1, Recorded.lines(wrong).getFirst());

    Finding finding = Recorded.read(tampered).finding().orElseThrow();
    assertThat(finding.expected()).contains("CLOSED");
    assertThat(finding.found()).contains("FAILED");
  }

  @Test
  void refusesACardThatNobodyUsed() {
    List<AgentCard> more = new ArrayList<>(Recorded.cards());
    more.add(Speaker.named("agent://elsewhere.example/stranger").card());
    TranscriptWriter writer = Recorded.writer(deal);
    byte[] open = Recorded.openFile(deal, writer, more);
    List<byte[]> all = new ArrayList<>(Recorded.lines(open));
    all.addAll(Recorded.lines(writer.end(deal.state().name(), Recorded.NODE.signer())));

    assertThat(Recorded.read(all).finding().orElseThrow().refusal().message())
        .contains("is not used");
  }

  @Test
  void followsACardThatKeepsItsKeys() {
    Speaker renamed = Recorded.BETA.renamed();
    Conversation talk =
        Recorded.begun()
            .knows(renamed)
            .says(Recorded.BETA, Words.identity(renamed))
            .expectMoved(StateName.CONVERSING)
            .says(renamed, Words.query("q"))
            .expectMoved(StateName.CONVERSING)
            .says(Recorded.ALPHA, Words.close("completed"))
            .expectMoved(StateName.CLOSED);
    List<AgentCard> cards =
        List.of(Recorded.NODE.card(), Recorded.ALPHA.card(), Recorded.BETA.card(), renamed.card());
    Recorded.Reading reading = Recorded.read(Recorded.lines(Recorded.file(talk, cards)));
    assertThat(reading.finding()).isEmpty();
    assertThat(reading.replay().state().said().orElseThrow().participants())
        .isEqualTo(talk.talk().participants());
  }

  @Test
  void refusesALaterCardThatNobodyNamed() {
    for (Speaker later : List.of(Recorded.ALPHA.rotated(), Recorded.NODE.rotated())) {
      List<AgentCard> more = new ArrayList<>(Recorded.cards());
      more.add(later.card());
      Recorded.Reading reading = Recorded.read(Recorded.lines(Recorded.file(deal, more)));
      assertThat(reading.finding()).as("%s", later.uri()).isPresent();
      assertThat(reading.finding().orElseThrow().refusal().message()).contains("is not used");
    }
  }

  @Test
  void namesThePlaceAndWhatDisagrees() {
    List<byte[]> tampered = new ArrayList<>(lines);
    int message = 1 + Recorded.cards().size() + 4;
    String changed = text(lines.get(message)).replace("\"subject\":\"", "\"subject\":\"Not ");
    tampered.set(message, changed.getBytes(StandardCharsets.UTF_8));

    Finding finding = Recorded.read(tampered).finding().orElseThrow();
    assertThat(finding.place()).isEqualTo("line " + (message + 1) + ", position 4");
    assertThat(finding.refusal().code()).isEqualTo(ErrorCode.HASH_MISMATCH);
    assertThat(finding.expected()).isPresent();
    assertThat(finding.found()).isPresent();
  }

  @Test
  void namesAPositionOnlyWhereAMessageIsMeant() {
    List<byte[]> swapped = new ArrayList<>(lines);
    swapped.set(1, lines.get(2));
    swapped.set(2, lines.get(1));
    assertThat(Recorded.read(swapped).finding().orElseThrow().place()).isEqualTo("line 3");

    List<byte[]> otherNode = new ArrayList<>(lines);
    String header = text(lines.getFirst()).replace("node.example", "other.example");
    otherNode.set(0, header.getBytes(StandardCharsets.UTF_8));
    assertThat(Recorded.read(otherNode).finding().orElseThrow().place())
        .isEqualTo("line " + (2 + Recorded.cards().size()) + ", position 0");
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8);
  }

  /// Terms below the floors are legal on a development clock only, and the header says which it
  /// was.
  @Test
  void judgesByTheClockOfItsHeader() {
    JsonObject terms =
        JsonObject.EMPTY
            .with("node", Recorded.NODE.uri().text())
            .with("timers", JsonObject.EMPTY.with("invitation", 10));
    Conversation hasty =
        Conversation.with(Recorded.NODE, ClockKind.VIRTUAL)
            .says(Recorded.ALPHA, Words.invitation(terms))
            .to(Recorded.BETA)
            .expectMoved(StateName.INVITED)
            .passes(Duration.ofMillis(10));
    List<AgentCard> cards = List.of(Recorded.NODE.card(), Recorded.ALPHA.card());
    byte[] virtual = Recorded.file(hasty, cards, ClockKind.VIRTUAL);
    assertThat(Recorded.read(Recorded.lines(virtual)).whole()).isTrue();
    byte[] real = Recorded.file(hasty, cards, ClockKind.REAL);
    assertThat(Recorded.read(Recorded.lines(real)).finding().orElseThrow().refusal().code())
        .isEqualTo(ErrorCode.POLICY_VIOLATION);
  }
}

package dev.parley.core.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.GeneratedDocument;
import dev.parley.core.commitment.ObligationStatus.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObligationTableTest {
  private static final String INTRODUCTION =
      """
      # Obligations

      The life of an obligation of an ACTIVE commitment: what happens to it (columns) in each of its states (rows), and the
      state that follows; `–` cannot happen. While any obligation is *open*, nothing ends the session. A commitment is
      SETTLED when all of its obligations have *ended*; one in dispute neither is open nor has ended. This page is generated from
      `ObligationStatus` and compared by a test.

      """;

  @Test
  void thePageOfObligationsSaysHowTheyMove() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    List<String> titles = new ArrayList<>(List.of("State", "Counts as"));
    Arrays.stream(Event.values()).map(ObligationTableTest::words).forEach(titles::add);
    page.append(GeneratedDocument.head(titles));
    for (ObligationStatus status : ObligationStatus.values()) {
      List<String> cells = new ArrayList<>(List.of(status.name(), kind(status)));
      for (Event event : Event.values()) {
        cells.add(status.after(event).map(Enum::name).orElse("–"));
      }
      page.append(GeneratedDocument.row(cells));
    }
    GeneratedDocument.mustSay("obligations.md", page.toString());
  }

  private static String kind(ObligationStatus status) {
    return status.open() ? "open" : status.ended() ? "ended" : "in dispute";
  }

  private static String words(Event event) {
    return event.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static final Set<Event> BY_DISPUTE =
      Set.of(Event.DISPUTE, Event.FOUND_BREACHED, Event.FOUND_FULFILLED);

  @Test
  void onlyADisputeMovesWhatIsNotOpen() {
    for (ObligationStatus status : ObligationStatus.values()) {
      for (Event event : Event.values()) {
        boolean moves = status.after(event).isPresent();
        assertThat(moves && !status.open() && !BY_DISPUTE.contains(event))
            .as("%s after %s", status, event)
            .isFalse();
      }
    }
    assertThat(ObligationStatus.RELEASED.after(Event.DISPUTE)).isEmpty();
  }

  @Test
  void whatADisputeFoundIsAnEnd() {
    for (ObligationStatus status : ObligationStatus.values()) {
      assertThat(status.after(Event.FOUND_BREACHED).stream()).isSubsetOf(ObligationStatus.BREACHED);
      assertThat(status.after(Event.FOUND_FULFILLED).stream())
          .isSubsetOf(ObligationStatus.FULFILLED);
    }
  }

  @Test
  void everyOpenObligationCanEnd() {
    for (ObligationStatus status : ObligationStatus.values()) {
      assertThat(status.open() && status.ended()).as(status.name()).isFalse();
      if (status.open()) {
        assertThat(status.after(Event.RELEASE)).contains(ObligationStatus.RELEASED);
      }
    }
  }

  @Test
  void onlyAClaimIsVerified() {
    for (ObligationStatus status : ObligationStatus.values()) {
      assertThat(status.after(Event.VERIFY).isPresent())
          .as(status.name())
          .isEqualTo(status == ObligationStatus.CLAIMED);
    }
  }
}

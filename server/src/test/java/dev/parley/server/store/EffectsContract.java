package dev.parley.server.store;

import static dev.parley.server.store.Script.ALPHA;
import static dev.parley.server.store.Script.BETA;
import static dev.parley.server.store.SessionRow.Lifecycle.ENDED;
import static dev.parley.server.store.SessionRow.Lifecycle.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.Hash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every store promises about the effects that are stored with a message.
abstract class EffectsContract extends StoreUnderTest {
  @Test
  void listsTheSessionsOfAnAgentNewestFirstInPages() {
    List<UUID> mine = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      Script script = Script.of(store, i);
      boolean alphas = i % 3 != 2;
      appended(
          script.next(script.row(null, OPEN, alphas ? ALPHA : BETA, "agent://third.example/x")));
      if (alphas) {
        mine.addFirst(script.session);
      }
    }
    List<UUID> read = new ArrayList<>();
    UUID before = SessionStore.NEWEST;
    List<StoredSession> page = store.sessionsOf(ALPHA, before, 2);
    while (!page.isEmpty()) {
      page.forEach(session -> read.add(session.session()));
      page = store.sessionsOf(ALPHA, page.getLast().session(), 2);
    }
    assertThat(read).isEqualTo(mine);
    assertThat(store.sessionsOf("agent://nobody.example/x", SessionStore.NEWEST, 10)).isEmpty();
  }

  @Test
  void listsASessionForWhoeverJoinedLater() {
    Script script = Script.of(store, 1);
    String late = "agent://late.example/x";
    appended(script.next());
    assertThat(store.sessionsOf(late, SessionStore.NEWEST, 10)).isEmpty();
    appended(script.next(script.row(null, OPEN, ALPHA, BETA, late)));
    assertThat(store.sessionsOf(late, SessionStore.NEWEST, 10)).hasSize(1);
  }

  @Test
  void countsTheOpenSessionsOfAnAgentUpToALimit() {
    for (int i = 0; i < 5; i++) {
      Script script = Script.of(store, i);
      appended(script.next());
      if (i < 2) {
        appended(script.next(script.row(null, ENDED, ALPHA, BETA)));
      }
    }
    assertThat(store.openSessionsOf(ALPHA, 10)).isEqualTo(3);
    assertThat(store.openSessionsOf(ALPHA, 2)).isEqualTo(2);
    assertThat(store.openSessionsOf("agent://nobody.example/x", 10)).isZero();
  }

  @Test
  void numbersTheEntriesOfEachInboxWithoutGaps() {
    Script one = Script.of(store, 1);
    Script two = Script.of(store, 2);
    appended(withNotices(one.next(), new Notice(BETA, "invitation")));
    appended(
        withNotices(two.next(), new Notice(BETA, "invitation"), new Notice(ALPHA, "invitation")));
    appended(
        withNotices(
            one.next(), new Notice(BETA, "session_state"), new Notice(BETA, "trust_update")));

    assertThat(store.inbox(BETA, -1, 10))
        .containsExactly(
            new InboxEntry(0, "invitation", one.session, 0),
            new InboxEntry(1, "invitation", two.session, 0),
            new InboxEntry(2, "session_state", one.session, 1),
            new InboxEntry(3, "trust_update", one.session, 1));
    assertThat(store.inbox(BETA, 1, 1)).extracting(InboxEntry::number).containsExactly(2L);
    assertThat(store.inbox(ALPHA, -1, 10)).hasSize(1);
    assertThat(store.inbox(ALPHA, 0, 10)).isEmpty();
  }

  @Test
  void tellsEverythingThatWasAcceptedInOneOrder() {
    Script one = Script.of(store, 1);
    Script two = Script.of(store, 2);
    assertThat(store.log().last()).isZero();
    assertThat(store.log().after(0, 10)).isEmpty();
    List<StoredMessage> appended = new ArrayList<>();
    appended.add(appended(withNotices(one.next(), new Notice(BETA, "invitation"))));
    appended.add(appended(withNotices(two.next(), new Notice(BETA, "invitation"))));
    appended.add(appended(one.next()));
    appended.add(appended(two.next()));
    List<LoggedMessage> read = new ArrayList<>();
    List<LoggedMessage> page = store.log().after(0, 3);
    while (!page.isEmpty()) {
      read.addAll(page);
      page = store.log().after(page.getLast().number(), 3);
    }
    assertThat(read).extracting(LoggedMessage::message).isEqualTo(appended);
    assertThat(read)
        .extracting(LoggedMessage::session)
        .containsExactly(one.session, two.session, one.session, two.session);
    assertThat(read.get(1).notices())
        .containsExactly(
            new LoggedMessage.InboxNotice(BETA, new InboxEntry(1, "invitation", two.session, 0)));
    assertThat(read.get(2).notices()).isEmpty();
    assertThat(read.get(0).readers()).containsExactly(ALPHA, BETA);
    assertThat(store.log().last()).isEqualTo(read.getLast().number());
  }

  @Test
  void aRefusedAppendHasNoEffects() {
    Script script = Script.of(store, 1);
    appended(script.next());
    Append late = script.next();
    Append refused =
        withPins(
            withNotices(withHead(late, Hash.of(new byte[] {1})), new Notice(BETA, "x")),
            new PinnedCard(BETA, Hash.of(new byte[] {2})));
    assertThat(append(refused)).isInstanceOf(AppendOutcome.Conflict.class);
    assertThat(store.inbox(BETA, -1, 10)).isEmpty();
    assertThat(store.pinnedCards(script.session)).isEmpty();
  }

  @Test
  void keepsPinnedCardsInOrderAndOnce() {
    Script script = Script.of(store, 1);
    PinnedCard first = new PinnedCard(ALPHA, Hash.of(new byte[] {9}));
    PinnedCard second = new PinnedCard(BETA, Hash.of(new byte[] {1}));
    PinnedCard rotated = new PinnedCard(ALPHA, Hash.of(new byte[] {5}));
    appended(withPins(script.next(), first, second));
    appended(withPins(script.next(), first, rotated));
    assertThat(store.pinnedCards(script.session)).containsExactly(first, second, rotated);
  }

  @Test
  void listsWakeUpsInOrder() {
    Instant due = Script.START.plusSeconds(60);
    Script early = dueAt(3, due);
    Script late = dueAt(1, due.plusSeconds(5));
    Script twin = dueAt(2, due);
    dueAt(4, null);

    assertThat(wakeUps(due.plusSeconds(5)))
        .containsExactly(
            new WakeUp(due, twin.session),
            new WakeUp(due, early.session),
            new WakeUp(due.plusSeconds(5), late.session));
    assertThat(wakeUps(due)).hasSize(2);
    assertThat(wakeUps(due.minusMillis(1))).isEmpty();
    assertThat(store.wakeUps(new WakeUp(due, twin.session), due, 10))
        .containsExactly(new WakeUp(due, early.session));
    assertThat(store.wakeUps(WakeUp.FIRST, due, 1)).hasSize(1);
  }

  @Test
  void aWakeUpIsNeverLaterThanWhatIsDue() {
    Instant due = Script.START.plusSeconds(60);
    Script script = dueAt(1, due);
    appended(script.next(script.row(due.minusSeconds(9), OPEN, ALPHA, BETA)));
    assertThat(wakeUps(due))
        .as("brought forward")
        .containsExactly(new WakeUp(due.minusSeconds(9), script.session));
    appended(script.next(script.row(due, OPEN, ALPHA, BETA)));
    assertThat(wakeUps(due))
        .as("an earlier one may stay")
        .containsExactly(new WakeUp(due.minusSeconds(9), script.session));
  }

  @Test
  void aWakeUpInThePastGivesWayToWhatIsDue() {
    Script script = dueAt(1, Script.START.plusMillis(1));
    Instant due = Script.START.plusSeconds(60);
    appended(script.next(script.row(due, OPEN, ALPHA, BETA)));
    assertThat(wakeUps(due)).containsExactly(new WakeUp(due, script.session));
  }

  @Test
  void aSessionWithoutTimersIsNotWoken() {
    Instant due = Script.START.plusSeconds(60);
    Script script = dueAt(1, due);
    appended(script.next(script.row(null, ENDED, ALPHA, BETA)));
    assertThat(wakeUps(due)).isEmpty();
  }

  @Test
  void whoWakesTooSoonPostpones() {
    Instant due = Script.START.plusSeconds(60);
    Script script = dueAt(1, due);
    WakeUp wakeUp = new WakeUp(due, script.session);
    assertThat(store.postpone(wakeUp, 1, due.plusSeconds(30)).join())
        .isEqualTo(new WriteOutcome.Written());
    assertThat(wakeUps(due)).isEmpty();
    assertThat(wakeUps(due.plusSeconds(30))).hasSize(1);
    assertThat(store.postpone(wakeUp, 1, due.plusSeconds(90)).join())
        .as("again")
        .isEqualTo(new WriteOutcome.Superseded());
    assertThat(wakeUps(due.plusSeconds(30))).hasSize(1);
  }

  @Test
  void aMessageThatCameMeanwhileSupersedesPostponing() {
    Instant due = Script.START.plusSeconds(60);
    Script script = dueAt(1, due);
    appended(script.next(script.row(due, OPEN, ALPHA, BETA)));
    assertThat(store.postpone(new WakeUp(due, script.session), 1, null).join())
        .isEqualTo(new WriteOutcome.Superseded());
    assertThat(wakeUps(due)).hasSize(1);
  }

  private List<WakeUp> wakeUps(Instant upTo) {
    return store.wakeUps(WakeUp.FIRST, upTo, 10);
  }

  private Script dueAt(long number, @Nullable Instant due) {
    Script script = Script.of(store, number);
    appended(script.next(script.row(due, OPEN, ALPHA, BETA)));
    return script;
  }
}

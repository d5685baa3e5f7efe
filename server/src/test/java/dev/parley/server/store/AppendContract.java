package dev.parley.server.store;

import static dev.parley.server.store.Script.ALPHA;
import static dev.parley.server.store.Script.BETA;
import static dev.parley.server.store.SessionRow.Lifecycle.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.identity.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every store promises about appending messages and reading them.
abstract class AppendContract extends StoreUnderTest {
  @Test
  void appendsAndReadsBackByteForByte() {
    Script script = Script.of(store, 1);
    Append first = script.next();
    Append second = withReceived(script.next(), "{ \"as\" : \"received\" }");

    assertThat(append(first))
        .isEqualTo(new AppendOutcome.Appended(0, first.message().acceptedAt()));
    assertThat(append(second))
        .isEqualTo(new AppendOutcome.Appended(1, second.message().acceptedAt()));

    assertThat(store.messages(script.session, 0, 10))
        .containsExactly(first.message(), second.message());
    SessionRow row = second.after();
    assertThat(store.session(script.session))
        .contains(
            new StoredSession(
                script.session,
                2,
                second.message().hash(),
                second.message().acceptedAt(),
                row.state(),
                row.phase(),
                row.lifecycle(),
                row.initiator(),
                row.participants(),
                row.due()));
  }

  @Test
  void knowsNothingOfASessionThatWasNeverOpened() {
    UUID unknown = Script.id(99);
    assertThat(store.session(unknown)).isEmpty();
    assertThat(store.messages(unknown, 0, 10)).isEmpty();
    assertThat(store.message(unknown, unknown)).isEmpty();
    assertThat(store.place(unknown, unknown)).isEmpty();
    assertThat(store.pinnedCards(unknown)).isEmpty();
  }

  @Test
  void refusesAnAppendThatDoesNotFollowTheHead() {
    Script script = Script.of(store, 1);
    Append first = script.next();
    append(first);
    Append second = script.next();
    Append skipped = script.next();

    AppendOutcome conflict = new AppendOutcome.Conflict(1, first.message().hash());
    assertThat(append(skipped)).as("a gap").isEqualTo(conflict);
    assertThat(append(first)).as("a repeat").isEqualTo(conflict);
    assertThat(append(withHead(second, Hash.of(new byte[] {1}))))
        .as("another head")
        .isEqualTo(conflict);
    assertThat(store.messages(script.session, 0, 10)).containsExactly(first.message());
    assertThat(append(second)).isInstanceOf(AppendOutcome.Appended.class);
  }

  @Test
  void refusesAFirstMessageThatIsNotAtTheBeginning() {
    Script script = Script.of(store, 1);
    script.next();
    assertThat(append(script.next())).isEqualTo(new AppendOutcome.Conflict(0, Hash.ZERO));
    assertThat(store.session(script.session)).isEmpty();
  }

  @Test
  void refusesAnAppendUnderAnotherEpoch() {
    Script stranger = new Script(Script.id(1), store.epoch() - 1, 200);
    assertThat(append(stranger.next())).isEqualTo(new AppendOutcome.Fenced(store.epoch()));
    assertThat(store.session(stranger.session)).isEmpty();
  }

  @Test
  void takesAppendsToOneSessionInTheOrderOfTheCallsWithoutWaiting() {
    Script script = Script.of(store, 1);
    List<CompletableFuture<AppendOutcome>> answers =
        IntStream.range(0, 100).mapToObj(_ -> store.append(script.next())).toList();
    assertThat(answers).allMatch(answer -> answer.join() instanceof AppendOutcome.Appended);
    assertThat(store.messages(script.session, 0, 200))
        .extracting(StoredMessage::position)
        .isEqualTo(LongStream.range(0, 100).boxed().toList());
  }

  @Test
  void oneRefusedAppendLeavesItsNeighboursAlone() {
    List<Script> scripts = IntStream.range(0, 50).mapToObj(i -> Script.of(store, i)).toList();
    List<CompletableFuture<AppendOutcome>> answers = new ArrayList<>();
    for (Script script : scripts) {
      answers.add(store.append(script.next()));
      answers.add(store.append(withHead(script.next(), Hash.of(new byte[] {1}))));
    }
    for (int i = 0; i < scripts.size(); i++) {
      assertThat(answers.get(2 * i).join()).isInstanceOf(AppendOutcome.Appended.class);
      assertThat(answers.get(2 * i + 1).join()).isInstanceOf(AppendOutcome.Conflict.class);
    }
  }

  @Test
  void exactlyOneOfManyRacingAppendsWinsAHead() {
    Script script = Script.of(store, 1);
    append(script.next());
    for (int round = 0; round < 50; round++) {
      List<Append> rivals = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        rivals.add(withReceived(script.peek(script.row(null, OPEN, ALPHA, BETA)), "rival " + i));
      }
      List<CompletableFuture<AppendOutcome>> answers =
          rivals.parallelStream().map(store::append).toList();
      assertThat(answers.stream().filter(answer -> answer.join() instanceof AppendOutcome.Appended))
          .hasSize(1);
      script.next();
    }
  }

  @Test
  void readsPagesFromAnyPosition() {
    Script script = Script.of(store, 1);
    List<StoredMessage> all =
        IntStream.range(0, 25).mapToObj(_ -> appended(script.next())).toList();
    appended(Script.of(store, 2).next());

    assertThat(store.messages(script.session, 0, 10)).isEqualTo(all.subList(0, 10));
    assertThat(store.messages(script.session, 20, 10)).isEqualTo(all.subList(20, 25));
    assertThat(store.messages(script.session, 25, 10)).isEmpty();
  }

  @Test
  void endsAPageEarlyWhenItGrowsTooLarge() {
    Script script = new Script(Script.id(1), store.epoch(), 256 << 10);
    List<StoredMessage> all =
        IntStream.range(0, 40).mapToObj(_ -> appended(script.next())).toList();
    List<StoredMessage> read = new ArrayList<>();
    List<Integer> pages = new ArrayList<>();
    while (read.size() < all.size()) {
      List<StoredMessage> page = store.messages(script.session, read.size(), 200);
      pages.add(page.size());
      read.addAll(page);
    }
    assertThat(read).isEqualTo(all);
    assertThat(pages).hasSizeGreaterThan(1).doesNotContain(0);
  }

  @Test
  void findsAMessageByItsIdWithinItsSessionOnly() {
    Script script = Script.of(store, 1);
    Script other = Script.of(store, 2);
    StoredMessage message = appended(script.next());
    appended(other.next());

    UUID id = message.messageId();
    assertThat(store.message(script.session, id)).contains(message);
    assertThat(store.place(script.session, id))
        .contains(new MessagePlace(0, message.hash(), message.acceptedAt()));
    assertThat(store.message(other.session, id)).isEmpty();
    assertThat(store.place(other.session, id)).isEmpty();
  }

  @Test
  void anAnnouncedAppendMayBeClosedTwiceAndNeverComing() {
    SessionStore.Arrival arrival = store.announce();
    Script script = Script.of(store, 1);
    assertThat(append(script.next()))
        .as("does not wait for ever")
        .isInstanceOf(AppendOutcome.Appended.class);
    arrival.close();
    arrival.close();
    assertThat(append(script.next())).isInstanceOf(AppendOutcome.Appended.class);
  }

  @Test
  void refusesTimesFinerThanAMillisecond() {
    Append append = Script.of(store, 1).next();
    StoredMessage message = append.message();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new StoredMessage(
                    0,
                    message.messageId(),
                    ALPHA,
                    message.hash(),
                    Script.START.plusNanos(1),
                    message.canonical(),
                    Content.EMPTY));
  }

  @Test
  void refusesWritesOnceClosed() {
    store.close();
    AppendOutcome outcome = append(Script.of(store, 1).next());
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Unavailable.class, no -> assertThat(no.cause()).isEqualTo(Unavailable.Cause.CLOSED));
  }
}

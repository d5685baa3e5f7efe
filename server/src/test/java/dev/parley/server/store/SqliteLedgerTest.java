package dev.parley.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.ledger.Account;
import dev.parley.core.ledger.Amount;
import dev.parley.core.ledger.Hold;
import dev.parley.core.ledger.HoldId;
import dev.parley.core.ledger.LedgerFault;
import dev.parley.core.ledger.Order;
import dev.parley.core.message.SessionId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Money is stored with the message that moves it, or neither is.
final class SqliteLedgerTest extends StoreUnderTest {
  private static final AgentUri BUYER = new AgentUri("agent://acme.example/buyer");
  private static final Account OF_BUYER = new Account.OfAgent(BUYER);
  private static final Account WORLD = new Account.World();

  @TempDir Path directory;

  @Override
  NodeStore open() {
    return SqliteStore.open(directory);
  }

  private static Amount usd(long units) {
    return new Amount(units, "USD");
  }

  private static Booking booking(String id, Account from, Account to, long units) {
    Content document = Content.of((id + units).getBytes(StandardCharsets.UTF_8));
    return new Booking(
        Hash.of(id.getBytes(StandardCharsets.UTF_8)),
        new Order.Pay(from, to, usd(units)),
        Instant.parse("2026-01-01T00:00:00.000Z"),
        document);
  }

  private BookingOutcome book(String id, Account from, Account to, long units) {
    return store.book(booking(id, from, to, units)).join();
  }

  private static Append ordering(Append append, Order... orders) {
    return new Append(
        append.session(),
        append.epoch(),
        append.expectedHead(),
        append.message(),
        append.after(),
        append.notices(),
        append.pins(),
        List.of(orders),
        append.exposures(),
        append.evidence(),
        Optional.empty());
  }

  private static HoldId hold(Script script) {
    return new HoldId(new SessionId(script.session), "deal");
  }

  private static Order reserve(Script script, long units) {
    return new Order.Reserve(hold(script), BUYER, usd(units));
  }

  private static Append next(Script script) {
    return script.peek(script.row(null, SessionRow.Lifecycle.OPEN, Script.ALPHA, Script.BETA));
  }

  @Test
  void whatTheLedgerRefusesIsNoMessage() {
    assertThat(book("in", WORLD, OF_BUYER, 10)).isInstanceOf(BookingOutcome.Booked.class);
    Script script = Script.of(store, 1);
    assertThat(append(ordering(next(script), reserve(script, 11))))
        .isInstanceOfSatisfying(
            AppendOutcome.Unfunded.class,
            refused -> assertThat(refused.fault()).isEqualTo(LedgerFault.INSUFFICIENT_FUNDS));
    assertThat(store.session(script.session)).isEmpty();
    assertThat(store.balances(OF_BUYER)).isEqualTo(Map.of("USD", 10L));
    assertThat(append(ordering(next(script), reserve(script, 10))))
        .isInstanceOf(AppendOutcome.Appended.class);
    assertThat(store.balances(OF_BUYER)).isEqualTo(Map.of("USD", 0L));
    assertThat(store.held(BUYER)).isEqualTo(Map.of("USD", 10L));
  }

  @Test
  void whatIsNoMessageMovesNothing() {
    book("in", WORLD, OF_BUYER, 10);
    Script script = Script.of(store, 1);
    Append stale = withHead(ordering(next(script), reserve(script, 10)), Hash.of(new byte[1]));
    assertThat(append(stale)).isInstanceOf(AppendOutcome.Conflict.class);
    assertThat(store.balances(OF_BUYER)).isEqualTo(Map.of("USD", 10L));
    assertThat(store.wholeLedger().holds()).isEmpty();
  }

  @Test
  void oneOfTwoSessionsThatRaceForTheSameMoneyGetsIt() {
    book("in", WORLD, OF_BUYER, 100);
    List<CompletableFuture<AppendOutcome>> answers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Script script = Script.of(store, i);
      answers.add(store.append(ordering(next(script), reserve(script, 30))));
    }
    long held = answers.stream().filter(a -> a.join() instanceof AppendOutcome.Appended).count();
    assertThat(held).isEqualTo(3);
    assertThat(store.balances(OF_BUYER)).isEqualTo(Map.of("USD", 10L));
    assertThat(store.held(BUYER)).isEqualTo(Map.of("USD", 90L));
  }

  @Test
  void aBookingIsStoredOnce() {
    assertThat(book("in", WORLD, OF_BUYER, 10)).isInstanceOf(BookingOutcome.Booked.class);
    assertThat(book("in", WORLD, OF_BUYER, 11))
        .isEqualTo(
            new BookingOutcome.Repeated(Content.of("in10".getBytes(StandardCharsets.UTF_8))));
    assertThat(book("out", OF_BUYER, WORLD, 11)).isInstanceOf(BookingOutcome.Refused.class);
    assertThat(store.balances(OF_BUYER)).isEqualTo(Map.of("USD", 10L));
    assertThat(store.wholeLedger().bookings()).hasSize(1);
  }

  @Test
  void everythingIsThereAfterARestart() {
    book("in", WORLD, OF_BUYER, 10);
    Script script = Script.of(store, 1);
    append(ordering(next(script), reserve(script, 4), new Order.Bind(hold(script))));
    LedgerStore.Whole before = store.wholeLedger();
    store.close();
    store = open();
    assertThat(store.wholeLedger()).isEqualTo(before);
    assertThat(before.holds())
        .containsExactly(new Hold(hold(script), BUYER, usd(4), usd(4), Hold.Status.HELD));
  }

  @Test
  void linesAreReadTheNewestFirst() {
    for (int i = 1; i <= 5; i++) {
      book("in" + i, WORLD, OF_BUYER, i);
    }
    List<LedgerLine> newest = store.lines(OF_BUYER, Long.MAX_VALUE, 2);
    assertThat(newest).extracting(l -> l.transfer().amount().units()).containsExactly(5L, 4L);
    assertThat(store.lines(OF_BUYER, newest.getLast().number(), 10))
        .extracting(l -> l.transfer().amount().units())
        .containsExactly(3L, 2L, 1L);
  }
}

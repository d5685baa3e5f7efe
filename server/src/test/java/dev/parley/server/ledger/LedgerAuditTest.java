package dev.parley.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Account;
import dev.parley.core.ledger.Amount;
import dev.parley.core.ledger.HoldId;
import dev.parley.core.ledger.Order;
import dev.parley.core.message.SessionId;
import dev.parley.server.store.Append;
import dev.parley.server.store.AppendOutcome;
import dev.parley.server.store.Booking;
import dev.parley.server.store.Content;
import dev.parley.server.store.LedgerStore;
import dev.parley.server.store.NodeStore;
import dev.parley.server.store.SessionRow;
import dev.parley.server.store.SqliteStore;
import dev.parley.server.store.StoredMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The audit against a ledger that somebody has changed behind the node's back.
final class LedgerAuditTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.000Z");
  private static final UUID SESSION = UUID.fromString("01990000-0000-7000-8000-000000000001");
  private static final AgentUri BUYER = new AgentUri("agent://acme.example/buyer");
  private static final AgentUri SELLER = new AgentUri("agent://cloud.example/seller");
  private static final HoldId HOLD = new HoldId(new SessionId(SESSION), "deal");
  private static final List<List<Order>> RECORDS =
      List.of(
          List.of(new Order.Reserve(HOLD, BUYER, usd(60)), new Order.Bind(HOLD)),
          List.of(new Order.Post(HOLD, 0, SELLER, usd(50), usd(10))));

  @TempDir private Path directory;
  private NodeStore store;

  LedgerAuditTest() {}

  private static Amount usd(long units) {
    return new Amount(units, "USD");
  }

  @BeforeEach
  void aPurchase() {
    store = SqliteStore.open(directory);
    BookingOrder funding =
        BookingOrder.read(
                JsonObject.EMPTY
                    .with("bookingId", "in")
                    .with("kind", "fund")
                    .with("account", BUYER.text())
                    .with("amount", "1.00")
                    .with("currency", "USD"))
            .orThrow();
    store
        .book(new Booking(funding.cause(), funding.order(), NOW, Content.of(funding.canonical())))
        .join();
    Hash head = Hash.ZERO;
    for (int position = 0; position < RECORDS.size(); position++) {
      byte[] text = ("message " + position).getBytes(StandardCharsets.UTF_8);
      StoredMessage message =
          new StoredMessage(
              position,
              new UUID(
                  SESSION.getMostSignificantBits() + position + 1,
                  SESSION.getLeastSignificantBits()),
              BUYER.text(),
              Hash.of(text),
              NOW,
              Content.of(text),
              Content.EMPTY);
      SessionRow row =
          new SessionRow(
              "EXECUTING",
              "EXECUTE",
              SessionRow.Lifecycle.OPEN,
              BUYER.text(),
              List.of(BUYER.text()),
              null);
      Append append =
          new Append(
              SESSION,
              store.epoch(),
              head,
              message,
              row,
              List.of(),
              List.of(),
              RECORDS.get(position),
              List.of(),
              List.of(),
              Optional.empty());
      assertThat(store.append(append).join()).isInstanceOf(AppendOutcome.Appended.class);
      head = message.hash();
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  private AuditReport audit() {
    return new LedgerAudit(store, LedgerAuditTest::replay).run();
  }

  private static void replay(
      UUID session, LedgerStore.Extent extent, BiConsumer<Hash, List<Order>> ordered) {
    assertThat(session).isEqualTo(SESSION);
    for (int position = 0; position < extent.messages(); position++) {
      ordered.accept(
          Hash.of(("message " + position).getBytes(StandardCharsets.UTF_8)), RECORDS.get(position));
    }
  }

  private void tamper(String sql) throws SQLException {
    store.close();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("parley.db"));
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
    }
    store = SqliteStore.open(directory);
  }

  @Test
  void agreesWithWhatHappened() {
    assertThat(audit()).isEqualTo(new AuditReport(1, 1, 4, 1, List.of()));
    assertThat(store.balances(new Account.OfAgent(SELLER))).containsEntry("USD", 50L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE balance SET units = 51 WHERE account LIKE '%seller' | holds 51, its lines make 50",
        "DELETE FROM balance WHERE account LIKE '%seller' | holds 0, its lines make 50",
        "INSERT INTO balance VALUES ('burned', 'USD', 1) | its lines make nothing",
        "UPDATE transfer SET units = 49 WHERE target LIKE '%seller' | says 0.49 USD",
        "UPDATE transfer SET target = 'burned' WHERE target LIKE '%seller' | to burned",
        "DELETE FROM transfer WHERE target LIKE '%seller' | no line says 0.50 USD",
        "INSERT INTO transfer (id, cause, source, target, currency, units, at) VALUES (x'0000000000000000000000000000000000000000000000000000000000000000', x'0000000000000000000000000000000000000000000000000000000000000000', 'world', 'burned', 'USD', 1, 0) | caused by no message and no booking",
        "UPDATE hold SET status = 'HELD' | HELD",
        "UPDATE hold SET depositor = 'agent://evil.example/x' | evil.example",
        "DELETE FROM hold | is null",
        "DELETE FROM booking | caused by no message and no booking",
        "UPDATE transfer SET number = 0 WHERE target LIKE '%seller' | below zero"
      })
  void findsWhatSomebodyChanged(String sql, String finding) throws SQLException {
    tamper(sql);
    AuditReport report = audit();
    assertThat(report.agrees()).isFalse();
    assertThat(report.findings()).anyMatch(words -> words.contains(finding));
  }
}

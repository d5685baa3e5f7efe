package dev.parley.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ledger.Account;
import dev.parley.core.ledger.Book;
import dev.parley.core.ledger.Posting;
import dev.parley.core.ledger.Transfer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What must hold of a store after anything that happened to it.
final class StoredTruth {
  private StoredTruth() {}

  /// Every acknowledged message is there, every session is whole and without gaps, and the money is
  /// where the messages that are there have moved it, no more and no less.
  static void check(NodeStore store, List<NodeProcess.Acknowledged> acknowledged) {
    ScrubReport report = store.scrub(Script::links);
    assertThat(report.findings()).isEmpty();
    assertThat(report.fileDamage()).isEmpty();
    checkMoney(store);
    Map<UUID, List<StoredMessage>> read = new HashMap<>();
    for (NodeProcess.Acknowledged one : acknowledged) {
      List<StoredMessage> messages =
          read.computeIfAbsent(one.session(), session -> all(store, session));
      assertThat(messages).as("%s", one).hasSizeGreaterThan((int) one.position());
      StoredMessage message = messages.get((int) one.position());
      assertThat(message.position()).as("%s", one).isEqualTo(one.position());
      assertThat(message.hash()).as("%s", one).isEqualTo(one.hash());
    }
  }

  private static void checkMoney(NodeStore store) {
    LedgerStore.Whole kept = store.wholeLedger();
    Book book = new Book();
    kept.sessions()
        .forEach(
            (session, extent) -> {
              for (StoredMessage message :
                  all(store, session).subList(0, (int) extent.messages())) {
                assertThat(book.post(message.hash(), Script.orders(session, message.position())))
                    .isInstanceOf(Posting.Outcome.Posted.class);
              }
            });
    assertThat(kept.lines())
        .extracting(LedgerLine::transfer)
        .containsExactlyInAnyOrderElementsOf(book.transfers());
    assertThat(kept.holds()).containsExactlyInAnyOrderElementsOf(book.holds());
    Map<Posting.Place, Long> balances = new HashMap<>();
    for (Transfer line : book.transfers()) {
      for (Account account : List.of(line.from(), line.to())) {
        String currency = line.amount().currency();
        balances.put(new Posting.Place(account, currency), book.of(account, currency));
      }
    }
    balances.values().removeIf(units -> units == 0);
    assertThat(kept.balances()).isEqualTo(balances);
  }

  private static List<StoredMessage> all(NodeStore store, UUID session) {
    List<StoredMessage> all = new ArrayList<>();
    List<StoredMessage> page = store.messages(session, 0, 1_000);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = store.messages(session, all.size(), 1_000);
    }
    return all;
  }
}

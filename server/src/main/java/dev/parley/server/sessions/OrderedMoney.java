package dev.parley.server.sessions;

import dev.parley.core.identity.Hash;
import dev.parley.core.ledger.Order;
import dev.parley.core.session.Docket;
import dev.parley.core.session.Effect;
import dev.parley.server.store.StoredMessage;
import dev.parley.server.store.StoredRecord;
import java.util.List;
import java.util.function.BiConsumer;

/// Hears in a replay what each record asks of the ledger.
///
/// @param ordered gets the record's hash and its orders
record OrderedMoney(BiConsumer<Hash, List<Order>> ordered) implements LiveSessions.Replayed {
  @Override
  public void message(StoredMessage message, List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.MoneyOrdered(List<Order> orders)) {
        ordered.accept(message.hash(), orders);
      }
    }
  }

  @Override
  public void record(StoredRecord record, Docket.Outcome.Taken taken) {
    if (!taken.orders().isEmpty()) {
      ordered.accept(record.hash(), taken.orders());
    }
  }
}

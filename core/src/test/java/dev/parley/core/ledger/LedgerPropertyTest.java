package dev.parley.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.ledger.Posting.Outcome;
import dev.parley.core.message.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Random schedules, mostly of things that a ledger has to refuse: what is available and what is
/// held is together what was funded, after every step.
class LedgerPropertyTest {
  private static final int SCHEDULES = 200;
  private static final int STEPS = 200;
  private static final List<String> CURRENCIES = List.of("USD", "JPY");
  private static final SessionId SESSION =
      new SessionId(UUID.fromString("01990000-0000-7000-8000-000000000001"));

  private static AgentUri agent(int number) {
    return new AgentUri("agent://firm" + number + ".example/agent");
  }

  @Test
  void noScheduleMakesOrLosesMoney() {
    Map<LedgerFault, Integer> faults = new EnumMap<>(LedgerFault.class);
    int posted = 0;
    for (int seed = 0; seed < SCHEDULES; seed++) {
      Random random = new Random(seed);
      Book book = new Book();
      for (int step = 0; step < STEPS; step++) {
        Hash cause = Hash.of((seed + " " + step).getBytes(StandardCharsets.UTF_8));
        List<Order> orders = orders(random);
        List<Transfer> before = book.transfers();
        Outcome outcome = book.post(cause, orders);
        switch (outcome) {
          case Outcome.Posted _ -> posted++;
          case Outcome.Refused(LedgerFault fault, _) -> {
            faults.merge(fault, 1, Integer::sum);
            assertThat(book.transfers()).isEqualTo(before);
          }
          case Outcome.Repeated() -> throw new AssertionError("no record comes twice");
        }
        if (book.has(Transfer.id(cause, 0))) {
          assertThat(book.post(cause, orders)).isEqualTo(new Outcome.Repeated());
        }
        mustBalance(book);
      }
    }
    assertThat(posted).isGreaterThan(SCHEDULES * STEPS / 10);
    assertThat(faults.keySet()).contains(LedgerFault.INSUFFICIENT_FUNDS, LedgerFault.UNKNOWN_HOLD);
    assertThat(faults).hasSizeGreaterThan(8);
  }

  private static List<Order> orders(Random random) {
    List<Order> orders = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      orders.add(order(random));
    }
    return orders;
  }

  private static Order order(Random random) {
    HoldId hold = new HoldId(SESSION, "deal-" + random.nextInt(12));
    AgentUri one = agent(random.nextInt(3));
    AgentUri other = agent(random.nextInt(3));
    Amount amount = amount(random);
    return switch (random.nextInt(9)) {
      case 0 -> new Order.Pay(new Account.World(), new Account.OfAgent(one), amount);
      case 1 -> new Order.Pay(new Account.OfAgent(one), new Account.OfAgent(other), amount);
      case 2 -> new Order.Pay(new Account.OfAgent(one), new Account.World(), amount);
      case 3, 4 -> new Order.Reserve(hold, one, amount);
      case 5 -> new Order.Bind(hold);
      case 6 ->
          new Order.GiveBack(hold, random.nextBoolean() ? Order.Why.VOIDED : Order.Why.EXPIRED);
      default ->
          new Order.Post(hold, 0, other, amount, new Amount(random.nextInt(20), amount.currency()));
    };
  }

  private static Amount amount(Random random) {
    return new Amount(
        random.nextInt(10) == 0 ? Amount.MAX_UNITS / 2 : random.nextInt(60),
        CURRENCIES.get(random.nextInt(CURRENCIES.size())));
  }

  private static void mustBalance(Book book) {
    for (String currency : CURRENCIES) {
      long sum = 0;
      for (Map.Entry<String, Map<String, Long>> account : book.balances().entrySet()) {
        long units = account.getValue().getOrDefault(currency, 0L);
        sum += units;
        assertThat(units >= 0 || account.getKey().equals("world")).as(account.getKey()).isTrue();
      }
      assertThat(sum).isZero();
      for (Hold hold : book.holds()) {
        if (hold.amount().currency().equals(currency)) {
          assertThat(book.of(new Account.Held(hold.id()), currency)).isEqualTo(hold.left().units());
        }
      }
    }
  }
}

package dev.parley.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.ledger.Posting.Outcome;
import dev.parley.core.message.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostingTest {
  private static final AgentUri BUYER = new AgentUri("agent://acme.example/buyer");
  private static final AgentUri SELLER = new AgentUri("agent://cloud.example/seller");
  private static final Account WORLD = new Account.World();
  private static final HoldId HOLD =
      new HoldId(new SessionId(UUID.fromString("01990000-0000-7000-8000-000000000001")), "deal");

  private final Book book = new Book();
  private int causes;

  private static Amount usd(long units) {
    return new Amount(units, "USD");
  }

  private static Account of(AgentUri agent) {
    return new Account.OfAgent(agent);
  }

  private Outcome post(Order... orders) {
    return book.post(cause(causes++), List.of(orders));
  }

  private static Hash cause(int number) {
    return Hash.of(("record " + number).getBytes(StandardCharsets.UTF_8));
  }

  private void posts(Order... orders) {
    assertThat(post(orders)).isInstanceOf(Outcome.Posted.class);
  }

  private void refuses(LedgerFault fault, Order... orders) {
    var balances = book.balances();
    var holds = book.holds();
    assertThat(post(orders))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.fault()).isEqualTo(fault));
    assertThat(book.balances()).isEqualTo(balances);
    assertThat(book.holds()).isEqualTo(holds);
  }

  private static Order reserve(long units) {
    return new Order.Reserve(HOLD, BUYER, usd(units));
  }

  private static Order bind() {
    return new Order.Bind(HOLD);
  }

  private static Order pay(long paid, long returned) {
    return new Order.Post(HOLD, 0, SELLER, usd(paid), usd(returned));
  }

  private static Order giveBack() {
    return new Order.GiveBack(HOLD, Order.Why.VOIDED);
  }

  private static Order expire() {
    return new Order.GiveBack(HOLD, Order.Why.EXPIRED);
  }

  private long has(AgentUri agent) {
    return book.of(of(agent), "USD");
  }

  @BeforeEach
  void theBuyerHasAHundred() {
    posts(new Order.Pay(WORLD, of(BUYER), usd(10_000)));
  }

  @Test
  void aHoldIsReservedBoundAndPosted() {
    posts(reserve(6_000));
    assertThat(has(BUYER)).isEqualTo(4_000);
    posts(bind());
    posts(pay(2_000, 500));
    posts(pay(3_500, 0));
    assertThat(has(BUYER)).isEqualTo(4_500);
    assertThat(has(SELLER)).isEqualTo(5_500);
    assertThat(book.hold(HOLD).orElseThrow().status()).isEqualTo(Hold.Status.POSTED);
    assertThat(book.of(WORLD, "USD")).isEqualTo(-10_000);
  }

  @Test
  void whatTheDepositorDoesNotHaveIsNotHeld() {
    refuses(LedgerFault.INSUFFICIENT_FUNDS, reserve(10_001));
    refuses(LedgerFault.INSUFFICIENT_FUNDS, new Order.Pay(of(SELLER), of(BUYER), usd(1)));
    refuses(LedgerFault.INSUFFICIENT_FUNDS, new Order.Reserve(HOLD, BUYER, new Amount(1, "EUR")));
  }

  @Test
  void theOrdersOfOneRecordAreCarriedOutAllOrNone() {
    refuses(
        LedgerFault.INSUFFICIENT_FUNDS,
        reserve(6_000),
        bind(),
        new Order.Pay(of(BUYER), of(SELLER), usd(4_001)));
    posts(reserve(6_000), bind(), new Order.Pay(of(BUYER), of(SELLER), usd(4_000)));
  }

  @Test
  void nothingIsPaidOutOfWhatDoesNotBindYet() {
    posts(reserve(6_000));
    refuses(LedgerFault.NOT_HELD, pay(6_000, 0));
    refuses(LedgerFault.HOLD_EXISTS, reserve(1));
    posts(bind());
    refuses(LedgerFault.ALREADY_HELD, bind());
    refuses(LedgerFault.EXCEEDS_HOLD, pay(6_000, 1));
    refuses(LedgerFault.NOT_POSITIVE, pay(0, 0));
    refuses(
        LedgerFault.CURRENCY_MISMATCH,
        new Order.Post(HOLD, 0, SELLER, new Amount(1, "EUR"), usd(0)));
  }

  @Test
  void eachSecondResolutionHasAFaultOfItsOwn() {
    refuses(LedgerFault.UNKNOWN_HOLD, pay(1, 0));
    posts(reserve(6_000), bind(), pay(6_000, 0));
    refuses(LedgerFault.ALREADY_POSTED, pay(1, 0));
    refuses(LedgerFault.ALREADY_POSTED, giveBack());
    refuses(LedgerFault.ALREADY_POSTED, bind());
  }

  @Test
  void whatWasVoidedStaysVoided() {
    posts(reserve(6_000), giveBack());
    assertThat(has(BUYER)).isEqualTo(10_000);
    refuses(LedgerFault.ALREADY_VOIDED, giveBack());
    refuses(LedgerFault.ALREADY_VOIDED, pay(1, 0));
    refuses(LedgerFault.ALREADY_VOIDED, bind());
  }

  @Test
  void whatExpiredStaysExpired() {
    posts(reserve(6_000));
    posts(expire());
    assertThat(has(BUYER)).isEqualTo(10_000);
    refuses(LedgerFault.ALREADY_EXPIRED, bind());
    refuses(LedgerFault.ALREADY_EXPIRED, expire());
    refuses(LedgerFault.ALREADY_EXPIRED, pay(1, 0));
  }

  @Test
  void aHoldOfWhichAPartWasPaidIsNotVoided() {
    posts(reserve(6_000), bind(), pay(1, 0));
    refuses(LedgerFault.ALREADY_POSTED, giveBack());
    posts(pay(5_000, 999));
  }

  @Test
  void aRecordThatComesAgainChangesNothing() {
    Hash cause = cause(-1);
    List<Order> orders = List.of(new Order.Pay(of(BUYER), of(SELLER), usd(100)));
    assertThat(book.post(cause, orders)).isInstanceOf(Outcome.Posted.class);
    assertThat(book.post(cause, orders)).isEqualTo(new Outcome.Repeated());
    assertThat(book.post(cause, List.of(new Order.Pay(of(BUYER), of(SELLER), usd(1)))))
        .isEqualTo(new Outcome.Repeated());
    assertThat(has(SELLER)).isEqualTo(100);
  }

  @Test
  void nothingOverflows() {
    refuses(LedgerFault.NOT_POSITIVE, new Order.Pay(WORLD, of(SELLER), usd(0)));
    refuses(LedgerFault.OVERFLOW, new Order.Pay(WORLD, of(BUYER), usd(Amount.MAX_UNITS)));
    refuses(LedgerFault.OVERFLOW, new Order.Pay(WORLD, of(SELLER), usd(Amount.MAX_UNITS)));
  }

  @Test
  void theIdOfATransferIsTheSameEverywhere() {
    assertThat(Transfer.id(Hash.ZERO, 0).text())
        .isEqualTo("sha256:b43147cd072cae36274476c98b7f6c91ad293e0006ea50710ba777bf9019d546");
    assertThat(book.transfers().getFirst().id()).isEqualTo(Transfer.id(cause(0), 0));
  }

  @Test
  void accountsHaveOneName() {
    for (Account account :
        List.of(
            WORLD,
            new Account.Burned(),
            of(BUYER),
            new Account.OfOrganisation("org_acme"),
            new Account.Held(HOLD))) {
      assertThat(Account.parse(account.text())).contains(account);
    }
    for (String none :
        List.of("", "org:", "hold:", "hold:x/y", "hold:" + HOLD.session() + "/", "x")) {
      assertThat(Account.parse(none)).as(none).isEmpty();
    }
  }
}

package dev.parley.server.ledger;

import dev.parley.core.error.Decoded;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.ledger.Account;
import dev.parley.core.ledger.Amount;
import dev.parley.core.ledger.Order;
import dev.parley.core.message.Money;
import dev.parley.core.wire.Members;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What an operator orders: money that came in, that is moved between owners, or that is paid out.
///
/// @param id the operator's own id; the same one again changes nothing
/// @param kind what happens
/// @param from who pays
/// @param to who is paid
/// @param amount above 0
public record BookingOrder(String id, Kind kind, Account from, Account to, Amount amount) {
  private static final Amount NOTHING = Amount.zero(Money.NONE.currency());

  /// What happens to the money.
  public enum Kind {
    /// It came in from outside.
    FUND("fund"),
    /// It is paid out.
    PAYOUT("payout"),
    /// It goes from one owner to another.
    TRANSFER("transfer");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }
  }

  /// Reads an order from outside.
  ///
  /// @param json `{bookingId, kind, account, to, amount, currency}`, `to` for transfers only
  /// @return the order, or `malformed`
  public static Decoded<BookingOrder> read(JsonObject json) {
    Members in = Members.of(json, "");
    String id = in.id("bookingId");
    Optional<Kind> kind = kind(in.text("kind"));
    if (kind.isEmpty()) {
      in.wrong("kind", "has to be fund, payout or transfer");
    }
    Account owner = owner(in, "account");
    Account world = new Account.World();
    Account to =
        switch (kind.orElse(Kind.FUND)) {
          case FUND -> owner;
          case PAYOUT -> world;
          case TRANSFER -> owner(in, "to");
        };
    Amount amount = in.take(Money.decode(json, "").then(money -> Amount.of(money, "")), NOTHING);
    if (!amount.positive()) {
      in.wrong("amount", "has to be above zero");
    }
    Kind known = kind.orElse(Kind.FUND);
    return in.result(
        () -> new BookingOrder(id, known, known == Kind.FUND ? world : owner, to, amount));
  }

  private static Optional<Kind> kind(String text) {
    for (Kind kind : Kind.values()) {
      if (kind.wire.equals(text)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private static Account owner(Members in, String member) {
    Optional<Account> account = Account.ofOwner(in.text(member));
    if (account.isEmpty()) {
      in.wrong(member, "has to be an agent URI, or org: and an organisation");
    }
    return account.orElseGet(Account.World::new);
  }

  /// Reads what [#json] wrote.
  ///
  /// @param kept a document of the store
  /// @return the order
  /// @throws IllegalStateException when it is none
  public static BookingOrder kept(JsonObject kept) {
    BigDecimal amount = new BigDecimal(kept.string("amount").orElse("0"));
    return new BookingOrder(
        kept.string("bookingId").orElse(""),
        kind(kept.string("kind").orElse("")).orElseThrow(IllegalStateException::new),
        account(kept, "from"),
        account(kept, "to"),
        Amount.of(new Money(amount, kept.string("currency").orElse("")), "").orThrow());
  }

  private static Account account(JsonObject kept, String member) {
    return kept.string(member)
        .flatMap(Account::parse)
        .orElseThrow(() -> new IllegalStateException("a booking without " + member));
  }

  /// What is kept of it.
  ///
  /// @return the document
  public JsonObject json() {
    return amount
        .json()
        .with("bookingId", id)
        .with("kind", kind.wire)
        .with("from", from.text())
        .with("to", to.text());
  }

  byte[] canonical() {
    return CanonicalJson.bytes(json());
  }

  /// The cause that its transfer names: it follows from the id alone.
  Hash cause() {
    return Hash.of(("asp-booking\n" + new JsonString(id)).getBytes(StandardCharsets.UTF_8));
  }

  Order.Pay order() {
    return new Order.Pay(from, to, amount);
  }
}

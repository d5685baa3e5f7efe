package dev.parley.server.http;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Account;
import dev.parley.server.ledger.BookingOrder;
import dev.parley.server.ledger.Ledger;
import dev.parley.server.ledger.LedgerAudit;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Accounts: an agent reads its own, an operator reads all, books, and has the ledger audited.
final class LedgerEndpoints {
  private static final String OWN = "/v1/asp/ledger";
  private static final String OPERATOR = "/v1/operator/ledger";

  private final Ledger ledger;
  private final Supplier<LedgerAudit> audits;
  private final ReentrantLock oneAudit = new ReentrantLock();
  private final Bodies bodies;

  LedgerEndpoints(Ledger ledger, Supplier<LedgerAudit> audits, Bodies bodies) {
    this.ledger = ledger;
    this.audits = audits;
    this.bodies = bodies;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET", OWN, Access.AGENT, call -> statement(call, new Account.OfAgent(call.caller()))),
        new Route("GET", OPERATOR + "/accounts/{account}", Access.OPERATOR, this::account),
        new Route(
            "POST",
            OPERATOR + "/bookings",
            Access.OPERATOR,
            call -> bodies.json(call, body -> book(body.json()))),
        new Route("POST", OPERATOR + "/audit", Access.OPERATOR, _ -> audit()));
  }

  private Answer account(Call call) {
    return Account.ofOwner(call.part("account"))
        .map(account -> statement(call, account))
        .orElseGet(
            () ->
                Refusals.of(
                    ErrorCode.MALFORMED.because(
                        "the account has to be an agent URI, or org: and an organisation")));
  }

  private Answer statement(Call call, Account account) {
    Decoded<Answer> answer =
        call.limit()
            .then(
                limit ->
                    call.whole("cursor", Long.MAX_VALUE)
                        .then(
                            before ->
                                Decoded.valid(
                                    Answer.json(200, ledger.statement(account, before, limit)))));
    return switch (answer) {
      case Decoded.Valid<Answer>(Answer found) -> found;
      case Decoded.Refused<Answer>(Refusal refusal) -> Refusals.of(refusal);
    };
  }

  private Answer book(JsonObject json) {
    return switch (BookingOrder.read(json).then(ledger::book)) {
      case Decoded.Valid<JsonObject>(JsonObject booked) -> Answer.json(201, booked);
      case Decoded.Refused<JsonObject>(Refusal refusal) -> Refusals.of(refusal);
    };
  }

  /// One at a time: each reads the whole store.
  private Answer audit() {
    if (!oneAudit.tryLock()) {
      return Refusals.of(ErrorCode.UNAVAILABLE.because("an audit is under way"));
    }
    try {
      return Answer.json(200, audits.get().run().json());
    } finally {
      oneAudit.unlock();
    }
  }
}

package dev.parley.client;

import dev.parley.core.dispute.Decision;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Account;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Money;
import dev.parley.core.message.SessionId;
import java.util.Map;
import java.util.Optional;

/// Whoever runs a node, with the secret of its data directory: books money, reads accounts, has the
/// ledger audited. Thread-safe.
public final class Operator {
  private static final String LEDGER = "/v1/operator/ledger";
  private static final String ESCALATIONS = "/v1/operator/escalations";
  private static final String DEAD_LETTERS = "/v1/operator/webhooks/dead-letters";
  private static final String CONSOLE_LINKS = "/console/links";
  private static final String DISPUTES = "/v1/operator/disputes";

  private final NodeConnection node;
  private final Map<String, String> token;

  private Operator(NodeConnection node, String token) {
    this.node = node;
    this.token = Map.of("Authorization", "Bearer " + token);
  }

  /// The operator of a node.
  ///
  /// @param node the connection
  /// @param token the content of the file `operator-token` in the node's data directory
  /// @return an operator; nothing is sent yet
  public static Operator of(NodeConnection node, String token) {
    return new Operator(node, token.strip());
  }

  /// Books money that came in from outside.
  ///
  /// @param bookingId of the caller's choice; the same booking again changes nothing
  /// @param account an agent or an organisation
  /// @param money above 0
  /// @return the booking
  /// @throws RefusedException if the node declines
  public JsonObject fund(String bookingId, Account account, Money money) {
    return book(bookingId, "fund", account, money, JsonObject.EMPTY);
  }

  /// Books money that is paid out.
  ///
  /// @param bookingId of the caller's choice; the same booking again changes nothing
  /// @param account an agent or an organisation
  /// @param money above 0
  /// @return the booking
  /// @throws RefusedException if the node declines, `budget_exceeded` if the account has less
  public JsonObject payOut(String bookingId, Account account, Money money) {
    return book(bookingId, "payout", account, money, JsonObject.EMPTY);
  }

  /// Books money from one owner to another.
  ///
  /// @param bookingId of the caller's choice; the same booking again changes nothing
  /// @param from an agent or an organisation
  /// @param to another
  /// @param money above 0
  /// @return the booking
  /// @throws RefusedException if the node declines, `budget_exceeded` if the account has less
  public JsonObject transfer(String bookingId, Account from, Account to, Money money) {
    return book(bookingId, "transfer", from, money, JsonObject.EMPTY.with("to", to.text()));
  }

  /// Has a link made by which somebody signs in at the node's pages, once.
  ///
  /// @param name how the person is called in what it decides
  /// @param role `viewer`, `authority` or `operator`
  /// @param sees `organisation` or `agent` with its name; nothing for the whole node
  /// @return `{url, name, role, sees, validSeconds}`
  /// @throws RefusedException if the node declines
  public JsonObject consoleLink(String name, String role, Map<String, String> sees) {
    JsonObject order = JsonObject.EMPTY.with("name", name).with("role", role);
    for (Map.Entry<String, String> each : sees.entrySet()) {
      order = order.with(each.getKey(), each.getValue());
    }
    return asked(Call.send("POST", CONSOLE_LINKS, order));
  }

  private JsonObject book(
      String bookingId, String kind, Account account, Money money, JsonObject more) {
    JsonObject order =
        more.with("bookingId", bookingId)
            .with("kind", kind)
            .with("account", account.text())
            .with("amount", money.amount().toPlainString())
            .with("currency", money.currency());
    return asked(Call.send("POST", LEDGER + "/bookings", order));
  }

  /// What an account holds, and its newest lines.
  ///
  /// @param account an agent or an organisation
  /// @return `{account, balances, lines, nextCursor}`
  /// @throws RefusedException if the node declines
  public JsonObject statement(Account account) {
    return asked(Call.read(LEDGER + "/accounts/" + Paths.encoded(account.text())));
  }

  /// Has the ledger built again from all messages and bookings, and compared with the one that is
  /// kept.
  ///
  /// @return `{agrees, sessions, bookings, transfers, holds, findings}`
  /// @throws RefusedException if the node declines
  public JsonObject audit() {
    return asked(Call.send("POST", LEDGER + "/audit", JsonObject.EMPTY));
  }

  /// The disputes that are not final.
  ///
  /// @param stage at which stage, such as `PERSON`; nothing for any
  /// @return `{disputes, nextCursor}`
  /// @throws RefusedException if the node declines
  public JsonObject disputes(Optional<String> stage) {
    return asked(Call.read(DISPUTES + stage.map(s -> "?stage=" + Paths.encoded(s)).orElse("")));
  }

  /// Any dispute with its records.
  ///
  /// @param disputeId which
  /// @return the dispute
  /// @throws RefusedException if there is none
  public JsonObject dispute(String disputeId) {
    return asked(Call.read(DISPUTES + "/" + Paths.encoded(disputeId)));
  }

  /// Rules as a person, in the name of the node. The loser cannot appeal.
  ///
  /// @param disputeId a dispute that waits for a person
  /// @param decision what is decided
  /// @param grounds for people, if any
  /// @return the record with its place
  /// @throws RefusedException if the node declines
  public JsonObject rule(String disputeId, Decision decision, Optional<String> grounds) {
    JsonObject.Builder order =
        JsonObject.builder()
            .put("upheld", decision.upheld())
            .put("severity", decision.severity())
            .put("valueShare", decision.valueShare().toPlainString());
    grounds.ifPresent(words -> order.put("grounds", words));
    return asked(
        Call.send("POST", DISPUTES + "/" + Paths.encoded(disputeId) + "/ruling", order.build()));
  }

  /// What waits for the operators of the node, the most urgent first.
  ///
  /// @return `{escalations}`
  /// @throws RefusedException if the node declines
  public JsonObject escalations() {
    return asked(Call.read(ESCALATIONS));
  }

  /// An escalation with all that is needed to decide.
  ///
  /// @param session the session
  /// @param escalationId which
  /// @return the escalation, with the planned body if it was shown
  /// @throws RefusedException if there is none
  public JsonObject escalation(SessionId session, String escalationId) {
    return asked(Call.read(escalationPath(session, escalationId)));
  }

  /// Decides an escalation that names nobody; the steward says it in the session.
  ///
  /// @param session the session
  /// @param escalationId which
  /// @param decision what happens to the session
  /// @param approval what happens to the thing asked about
  /// @param bodyHash the hash of exactly the body that was shown; required to approve a planned
  ///   message
  /// @param reason for people; becomes part of the session
  /// @return the steward's message with its place
  /// @throws RefusedException if the node declines it: `timeout` if it is too late
  public JsonObject decide(
      SessionId session,
      String escalationId,
      Inform.Decision decision,
      Inform.Approval approval,
      Optional<Hash> bodyHash,
      Optional<String> reason) {
    JsonObject.Builder order =
        JsonObject.builder()
            .put("decision", decision.wire())
            .put("approve", approval == Inform.Approval.APPROVED);
    bodyHash.ifPresent(hash -> order.put("bodyHash", hash.text()));
    reason.ifPresent(words -> order.put("reason", words));
    return asked(
        Call.send("POST", escalationPath(session, escalationId) + "/decision", order.build()));
  }

  private static String escalationPath(SessionId session, String escalationId) {
    return ESCALATIONS + "/" + session + "/" + Paths.encoded(escalationId);
  }

  /// What the node could not tell by its webhooks, the oldest first.
  ///
  /// @return `{deadLetters}`
  /// @throws RefusedException if the node declines
  public JsonObject deadLetters() {
    return asked(Call.read(DEAD_LETTERS));
  }

  /// Has an event that was given up tried anew.
  ///
  /// @param eventId which
  /// @return `{eventId}`
  /// @throws RefusedException if it was not given up
  public JsonObject replayWebhook(String eventId) {
    return asked(
        Call.send(
            "POST", DEAD_LETTERS + "/" + Paths.encoded(eventId) + "/replay", JsonObject.EMPTY));
  }

  private JsonObject asked(Call call) {
    return node.calls().exchange(call.with(token), Credentials.none()).orThrow();
  }
}

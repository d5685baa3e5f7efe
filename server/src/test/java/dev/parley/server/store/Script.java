package dev.parley.server.store;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.ledger.Account;
import dev.parley.core.ledger.Amount;
import dev.parley.core.ledger.HoldId;
import dev.parley.core.ledger.Order;
import dev.parley.core.message.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A session played for the store: each call of [#next] gives the append that follows the one
/// before. The texts are no envelopes, but they hash and link as envelopes do: `previousHash LF
/// filler`.
final class Script {
  static final String ALPHA = "agent://acme.example/procurement/alpha";
  static final String BETA = "agent://cloudprime.example/gpu/beta";
  static final Instant START = Instant.parse("2026-01-01T00:00:00.000Z");

  final UUID session;
  private final long epoch;
  private final String filler;
  private long position;
  private Hash head = Hash.ZERO;

  Script(UUID session, long epoch, int size) {
    this.session = session;
    this.epoch = epoch;
    this.filler = "x".repeat(Math.max(0, size - 72));
  }

  /// Goes on with a session where the store has it.
  static Script resume(NodeStore store, long number) {
    Script script = Script.of(store, number);
    store
        .session(script.session)
        .ifPresent(
            stored -> {
              script.position = stored.length();
              script.head = stored.head();
            });
    return script;
  }

  static Script of(NodeStore store, long number) {
    return new Script(id(number), store.epoch(), 200);
  }

  /// A UUID v7 whose time and tail are told by the number.
  static UUID id(long number) {
    long time = START.toEpochMilli() + number / 1_000;
    return new UUID(time << 16 | 0x7000 | number % 1_000, 0x8000_0000_0000_0000L | number);
  }

  static UUID messageId(UUID session, long position) {
    return new UUID(
        session.getMostSignificantBits() + (position << 16),
        session.getLeastSignificantBits() ^ position << 40);
  }

  static Instant acceptedAt(long position) {
    return START.plusMillis(position * 7);
  }

  /// The append that comes next, and goes on from there.
  Append next() {
    return next(row(null, SessionRow.Lifecycle.OPEN, ALPHA, BETA));
  }

  Append next(SessionRow after) {
    Append append = peek(after);
    position++;
    head = append.message().hash();
    return append;
  }

  /// The append that comes next, without going on.
  Append peek(SessionRow after) {
    Content canonical =
        Content.of(
            (head.text() + "\n" + position + filler + session).getBytes(StandardCharsets.US_ASCII));
    String sender = position % 2 == 0 ? ALPHA : BETA;
    StoredMessage message =
        new StoredMessage(
            position,
            messageId(session, position),
            sender,
            Hash.of(canonical.bytes()),
            acceptedAt(position),
            canonical,
            Content.EMPTY);
    return new Append(
        session,
        epoch,
        head,
        message,
        after,
        List.of(),
        List.of(),
        orders(session, position),
        List.of(),
        List.of(),
        Optional.empty());
  }

  /// What a message asks of the ledger: each four of them fund, reserve, bind and pay out in two
  /// parts.
  static List<Order> orders(UUID session, long position) {
    HoldId hold = new HoldId(new SessionId(session), "deal-" + position / 4);
    AgentUri alpha = new AgentUri(ALPHA);
    AgentUri beta = new AgentUri(BETA);
    return switch ((int) (position % 4)) {
      case 0 ->
          List.of(
              new Order.Pay(new Account.World(), new Account.OfAgent(alpha), usd(5)),
              new Order.Reserve(hold, alpha, usd(5)));
      case 1 -> List.of(new Order.Bind(hold));
      case 2 -> List.of(new Order.Post(hold, 0, beta, usd(3), usd(1)));
      default -> List.of(new Order.Post(hold, 1, beta, usd(1), usd(0)));
    };
  }

  static Amount usd(long units) {
    return new Amount(units, "USD");
  }

  SessionRow row(@Nullable Instant due, SessionRow.Lifecycle lifecycle, String... participants) {
    return new SessionRow(
        "CONVERSING", "CONVERSE", lifecycle, participants[0], List.of(participants), due);
  }

  long position() {
    return position;
  }

  Hash head() {
    return head;
  }

  /// What a scrub computes for these texts.
  static Optional<EnvelopeLinks.Links> links(Content canonical) {
    String text = canonical.utf8();
    int end = text.indexOf('\n');
    return end < 0
        ? Optional.empty()
        : Optional.of(
            new EnvelopeLinks.Links(Hash.of(canonical.bytes()), new Hash(text.substring(0, end))));
  }
}

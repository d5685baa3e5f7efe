package dev.parley.bench.load;

import dev.parley.core.chain.Draft;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The place in a session where the next message goes, as seen by somebody who speaks for both
/// sides: head, position and each side's next number. Not thread-safe.
public final class Talk {
  private static final String SESSIONS = "/v1/asp/sessions";

  private final SessionId id = new SessionId(FreshIds.next(Instant.now()));
  private final Map<Side, Long> numbers = new EnumMap<>(Side.class);
  private Hash head = Hash.ZERO;
  private long position;

  /// Who speaks.
  public enum Side {
    /// Who invites, and buys.
    ALPHA,
    /// Who is invited, and sells.
    BETA;

    /// The other one.
    ///
    /// @return never this one
    public Side other() {
      return this == ALPHA ? BETA : ALPHA;
    }
  }

  /// What is said.
  ///
  /// @param side by whom
  /// @param performative what kind of message
  /// @param body what it says
  public record Words(Side side, Performative performative, JsonObject body) {}

  /// A session in which nothing was said yet.
  public Talk() {}

  /// The session.
  ///
  /// @return its id
  public SessionId id() {
    return id;
  }

  /// How much was said and accepted.
  ///
  /// @return the position of the next message
  public long position() {
    return position;
  }

  /// The sequence number of a side's next message.
  ///
  /// @param side whose
  /// @return 0 before its first
  public long next(Side side) {
    return numbers.getOrDefault(side, 0L);
  }

  /// The hash of the last accepted message.
  ///
  /// @return zeros before the first
  public Hash head() {
    return head;
  }

  /// A path of the session.
  ///
  /// @param below what follows the session's own path
  /// @return the path
  public String path(String below) {
    return SESSIONS + "/" + id + below;
  }

  /// Signs a message for this place.
  ///
  /// @param voice whose keys
  /// @param score the score that the node gave it
  /// @param words what it says
  /// @return the whole envelope
  public JsonObject sign(Voice voice, double score, Words words) {
    Instant now = Instant.now();
    return voice.sign(
        new Draft(
            Envelope.VERSION,
            new MessageId(FreshIds.next(now)),
            id,
            next(words.side()),
            now,
            voice.uri(),
            voice.orgId(),
            score,
            Optional.empty(),
            words.performative(),
            words.body(),
            JsonObject.EMPTY,
            head));
  }

  /// Where a message of this place is posted to.
  ///
  /// @return the path
  public String target() {
    return position == 0 ? SESSIONS : path("/messages");
  }

  /// Goes on after a message was accepted.
  ///
  /// @param side who said it
  /// @param envelope the message
  public void accepted(Side side, JsonObject envelope) {
    accepted(side, hash(envelope));
  }

  /// Goes on after somebody else's message was accepted.
  ///
  /// @param side who said it
  /// @param hash the message's hash
  public void accepted(Side side, Hash hash) {
    head = hash;
    numbers.merge(side, 1L, Long::sum);
    position++;
  }

  /// The hash that a message carries.
  ///
  /// @param envelope a signed message
  /// @return its hash
  public static Hash hash(JsonObject envelope) {
    return envelope
        .object("integrity")
        .flatMap(i -> i.string("hash"))
        .flatMap(Hash::parse)
        .orElseThrow();
  }
}

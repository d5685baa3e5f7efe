package dev.parley.client;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Format;
import dev.parley.core.message.Inform;
import dev.parley.core.message.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one session needs of the node: its messages, its stream, its cards. Thread-safe.
final class SessionWire {
  private static final int PAGE = 50;

  private final HttpCalls calls;
  private final Credentials by;
  private final CardBook book;
  private final SessionId session;
  private volatile @Nullable SessionSocket socket;

  SessionWire(HttpCalls calls, Credentials by, CardBook book, SessionId session) {
    this.calls = calls;
    this.by = by;
    this.book = book;
    this.session = session;
  }

  /// Sends a signed message; the first of a session opens it. What a connection does not answer is
  /// sent again by a request: the node answers the same message in the same way.
  Answer post(long position, JsonObject envelope, Format format) {
    SessionSocket open = socket;
    if (position > 0 && open != null) {
      Optional<Answer> answer = open.post(envelope);
      if (answer.isPresent() && !answer.get().later()) {
        return answer.get();
      }
    }
    String path = position == 0 ? Paths.SESSIONS : Paths.messages(session);
    return calls.exchange(Call.envelope(path, envelope, format), by);
  }

  /// Sends a signed rating.
  JsonObject rate(JsonObject rating) {
    return calls.exchange(Call.send("POST", Paths.ratings(session), rating), by).orThrow();
  }

  /// Hands in what a sealed bid hides.
  JsonObject reveal(JsonObject reveal) {
    return calls.exchange(Call.send("POST", Paths.reveals(session), reveal), by).orThrow();
  }

  /// Shows whoever decides what is planned.
  void show(String escalationId, JsonObject body) {
    calls
        .exchange(
            Call.send(
                "POST",
                Paths.escalation(session, escalationId) + "/shown",
                JsonObject.EMPTY.with("body", body)),
            by)
        .orThrow();
  }

  /// What this agent may see of the session's ratings.
  JsonObject ratings() {
    return calls.exchange(Call.read(Paths.ratings(session)), by).orThrow();
  }

  /// Some of the messages from a position on.
  List<Received> page(long from, Format format) {
    String since = from == 0 ? "" : "&since_sequence=" + (from - 1);
    Call call = Call.read(Paths.messages(session) + "?limit=" + PAGE + since, format);
    List<Received> out = new ArrayList<>();
    for (JsonValue each :
        calls.exchange(call, by).orThrow().array("messages").orElse(JsonArray.EMPTY)) {
      out.add(Received.decode(each instanceof JsonObject json ? json : JsonObject.EMPTY));
    }
    return out;
  }

  /// The stream of what comes from a position on.
  Events events(long from, Format format) {
    Optional<String> after = from == 0 ? Optional.empty() : Optional.of(Long.toString(from - 1));
    return switch (calls.settings().talking()) {
      case BY_REQUESTS -> Events.of(calls, by, Paths.events(session), after);
      case BY_SOCKET -> {
        SessionSocket opened = new SessionSocket(calls, by, Paths.socket(session), after, format);
        socket = opened;
        yield opened;
      }
    };
  }

  /// Fetches the card that a message names, if it names one that is not known yet.
  void named(Received message) {
    if (message.message() instanceof Inform inform
        && inform.content() instanceof Inform.Content.Identity(Hash hash, _)
        && book.byHash(hash).isEmpty()) {
      book.enter(earlier(hash), this::earlier);
    }
  }

  /// The present card of an agent, its chain checked.
  void current(AgentUri agent) {
    JsonObject json = calls.exchange(Call.read(Paths.card(agent)), Credentials.none()).orThrow();
    AgentCard card = card(json);
    if (!card.agentId().equals(agent)) {
      throw wrong("a card of " + agent, "a card of " + card.agentId());
    }
    book.enter(card, this::earlier);
  }

  private AgentCard earlier(Hash hash) {
    Call call = Call.read(Paths.card(session, hash));
    AgentCard card = card(calls.exchange(call, by).orThrow());
    if (!card.hash().equals(hash)) {
      throw wrong("the card " + hash, "the card " + card.hash());
    }
    return card;
  }

  private static AgentCard card(JsonObject json) {
    return switch (AgentCard.decode(json)) {
      case Decoded.Valid<AgentCard>(AgentCard card) -> card;
      case Decoded.Refused<AgentCard>(Refusal refusal) ->
          throw wrong("a card", refusal.code().wire() + ": " + refusal.message());
    };
  }

  private static NodeMisbehavedException wrong(String expected, String found) {
    return new Discrepancy(Discrepancy.Kind.CARD, -1, expected, found).exception();
  }
}

package dev.parley.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.core.card.AgentCard;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.SessionState;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A node on a real socket, small enough to be told what to do wrong: it can ask for nonces, break
/// connections, be busy, end streams, and lie about what it delivers.
final class ScriptedNode implements AutoCloseable {
  static final String DOMAIN = "node.test";
  static final AgentUri STEWARD = AgentUri.steward(DOMAIN);
  private static final Pattern SESSION =
      Pattern.compile("/v1/asp/sessions/([0-9a-f-]{36})(?:/(messages|events|cards/.*))?");
  private static final Pattern AGENT = Pattern.compile("/v1/asp/agents/([^/]+)(?:/(card|inbox))?");

  /// Something that happens to the next request instead of, or after, its answer.
  enum Fault {
    /// Nothing.
    NONE,
    /// The connection breaks before anything is done.
    BREAK_BEFORE,
    /// It is done, but the answer is lost.
    BREAK_AFTER,
    /// The node has no capacity now.
    BUSY
  }

  final ScriptedAccess access = new ScriptedAccess();
  final Map<SessionId, ScriptedSession> sessions = new ConcurrentHashMap<>();
  final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  final AtomicInteger streams = new AtomicInteger();
  final AtomicInteger posts = new AtomicInteger();
  final Map<AgentUri, List<AgentCard>> agents = new ConcurrentHashMap<>();
  final AgentKeys stewardKeys = AgentKeys.generate(new SecureRandom());

  /// What the node makes of a delivered message; the truth unless a test says otherwise.
  volatile UnaryOperator<JsonObject> lie = UnaryOperator.identity();

  /// The same for the answer to whoever sent the message.
  volatile UnaryOperator<JsonObject> answerLie = UnaryOperator.identity();

  /// What the node answers to a message instead of its verdict, if anything.
  volatile Optional<Refusal> verdict = Optional.empty();

  private final Map<AgentUri, List<JsonObject>> inboxes = new ConcurrentHashMap<>();
  private final Map<Hash, AgentCard> cards = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AgentCard stewardCard;
  private final AtomicInteger streamAge = new AtomicInteger();
  private volatile boolean closed;

  ScriptedNode() throws IOException {
    JsonObject fields =
        CardDraft.named("Steward")
            .fields()
            .with("agentId", STEWARD.text())
            .with("orgId", "org_node")
            .with("signingPublicKey", stewardKeys.signer().publicKey().jwk())
            .with("dpopPublicKey", stewardKeys.proofSigner().publicKey().jwk())
            .with("cardVersion", 1);
    stewardCard = AgentCard.sign(fields, stewardKeys.signer()).orThrow();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Ends every open stream, as a node does that is stopped.
  void endStreams() {
    streamAge.incrementAndGet();
  }

  Optional<AgentCard> current(AgentUri agent) {
    return Optional.ofNullable(agents.get(agent)).map(List::getLast);
  }

  ScriptedSession session(SessionId id) {
    return Objects.requireNonNull(sessions.get(id));
  }

  private AgentCard known(Hash hash) {
    return byHash(hash).orElseThrow();
  }

  /// The steward says something, legal or not; the fold of the node judges it.
  ScriptedSession.Outcome steward(SessionId id, JsonObject body) {
    ScriptedSession session = session(id);
    return session.append(
        session.next(id, STEWARD, "org_node", stewardKeys, Performative.INFORM, body));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Fault fault = faults.poll();
      if (fault == Fault.BREAK_BEFORE) {
        return;
      }
      if (fault == Fault.BUSY) {
        exchange.getResponseHeaders().add("Retry-After", "0");
        refuse(exchange, ErrorCode.UNAVAILABLE.because("busy"));
        return;
      }
      route(exchange, body, fault == Fault.BREAK_AFTER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void route(HttpExchange exchange, byte[] body, boolean lost)
      throws IOException, InterruptedException {
    String path = exchange.getRequestURI().getRawPath();
    Matcher agent = AGENT.matcher(path);
    if (path.equals("/.well-known/asp.json")) {
      answer(
          exchange,
          200,
          JsonObject.EMPTY
              .with("domain", DOMAIN)
              .with("clock", "real")
              .with("steward", stewardCard.json()));
    } else if (path.equals("/oauth/token")) {
      token(exchange, body);
    } else if (agent.matches() && !"inbox".equals(agent.group(2))) {
      card(exchange, agentOf(agent), body, lost);
    } else if (access.caller(exchange, origin())
        instanceof ScriptedAccess.Checked.Bad(int status, String error, _)) {
      exchange.getResponseHeaders().add("DPoP-Nonce", access.nonce());
      exchange.getResponseHeaders().add("WWW-Authenticate", "DPoP error=\"" + error + "\"");
      answer(exchange, status, ErrorCode.UNAUTHORIZED.because(error).json());
    } else if (agent.matches()) {
      inbox(exchange, agentOf(agent));
    } else if (path.equals("/v1/asp/discover")) {
      List<JsonObject> found = new ArrayList<>();
      agents.keySet().stream().sorted().forEach(a -> found.add(shown(a)));
      answer(exchange, 200, JsonObject.EMPTY.with("agents", JsonArray.of(found)));
    } else {
      session(exchange, path, body, lost);
    }
  }

  private String origin() {
    return address().toString();
  }

  private static AgentUri agentOf(Matcher path) {
    return AgentUri.parse(URLDecoder.decode(path.group(1), StandardCharsets.UTF_8)).orElseThrow();
  }

  private void token(HttpExchange exchange, byte[] body) throws IOException {
    Map.Entry<ScriptedAccess.Checked, String> token =
        access.token(exchange, origin(), body, this::current);
    exchange.getResponseHeaders().add("DPoP-Nonce", access.nonce());
    switch (token.getKey()) {
      case ScriptedAccess.Checked.Good _ -> write(exchange, 200, token.getValue());
      case ScriptedAccess.Checked.Bad(int status, String error, _) ->
          answer(exchange, status, JsonObject.EMPTY.with("error", error));
    }
  }

  private void card(HttpExchange exchange, AgentUri agent, byte[] body, boolean lost)
      throws IOException {
    if (exchange.getRequestMethod().equals("PUT")) {
      AgentCard card = AgentCard.decode(json(body)).orThrow();
      CardBook check = new CardBook(CryptoProviders.verifying().verifier());
      agents.getOrDefault(agent, List.of()).forEach(c -> check.enter(c, _ -> c));
      check.enter(card, this::known);
      if (!current(agent).equals(Optional.of(card))) {
        agents.computeIfAbsent(agent, _ -> new CopyOnWriteArrayList<>()).add(card);
        cards.put(card.hash(), card);
      }
      if (!lost) {
        answer(exchange, 201, shown(agent));
      }
    } else if (agents.containsKey(agent)) {
      answer(exchange, 200, shown(agent));
    } else {
      refuse(exchange, ErrorCode.AGENT_NOT_FOUND.because("no such agent"));
    }
  }

  private JsonObject shown(AgentUri agent) {
    return current(agent)
        .orElseThrow()
        .json()
        .with("trustScore", new JsonNumber(ScriptedSession.SCORE));
  }

  private void session(HttpExchange exchange, String path, byte[] body, boolean lost)
      throws IOException, InterruptedException {
    boolean opening = path.equals("/v1/asp/sessions");
    Matcher matcher = SESSION.matcher(path);
    if (!opening && !matcher.matches()) {
      refuse(exchange, ErrorCode.SESSION_NOT_FOUND.because("no such path"));
      return;
    }
    if (exchange.getRequestMethod().equals("POST")) {
      post(exchange, json(body), lost);
      return;
    }
    ScriptedSession session = sessions.get(SessionId.parse(matcher.group(1)).orElseThrow());
    if (session == null) {
      refuse(exchange, ErrorCode.SESSION_NOT_FOUND.because("no such session"));
      return;
    }
    String what = matcher.group(2);
    if (what.equals("messages")) {
      Matcher since =
          Pattern.compile("since_sequence=([0-9]+)").matcher("" + exchange.getRequestURI());
      List<JsonObject> page =
          session.from(since.find() ? Long.parseLong(since.group(1)) + 1 : 0).stream()
              .limit(3)
              .map(lie)
              .toList();
      answer(exchange, 200, JsonObject.EMPTY.with("messages", JsonArray.of(page)));
    } else if (what.equals("events")) {
      stream(exchange, after -> session.await(after, 20), "message");
    } else {
      String hash = URLDecoder.decode(what.substring("cards/".length()), StandardCharsets.UTF_8);
      answer(exchange, 200, known(Hash.parse(hash).orElseThrow()).json());
    }
  }

  private void post(HttpExchange exchange, JsonObject envelope, boolean lost) throws IOException {
    posts.incrementAndGet();
    SessionId id = envelope.string("sessionId").flatMap(SessionId::parse).orElseThrow();
    if (verdict.isPresent()) {
      refuse(exchange, verdict.get());
      return;
    }
    ScriptedSession session =
        sessions.computeIfAbsent(id, _ -> new ScriptedSession(this::current, this::byHash));
    switch (session.append(envelope)) {
      case ScriptedSession.Outcome.Refused(Refusal refusal) -> refuse(exchange, refusal);
      case ScriptedSession.Outcome.Accepted(JsonObject delivered, SessionState after) -> {
        if (delivered.integer("position").orElseThrow() == 0) {
          after.said().orElseThrow().opening().terms().invitees().stream()
              .map(i -> inboxes.computeIfAbsent(i.agentId(), _ -> new CopyOnWriteArrayList<>()))
              .forEach(inbox -> inbox.add(delivered.with("sessionId", id.toString())));
        }
        if (!lost) {
          answer(exchange, 201, answerLie.apply(delivered));
        }
      }
    }
  }

  private Optional<AgentCard> byHash(Hash hash) {
    return Optional.ofNullable(cards.get(hash));
  }

  private void inbox(HttpExchange exchange, AgentUri agent)
      throws IOException, InterruptedException {
    stream(
        exchange,
        after -> {
          List<JsonObject> all = inboxes.getOrDefault(agent, List.of());
          if (all.size() <= after) {
            Thread.sleep(20);
          }
          return all.size() <= after ? List.of() : all.subList((int) after, all.size());
        },
        "invitation");
  }

  private interface Log {
    List<JsonObject> from(long position) throws InterruptedException;
  }

  private void stream(HttpExchange exchange, Log log, String type)
      throws IOException, InterruptedException {
    streams.incrementAndGet();
    int age = streamAge.get();
    String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    long next = last == null ? 0 : Long.parseLong(last) + 1;
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.write(": here\n\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
    while (!closed && age == streamAge.get()) {
      StringBuilder events = new StringBuilder();
      for (JsonObject each : log.from(next)) {
        events.append("id: ").append(next++).append("\nevent: ").append(type);
        events.append("\ndata: ").append(lie.apply(each)).append("\n\n");
      }
      if (events.isEmpty()) {
        continue;
      }
      out.write(events.toString().getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  private static JsonObject json(byte[] body) {
    return StrictJson.read(body, JsonLimits.MESSAGE) instanceof Parsed.Value(JsonObject json, _)
        ? json
        : JsonObject.EMPTY;
  }

  private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
    answer(exchange, refusal.code().httpStatus(), refusal.json());
  }

  private static void answer(HttpExchange exchange, int status, JsonObject json)
      throws IOException {
    write(exchange, status, json.toString());
  }

  private static void write(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed = true;
    server.stop(0);
    threads.shutdownNow();
  }
}

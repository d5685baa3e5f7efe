package dev.parley.a2a.serve;

import dev.parley.a2a.serve.Operations.Context;
import dev.parley.a2a.task.TaskDesk;
import dev.parley.a2a.wire.A2aError;
import dev.parley.a2a.wire.Fault;
import dev.parley.a2a.wire.Headers;
import dev.parley.core.a2a.A2aInterfaces.Session;
import dev.parley.core.a2a.SessionExtension;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// An A2A 1.0 endpoint: the agent's card at its well-known path, JSON-RPC at `/`, HTTP+JSON at the
/// paths of that binding. Thread-safe.
public final class A2aServer implements AutoCloseable {
  /// Where the card is.
  public static final String CARD = "/.well-known/agent-card.json";

  private static final String CACHING = "public, max-age=60";
  private static final int DEPTH = 64;
  private static final int MEMBERS = 1_000;

  private final HttpFace http;
  private final TaskDesk desk;
  private final Callers callers;
  private final JsonRpcFace rpc;
  private final RestFace rest;
  private final Published card;

  @SuppressWarnings("ArrayRecordComponent") // Only handed through.
  private record Published(byte[] body, String tag, String since) {}

  /// Where and how to serve.
  ///
  /// @param host the address to listen on
  /// @param port the port, 0 for any that is free
  /// @param session whether a task has to name a session
  /// @param callers tells callers apart
  /// @param limits what to bear
  public record Setting(
      String host, int port, Session session, Callers callers, ServerLimits limits) {
    /// For one caller on the same machine, on any port.
    ///
    /// @return the setting
    public static Setting local() {
      return new Setting("127.0.0.1", 0, Session.OPTIONAL, Callers.ONE, ServerLimits.USUAL);
    }

    /// The same where a task has to name a session, or may.
    ///
    /// @param rule which
    /// @return a new setting
    public Setting with(Session rule) {
      return new Setting(host, port, rule, callers, limits);
    }

    /// The same for callers that are told apart.
    ///
    /// @param known tells them apart
    /// @return a new setting
    public Setting with(Callers known) {
      return new Setting(host, port, session, known, limits);
    }

    /// The same with other limits.
    ///
    /// @param others what to bear
    /// @return a new setting
    public Setting with(ServerLimits others) {
      return new Setting(host, port, session, callers, others);
    }
  }

  private A2aServer(Setting setting, TaskDesk desk, Function<URI, JsonObject> card, Instant since) {
    JsonLimits limits = new JsonLimits(setting.limits().bodyBytes(), DEPTH, MEMBERS);
    Operations operations = new Operations(desk, setting.session());
    this.desk = desk;
    this.callers = setting.callers();
    this.rpc = new JsonRpcFace(operations, limits);
    this.rest = new RestFace(operations, limits);
    this.http = HttpFace.start(setting, this::answer);
    byte[] body = CanonicalJson.bytes(made(card));
    String tag = '"' + Hash.of(body).text().substring("sha256:".length()) + '"';
    this.card =
        new Published(
            body,
            tag,
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                since.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC)));
    http.open();
  }

  private JsonObject made(Function<URI, JsonObject> card) {
    boolean made = false;
    try {
      JsonObject json = card.apply(address());
      made = true;
      return json;
    } finally {
      if (!made) {
        http.close();
      }
    }
  }

  /// Starts to serve.
  ///
  /// @param setting where and how
  /// @param desk the tasks; closed with the server
  /// @param card makes the signed A2A card, given the address of this server
  /// @param now what time it is, for `Last-Modified` of the card
  /// @return the server, running
  public static A2aServer start(
      Setting setting, TaskDesk desk, Function<URI, JsonObject> card, Instant now) {
    return new A2aServer(setting, desk, card, now);
  }

  /// The port.
  ///
  /// @return the one that it listens on
  public int port() {
    return http.port();
  }

  /// The address of JSON-RPC, and the base of HTTP+JSON.
  ///
  /// @return without a slash at the end
  public URI address() {
    return http.address();
  }

  private Outbound answer(Inbound request) throws InterruptedException {
    if (request.path().equals(CARD) && request.method().equals("GET")) {
      return card(request);
    }
    boolean rpcs = request.path().equals("/") || request.path().isEmpty();
    if (!rpcs && !RestFace.takes(request.path())) {
      return RestFace.refused(Fault.of(A2aError.METHOD_NOT_FOUND, "there is nothing at this path"));
    }
    if (rpcs && !request.method().equals("POST")) {
      return RestFace.refused(Fault.of(A2aError.METHOD_NOT_FOUND, "JSON-RPC is POST"));
    }
    Optional<Fault> objection =
        Headers.objection(request.header(Headers.VERSION), request.parameter(Headers.VERSION));
    Optional<String> caller = callers.caller(request.headers());
    if (objection.isEmpty() && caller.isEmpty()) {
      objection =
          Optional.of(Fault.of(A2aError.UNAUTHENTICATED, "show who you are, as the card says how"));
    }
    if (objection.isPresent()) {
      return rpcs ? rpc.refused(request, objection.get()) : RestFace.refused(objection.get());
    }
    List<String> wanted = new ArrayList<>(request.header(Headers.EXTENSIONS));
    wanted.addAll(request.header(Headers.EXTENSIONS_OF_OLD));
    Set<String> extensions = Headers.extensions(wanted);
    Context context = new Context(caller.orElseThrow(), extensions);
    Outbound answer = rpcs ? rpc.answer(request, context) : rest.answer(request, context);
    return context.active() ? answer.with(Headers.EXTENSIONS, SessionExtension.URI) : answer;
  }

  private Outbound card(Inbound request) {
    boolean known = request.header("If-None-Match").contains(card.tag());
    Outbound answer =
        new Outbound.Whole(
            known ? 304 : 200,
            known ? new byte[0] : card.body(),
            List.of(new Outbound.Field("Content-Type", "application/json")));
    return answer
        .with("ETag", card.tag())
        .with("Cache-Control", CACHING)
        .with("Last-Modified", card.since());
  }

  /// Ends the tasks and takes no more requests.
  @Override
  public void close() {
    desk.close();
    http.close();
  }
}

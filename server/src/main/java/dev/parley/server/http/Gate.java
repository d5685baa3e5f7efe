package dev.parley.server.http;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.server.auth.AuthRefusal;
import dev.parley.server.auth.Authenticator;
import dev.parley.server.auth.OperatorToken;
import dev.parley.server.auth.RateLimits;
import dev.parley.server.auth.ServerNonces;
import dev.parley.server.http.Answer.Field;
import dev.parley.server.store.StoreFailure;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Takes every request: finds its route, finds out who makes it, counts it, has it answered. What
/// goes wrong inside is logged under the request's id, which the answer carries in `Request-Id`,
/// and shows nothing else outside. Thread-safe.
final class Gate {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private static final Field NOT_KEPT = new Field("Cache-Control", "no-store");
  private static final Field AS_IT_SAYS = new Field("X-Content-Type-Options", "nosniff");

  private final Router router;
  private final Authenticator authenticator;
  private final OperatorToken operator;
  private final ServerNonces nonces;
  private final RateLimits rates;
  private final Semaphore permits;
  private final Pages pages;

  Gate(
      Router router,
      Authenticator authenticator,
      OperatorToken operator,
      ServerNonces nonces,
      RateLimits rates,
      Semaphore permits,
      Pages pages) {
    this.router = router;
    this.authenticator = authenticator;
    this.operator = operator;
    this.nonces = nonces;
    this.rates = rates;
    this.permits = permits;
    this.pages = pages;
  }

  Answer answer(Request request) {
    String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    MDC.put("request", id);
    try {
      return keptAsItSays(pages.forPeople(request, within(request))).with("Request-Id", id);
    } finally {
      MDC.remove("request");
    }
  }

  /// Nothing is kept on the way, unless it says how long it may.
  private static Answer keptAsItSays(Answer answer) {
    boolean says = answer.fields().stream().anyMatch(f -> f.name().equals(NOT_KEPT.name()));
    return answer.with(says ? List.of(AS_IT_SAYS) : List.of(NOT_KEPT, AS_IT_SAYS));
  }

  private Answer within(Request request) {
    if (!permits.tryAcquire()) {
      return Refusals.of(ErrorCode.UNAVAILABLE.because("too many requests at once"));
    }
    try {
      return routed(request);
    } catch (StoreFailure e) {
      LOG.error("the store failed a read of {} {}", request.method(), request.rawPath(), e);
      return Refusals.of(ErrorCode.UNAVAILABLE.because("the store does not read"));
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", request.method(), request.rawPath(), e);
      return Refusals.of(RequestFault.INTERNAL_ERROR, "something went wrong here; it was logged");
    } finally {
      permits.release();
    }
  }

  private Answer routed(Request request) {
    if (ambiguousLength(request)) {
      return Refusals.of(ErrorCode.MALFORMED.because("the length of the body is ambiguous"));
    }
    return switch (router.find(request.method(), request.rawPath())) {
      case Router.Found.Nothing() ->
          counted(request)
              .orElseGet(() -> Refusals.of(RequestFault.UNKNOWN_PATH, "there is no such path"));
      case Router.Found.OtherMethods(List<String> methods) ->
          counted(request)
              .orElseGet(
                  () ->
                      Refusals.of(RequestFault.METHOD_NOT_ALLOWED, "this path takes other methods")
                          .with("Allow", String.join(", ", methods)));
      case Router.Found.Match(Route route, Map<String, String> parts) ->
          switch (route.access()) {
            case OPEN ->
                counted(request).orElseGet(() -> called(route, parts, request, Optional.empty()));
            case OPEN_OR_AGENT ->
                request.header("Authorization").isEmpty()
                    ? counted(request)
                        .orElseGet(() -> called(route, parts, request, Optional.empty()))
                    : authenticated(route, parts, request);
            case AGENT -> authenticated(route, parts, request);
            case OPERATOR ->
                counted(request)
                    .orElseGet(
                        () ->
                            operator.isShown(request.header("Authorization"))
                                ? called(route, parts, request, Optional.empty())
                                : Refusals.notTheOperator());
          };
    };
  }

  /// Two ways to read where a body ends are how requests are smuggled past a proxy.
  private static boolean ambiguousLength(Request request) {
    List<String> encodings = request.header("Transfer-Encoding");
    List<String> lengths = request.header("Content-Length");
    return lengths.size() > 1
        || !lengths.stream().allMatch(Paging::isPosition)
        || (!encodings.isEmpty() && (!lengths.isEmpty() || !encodings.equals(List.of("chunked"))));
  }

  private Answer authenticated(Route route, Map<String, String> parts, Request request) {
    Optional<Duration> delay = rates.delay(request.remote());
    if (delay.isPresent()) {
      return limited(delay.get());
    }
    Authenticator.Credentials shown =
        new Authenticator.Credentials(
            request.header("Authorization"),
            request.header("DPoP"),
            request.method(),
            request.rawPath());
    Answer answer =
        switch (authenticator.judge(shown)) {
          case Authenticator.Verdict.Nobody() -> counted(request).orElseGet(Refusals::anonymous);
          case Authenticator.Verdict.Refused(AuthRefusal refusal) ->
              counted(request).orElseGet(() -> Refusals.of(refusal));
          case Authenticator.Verdict.Known(AgentUri agent) ->
              rates
                  .take(agent)
                  .map(Gate::limited)
                  .orElseGet(() -> called(route, parts, request, Optional.of(agent)));
        };
    return answer.with("DPoP-Nonce", nonces.present());
  }

  private Optional<Answer> counted(Request request) {
    return rates.take(request.remote()).map(Gate::limited);
  }

  private static Answer limited(Duration wait) {
    return Refusals.of(RateLimits.EXCEEDED, Optional.of(wait));
  }

  private static Answer called(
      Route route, Map<String, String> parts, Request request, Optional<AgentUri> agent) {
    return Percent.fields(request.rawQuery())
        .map(query -> route.endpoint().answer(new Call(request, parts, query, agent)))
        .orElseGet(() -> Refusals.of(ErrorCode.MALFORMED.because("the query is not well formed")));
  }
}

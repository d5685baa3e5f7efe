package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeDraft;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.ClockKind;
import dev.parley.core.transcript.TranscriptReplay;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.auth.OperatorToken;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.time.VirtualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A node on a virtual clock, on which alpha has paid into escrow for what beta owes it within the
/// hour; and all that is needed to quarrel about it.
final class Quarrel implements AutoCloseable {
  static final String DISPUTES = "/v1/asp/disputes";
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final NodeConfiguration CONFIGURATION =
      NodeConfiguration.development().onPort(0).on(ClockKind.VIRTUAL);

  final Stage stage;
  private final String token;
  private int bookings;

  Quarrel() {
    this(new Stage(CONFIGURATION));
  }

  /// On a node that is set up otherwise.
  static Quarrel on(UnaryOperator<NodeConfiguration> change) {
    return new Quarrel(new Stage(change.apply(CONFIGURATION)));
  }

  /// Where everybody who could judge has a score of 80, as nobody has on a new node, and whose data
  /// stays when it ends.
  static Quarrel amongTheTrusted(Path directory) {
    return new Quarrel(new Stage(CONFIGURATION.keeping(directory), _ -> 80));
  }

  private Quarrel(Stage stage) {
    this.stage = stage;
    try {
      token = Files.readString(stage.node.dataDirectory().resolve(OperatorToken.FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stage.close();
  }

  HttpResponse<String> operator(String method, String path, JsonObject body) {
    return Caller.exchange(
        stage
            .alpha
            .request(method, path, method.equals("GET") ? null : body)
            .header("Authorization", "Bearer " + token)
            .build());
  }

  void fund(Caller account, String amount) {
    JsonObject booking =
        JsonObject.builder()
            .put("bookingId", "b" + bookings++)
            .put("kind", "fund")
            .put("account", account.agent().uri().text())
            .put("amount", amount)
            .put("currency", "USD")
            .build();
    HttpResponse<String> answer = operator("POST", "/v1/operator/ledger/bookings", booking);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /// Available and held of the only currency.
  static List<String> money(Caller caller) {
    JsonArray balances = Json.object(caller.get("/v1/asp/ledger")).array("balances").orElseThrow();
    if (balances.size() == 0) {
      return List.of("0.00", "0.00");
    }
    JsonObject balance = (JsonObject) balances.get(0);
    return List.of(balance.string("available").orElseThrow(), balance.string("held").orElseThrow());
  }

  void everythingAgrees() {
    HttpResponse<String> answer = operator("POST", "/v1/operator/ledger/audit", JsonObject.EMPTY);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(Json.object(answer).array("findings")).contains(JsonArray.EMPTY);
  }

  /// Beta owes something within the hour, for which alpha's money lies in escrow.
  Talk promised(String amount, Optional<JsonObject> acceptance) {
    Talk talk = stage.talk();
    String deadline = Timestamp.format(stage.node.clock().now().plus(Duration.ofHours(1)));
    JsonObject owed =
        JsonObject.EMPTY
            .with("party", stage.beta.agent().uri().text())
            .with("action", "eight GPUs");
    JsonObject terms = acceptance.map(criteria -> owed.with("acceptance", criteria)).orElse(owed);
    talk.say(
        stage.beta,
        Performative.COMMIT,
        JsonObject.builder()
            .put("commitmentId", "deal")
            .put("deadline", deadline)
            .put("terms", JsonObject.EMPTY.with("obligations", JsonArray.of(List.of(terms))))
            .put("escrow", JsonObject.EMPTY.with("amount", amount).with("currency", "USD"))
            .build());
    talk.say(stage.alpha, Performative.ACCEPT, JsonObject.EMPTY.with("commitmentId", "deal"));
    return talk;
  }

  void claims(Talk talk, JsonObject evidence) {
    talk.say(
        stage.beta,
        Performative.INFORM,
        JsonObject.EMPTY
            .with("informType", "fulfillment")
            .with("fulfillmentId", "f")
            .with("commitmentId", "deal")
            .with("obligation", JsonNumber.of(0))
            .with("evidence", evidence));
  }

  void declines(Talk talk) {
    talk.say(
        stage.alpha,
        Performative.REJECT,
        JsonObject.EMPTY
            .with("fulfillmentId", "f")
            .with("code", "unspecified")
            .with("reason", "not what was agreed"));
  }

  void passes(Duration time) {
    ((VirtualClock) stage.node.clock()).advance(time);
  }

  /// Looks until it is as expected, or far too long.
  JsonObject until(Caller caller, String path, Predicate<JsonObject> expected) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      HttpResponse<String> answer = caller.get(path);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JsonObject found = Json.object(answer);
      if (expected.test(found) || System.nanoTime() > end) {
        assertThat(expected.test(found)).as(found.toString()).isTrue();
        return found;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /// The only dispute of somebody, once there is one.
  String only(Caller caller) {
    JsonArray disputes =
        until(caller, DISPUTES, page -> page.array("disputes").orElseThrow().size() == 1)
            .array("disputes")
            .orElseThrow();
    return ((JsonObject) disputes.get(0)).string("disputeId").orElseThrow();
  }

  JsonObject at(Caller caller, String dispute, String stageName) {
    return until(
        caller,
        DISPUTES + "/" + dispute,
        view -> view.string("stage").orElseThrow().equals(stageName));
  }

  /// The transcript of a session holds for whoever has it, and tells the same money.
  void verifies(Caller by, Talk talk) {
    TranscriptReplay replay = new TranscriptReplay(CryptoProviders.verifying().verifier());
    for (String line : by.get(talk.path("/transcript")).body().lines().toList()) {
      assertThat(replay.take(replay.check(line.getBytes(StandardCharsets.UTF_8)))).isEmpty();
    }
    assertThat(replay.disputes().all())
        .allMatch(dispute -> dispute.stage() instanceof dev.parley.core.dispute.Stage.Final);
    assertThat(replay.money().holds()).allMatch(hold -> !hold.left().positive());
  }

  /// Files a dispute on the head of the session.
  HttpResponse<String> files(Caller by, Talk talk, String dispute, DisputeAct.Filed act) {
    Hash head = Hash.parse(talk.place().head()).orElseThrow();
    return by.call("POST", DISPUTES, signed(by, talk.id(), dispute, 0, head, act));
  }

  /// Adds a record on the head of a dispute.
  HttpResponse<String> adds(Caller by, String dispute, DisputeAct act) {
    JsonObject view = Json.object(by.get(DISPUTES + "/" + dispute));
    return by.call(
        "POST",
        DISPUTES + "/" + dispute + "/records",
        signed(
            by,
            SessionId.parse(view.string("sessionId").orElseThrow()).orElseThrow(),
            dispute,
            view.integer("nextPosition").orElseThrow(),
            Hash.parse(view.string("head").orElseThrow()).orElseThrow(),
            act));
  }

  JsonObject signed(
      Caller by, SessionId session, String dispute, long position, Hash previous, DisputeAct act) {
    return new DisputeDraft(
            dispute, session, position, stage.node.clock().now(), by.agent().uri(), previous, act)
        .sign(by.agent().keys().signer());
  }
}

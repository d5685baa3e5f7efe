package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.chain.Draft;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.DpopClaims;
import dev.parley.core.identity.DpopProof;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.ProofSigner;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.wire.Timestamp;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Well-formed requests whose envelope does not do: each has its code, none leaves a trace, and
/// what it named may be used again.
final class EnvelopeTest {
  private static Stage stage;

  @BeforeAll
  static void begin() {
    stage = new Stage();
  }

  @AfterAll
  static void end() {
    stage.close();
  }

  private static JsonObject question(Talk talk, String id) {
    return talk.signed(talk.alpha, Performative.QUERY, Talk.question(id));
  }

  private static JsonObject sender(JsonObject envelope) {
    return envelope.object("sender").orElseThrow();
  }

  private static JsonObject stating(JsonObject envelope, String name, String value) {
    JsonObject integrity = envelope.object("integrity").orElseThrow();
    return envelope.with("integrity", integrity.with(name, value));
  }

  @Test
  void refusesAnEnvelopeThatIsNotWhatItSays() {
    Talk talk = stage.talk();
    JsonObject good = question(talk, "q-1");
    JsonObject other = question(talk, "q-2");
    String signature = other.object("integrity").flatMap(i -> i.string("signature")).orElseThrow();
    Map<JsonObject, ErrorCode> refused = new LinkedHashMap<>();
    refused.put(
        Talk.sealed(talk.alpha, good.with("version", "asp/2.0")), ErrorCode.VERSION_UNSUPPORTED);
    refused.put(Talk.sealed(talk.alpha, good.with("version", "asp/one")), ErrorCode.MALFORMED);
    refused.put(Talk.sealed(talk.alpha, good.with("performative", "SHOUT")), ErrorCode.MALFORMED);
    refused.put(Talk.sealed(talk.alpha, good.without("content")), ErrorCode.MALFORMED);
    refused.put(stating(good, "hash", Hash.ZERO.text()), ErrorCode.HASH_MISMATCH);
    refused.put(good.with("recipient", talk.beta.agent().uri().text()), ErrorCode.HASH_MISMATCH);
    refused.put(stating(good, "signature", signature), ErrorCode.SIGNATURE_INVALID);
    refused.put(
        stating(good, "signature", "ed25519:" + "0".repeat(128)), ErrorCode.SIGNATURE_INVALID);
    refused.put(stating(good, "signature", "ed25519:00"), ErrorCode.MALFORMED);
    refused.put(Talk.sealed(talk.beta, good), ErrorCode.SIGNATURE_INVALID);
    refused.put(
        Talk.sealed(
            talk.alpha, good.with("sender", sender(good).with("trustScore", new JsonNumber(99)))),
        ErrorCode.TRUST_MISMATCH);
    refused.put(
        Talk.sealed(talk.alpha, good.with("sender", sender(good).with("orgId", "org_other"))),
        ErrorCode.UNAUTHORIZED);
    refused.forEach((envelope, code) -> talk.refuses(code, () -> talk.post(talk.alpha, envelope)));
    talk.refuses(ErrorCode.UNAUTHORIZED, () -> talk.post(talk.beta, good));
    assertThat(talk.post(talk.alpha, good).statusCode()).isEqualTo(201);
  }

  @Test
  void refusesATimeThatIsFarFromItsOwn() {
    Talk talk = stage.talk();
    Draft draft = talk.draft(talk.alpha, Performative.QUERY, Talk.question("q-late"));
    for (Duration off : List.of(Duration.ofSeconds(310), Duration.ofSeconds(-310))) {
      Instant wrong = draft.timestamp().plus(off);
      JsonObject late = talk.alpha.agent().sign(draft).with("timestamp", Timestamp.format(wrong));
      JsonObject proven = proven(talk, late, stage.alpha.prover(), wrong, Map.of());
      talk.refuses(ErrorCode.STALE, () -> talk.post(talk.alpha, proven));
    }
  }

  /// The same message with another proof of possession.
  private static JsonObject proven(
      Talk talk, JsonObject envelope, ProofSigner key, Instant at, Map<String, String> other) {
    String previous =
        envelope.object("integrity").flatMap(i -> i.string("previousHash")).orElseThrow();
    DpopClaims claims =
        new DpopClaims(
            other.getOrDefault("jti", envelope.string("messageId").orElseThrow()),
            other.getOrDefault("htm", envelope.string("performative").orElseThrow()),
            other.getOrDefault("htu", "asp:session:" + talk.id()),
            Instant.ofEpochSecond(at.getEpochSecond()),
            Optional.of(other.getOrDefault("nonce", previous)),
            Optional.empty());
    JsonObject sender = sender(envelope).with("dpopProof", DpopProof.sign(key, claims));
    return Talk.sealed(talk.alpha, envelope.with("sender", sender));
  }

  @Test
  void refusesAProofThatWasMadeForSomethingElse() {
    Talk talk = stage.talk();
    Talk elsewhere = stage.talk();
    JsonObject good = question(talk, "q-proof");
    Instant now = stage.node.clock().now();
    ProofSigner key = stage.alpha.prover();
    ProofSigner foreign = AgentKeys.generate(new SecureRandom()).proofSigner();
    List<JsonObject> wrong =
        List.of(
            proven(talk, good, key, now, Map.of("htm", "PROPOSE")),
            proven(talk, good, key, now, Map.of("htu", "asp:session:" + elsewhere.id())),
            proven(talk, good, key, now, Map.of("htu", "https://node.localhost/")),
            proven(talk, good, key, now, Map.of("nonce", Hash.ZERO.text())),
            proven(talk, good, key, now, Map.of("jti", talk.id().toString())),
            proven(talk, good, key, now.minusSeconds(65), Map.of()),
            proven(talk, good, key, now.plusSeconds(65), Map.of()),
            proven(talk, good, foreign, now, Map.of()),
            proven(talk, good, stage.beta.prover(), now, Map.of()),
            Talk.sealed(
                talk.alpha, good.with("sender", sender(good).with("dpopProof", "not.a.proof"))),
            Talk.sealed(
                talk.alpha,
                good.with(
                    "sender",
                    sender(good)
                        .with(
                            "dpopProof",
                            sender(question(elsewhere, "q-x"))
                                .string("dpopProof")
                                .orElseThrow()))));
    wrong.forEach(each -> talk.refuses(ErrorCode.DPOP_INVALID, () -> talk.post(talk.alpha, each)));
    assertThat(talk.post(talk.alpha, proven(talk, good, key, now, Map.of())).statusCode())
        .isEqualTo(201);
  }

  @Test
  void answersARepeatWithTheFirstAnswerAndAnotherMessageOfThatIdWithDuplicate() {
    Talk talk = stage.talk();
    Draft draft = talk.draft(talk.alpha, Performative.QUERY, Talk.question("q-again"));
    JsonObject first = talk.alpha.agent().sign(draft);
    HttpResponse<String> accepted = talk.post(talk.alpha, first);
    assertThat(accepted.statusCode()).isEqualTo(201);
    Talk.Place place = talk.place();
    HttpResponse<String> repeated = talk.post(talk.alpha, first);
    assertThat(repeated.statusCode()).isEqualTo(200);
    assertThat(repeated.body()).isEqualTo(accepted.body());
    assertThat(talk.place()).isEqualTo(place);
    JsonObject other =
        Talk.sealed(
            talk.alpha,
            first.with(
                "content",
                first.object("content").orElseThrow().with("body", Talk.question("q-other"))));
    talk.refuses(ErrorCode.DUPLICATE, () -> talk.post(talk.alpha, other));
  }

  @Test
  void answersARepeatedInvitationInTheSameWay() {
    Talk talk = new Talk(stage.node, stage.alpha, stage.beta);
    JsonObject invitation = talk.signed(stage.alpha, Performative.PROPOSE, talk.invitation());
    HttpResponse<String> accepted = stage.alpha.call("POST", SessionEndpoints.PATH, invitation);
    assertThat(accepted.statusCode()).isEqualTo(201);
    assertThat(accepted.headers().firstValue("Location")).contains(talk.path(""));
    HttpResponse<String> repeated = stage.alpha.call("POST", SessionEndpoints.PATH, invitation);
    assertThat(repeated.statusCode()).isEqualTo(200);
    assertThat(repeated.body()).isEqualTo(accepted.body());
    JsonObject another = talk.signed(stage.alpha, Performative.PROPOSE, talk.invitation());
    talk.refuses(
        ErrorCode.DUPLICATE, () -> stage.alpha.call("POST", SessionEndpoints.PATH, another));
  }

  @Test
  void refusesANumberThatIsNotTheNext() {
    Talk talk = stage.talk();
    JsonObject good = question(talk, "q-gap");
    long next = good.integer("sequenceNumber").orElseThrow();
    for (long wrong : new long[] {0, next - 1, next + 1, next + 1000}) {
      JsonObject gap = Talk.sealed(talk.alpha, good.with("sequenceNumber", wrong));
      HttpResponse<String> answer =
          talk.refuses(ErrorCode.SEQUENCE_GAP, () -> talk.post(talk.alpha, gap));
      assertThat(Json.details(answer).toString()).contains(Long.toString(next));
    }
    JsonObject negative = Talk.sealed(talk.alpha, good.with("sequenceNumber", -1));
    talk.refuses(ErrorCode.MALFORMED, () -> talk.post(talk.alpha, negative));
  }

  @Test
  void namesTheHeadToWhoeverWasOvertakenAndKeepsItForAMoment() {
    Talk talk = stage.talk();
    JsonObject late = question(talk, "q-late");
    talk.ask(talk.beta, "q-overtakes");
    HttpResponse<String> answer =
        talk.refuses(ErrorCode.CHAIN_CONFLICT, () -> talk.post(talk.alpha, late));
    assertThat(Json.details(answer).string("head")).contains(talk.place().head());
    JsonObject eager = talk.signed(talk.beta, Performative.QUERY, Talk.question("q-eager"));
    HttpResponse<String> waits = talk.post(talk.beta, eager);
    if (waits.statusCode() != 201) { // A second may have gone by on a busy machine.
      assertThat(Json.code(waits)).isEqualTo(ErrorCode.NOT_YOUR_TURN.wire());
      assertThat(waits.headers().firstValue("Retry-After")).contains("1");
      talk.ask(talk.alpha, "q-anew");
    }
  }

  @Test
  void letsOneOfTwoRacersThrough() throws Exception {
    Talk talk = stage.talk();
    JsonObject one = talk.signed(talk.alpha, Performative.QUERY, Talk.question("q-one"));
    JsonObject two = talk.signed(talk.beta, Performative.QUERY, Talk.question("q-two"));
    long before = talk.place().lastSequence();
    CyclicBarrier start = new CyclicBarrier(2);
    try (ExecutorService racers = Executors.newFixedThreadPool(2)) {
      Callable<HttpResponse<String>> first = () -> raced(start, talk, talk.alpha, one);
      Callable<HttpResponse<String>> second = () -> raced(start, talk, talk.beta, two);
      List<Future<HttpResponse<String>>> answers =
          List.of(racers.submit(first), racers.submit(second));
      List<Integer> statuses =
          List.of(answers.get(0).get().statusCode(), answers.get(1).get().statusCode());
      assertThat(statuses).containsExactlyInAnyOrder(201, 409);
      for (Future<HttpResponse<String>> answer : answers) {
        if (answer.get().statusCode() == 409) {
          assertThat(Json.code(answer.get())).isIn("chain_conflict", "not_your_turn");
        }
      }
    }
    assertThat(talk.place().lastSequence()).isEqualTo(before + 1);
  }

  private static HttpResponse<String> raced(
      CyclicBarrier start, Talk talk, Caller by, JsonObject envelope) throws Exception {
    start.await();
    return talk.post(by, envelope);
  }

  @Test
  void refusesWhatComesAfterTheEnd() {
    Talk talk = stage.talk();
    talk.say(talk.alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "no-agreement"));
    for (Caller by : List.of(talk.alpha, talk.beta)) {
      JsonObject late = talk.signed(by, Performative.QUERY, Talk.question("q-after"));
      talk.refuses(ErrorCode.INVALID_TRANSITION, () -> talk.post(by, late));
    }
    JsonObject again =
        talk.signed(talk.beta, Performative.CLOSE, JsonObject.EMPTY.with("reason", "completed"));
    talk.refuses(
        ErrorCode.INVALID_TRANSITION, () -> talk.beta.call("DELETE", talk.path(""), again));
  }

  @Test
  void takesNothingButACloseWithDelete() {
    Talk talk = stage.talk();
    JsonObject asked = question(talk, "q-delete");
    talk.refuses(ErrorCode.MALFORMED, () -> talk.alpha.call("DELETE", talk.path(""), asked));
    talk.refuses(ErrorCode.MALFORMED, () -> talk.alpha.call("DELETE", talk.path(""), null));
    JsonObject close =
        talk.signed(talk.alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "cancelled"));
    assertThat(talk.alpha.call("DELETE", talk.path(""), close).statusCode()).isEqualTo(201);
    assertThat(talk.place().state()).isEqualTo("CLOSED");
  }
}

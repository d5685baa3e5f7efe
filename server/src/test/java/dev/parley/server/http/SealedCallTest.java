package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.message.Reveal;
import dev.parley.core.message.SealedTerms;
import dev.parley.core.transcript.TranscriptReplay;
import dev.parley.core.wire.Timestamp;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Sealed calls over real sockets, on a clock that a test moves.
final class SealedCallTest {
  private static final String SALT = "00112233445566778899aabbccddeeff";

  private final Quarrel quarrel = new Quarrel();
  private final Caller alpha = quarrel.stage.alpha;
  private final Caller beta = quarrel.stage.beta;

  @AfterEach
  void end() {
    quarrel.close();
  }

  private static JsonObject price(int price) {
    return JsonObject.EMPTY.with("price", price);
  }

  /// Alpha has called for bids, beta has made one; the call ends in a minute.
  private Talk bid() {
    Talk talk = quarrel.stage.talk();
    talk.say(
        alpha,
        Performative.QUERY,
        JsonObject.builder()
            .put("queryId", "call")
            .put("queryType", "cfp")
            .put("sealed", JsonBoolean.TRUE)
            .put(
                "deadline",
                Timestamp.format(quarrel.stage.node.clock().now().plus(Duration.ofMinutes(1))))
            .build());
    SealedTerms sealed =
        SealedTerms.of(talk.id(), "call", "bid", beta.agent().uri(), SALT, price(90));
    talk.say(
        beta,
        Performative.PROPOSE,
        JsonObject.builder()
            .put("proposalId", "bid")
            .put("type", "service-agreement")
            .put("subject", "a bid")
            .put("inReplyTo", "call")
            .put("terms", sealed.terms())
            .build());
    return talk;
  }

  private static JsonObject said(int price) {
    return JsonObject.builder()
        .put("queryId", "call")
        .put("proposalId", "bid")
        .put("salt", SALT)
        .put("terms", price(price))
        .build();
  }

  private JsonObject signed(Talk talk, Caller by, int price) {
    return Reveal.sign(said(price), talk.id(), by.agent().uri(), by.agent().keys().signer());
  }

  private static HttpResponse<String> reveals(Caller by, Talk talk, JsonObject record) {
    return by.call("POST", talk.path("/reveals"), record);
  }

  private static void refuses(ErrorCode code, HttpResponse<String> answer) {
    assertThat(Json.code(answer)).as(answer.body()).isEqualTo(code.wire());
    assertThat(answer.statusCode()).isEqualTo(code.httpStatus());
  }

  private String messages(Talk talk) {
    return alpha.get(talk.path("/messages")).body();
  }

  @Test
  void bidsAreOpenedWhenAllAreInAndTheFileTellsIt() {
    Talk talk = bid();
    refuses(ErrorCode.INVALID_TRANSITION, reveals(beta, talk, signed(talk, beta, 90)));
    assertThat(messages(talk)).doesNotContain("\"price\":90");
    quarrel.passes(Duration.ofMinutes(1));
    HttpResponse<String> kept = reveals(beta, talk, signed(talk, beta, 90));
    assertThat(kept.statusCode()).as(kept.body()).isEqualTo(201);
    assertThat(messages(talk)).contains("\"informType\":\"reveal\"", "\"price\":90");
    refuses(ErrorCode.INVALID_REFERENCE, reveals(beta, talk, signed(talk, beta, 90)));
    talk.catchesUp().say(alpha, Performative.ACCEPT, JsonObject.EMPTY.with("proposalId", "bid"));
    talk.say(alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "completed"));
    TranscriptReplay replay = new TranscriptReplay(CryptoProviders.verifying().verifier());
    for (String line : beta.get(talk.path("/transcript")).body().lines().toList()) {
      assertThat(replay.take(replay.check(line.getBytes(StandardCharsets.UTF_8)))).isEmpty();
    }
    assertThat(replay.ended()).isPresent();
  }

  @Test
  void whatIsNotTheBidIsRefused() {
    Talk talk = bid();
    quarrel.passes(Duration.ofMinutes(1));
    refuses(ErrorCode.HASH_MISMATCH, reveals(beta, talk, signed(talk, beta, 91)));
    refuses(ErrorCode.INVALID_REFERENCE, reveals(alpha, talk, signed(talk, alpha, 90)));
    refuses(ErrorCode.UNAUTHORIZED, reveals(alpha, talk, signed(talk, beta, 90)));
    refuses(
        ErrorCode.HASH_MISMATCH,
        reveals(beta, talk, signed(talk, beta, 90).with("salt", SALT.replace('f', 'e'))));
    refuses(
        ErrorCode.INVALID_REFERENCE,
        reveals(
            beta,
            talk,
            Reveal.sign(
                said(90).with("queryId", "other"),
                talk.id(),
                beta.agent().uri(),
                beta.agent().keys().signer())));
    refuses(ErrorCode.MALFORMED, reveals(beta, talk, said(90)));
    JsonObject big = said(90).with("terms", price(90).with("x", "y".repeat(5_000)));
    refuses(
        ErrorCode.TOO_LARGE,
        reveals(
            beta,
            talk,
            Reveal.sign(big, talk.id(), beta.agent().uri(), beta.agent().keys().signer())));
    refuses(
        ErrorCode.SESSION_NOT_FOUND,
        reveals(quarrel.stage.stranger, talk, signed(talk, quarrel.stage.stranger, 90)));
  }

  @Test
  void afterTheTimeTheBidIsVoid() {
    Talk talk = bid();
    quarrel.passes(Duration.ofMinutes(2));
    HttpResponse<String> late = reveals(beta, talk, signed(talk, beta, 90));
    refuses(ErrorCode.INVALID_REFERENCE, late);
    assertThat(messages(talk)).contains("\"informType\":\"reveal\"");
    JsonObject accepts = JsonObject.EMPTY.with("proposalId", "bid");
    refuses(
        ErrorCode.INVALID_REFERENCE,
        talk.post(alpha, talk.catchesUp().signed(alpha, Performative.ACCEPT, accepts)));
  }
}

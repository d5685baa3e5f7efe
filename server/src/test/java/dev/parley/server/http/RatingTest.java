package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.rating.Rating;
import dev.parley.core.transcript.TranscriptReplay;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.SignedEvidence;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Ratings over real sockets, on a clock that a test moves.
final class RatingTest {
  private final Quarrel quarrel = new Quarrel();
  private final Caller alpha = quarrel.stage.alpha;
  private final Caller beta = quarrel.stage.beta;

  @AfterEach
  void end() {
    quarrel.close();
  }

  private Talk closed() {
    Talk talk = quarrel.stage.talk();
    talk.say(alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "completed"));
    return talk;
  }

  private JsonObject signed(Caller by, Talk talk, Caller peer, int rating) {
    return Rating.sign(
        talk.id(),
        quarrel.stage.node.clock().now(),
        by.agent().uri(),
        List.of(new Rating.Peer(peer.agent().uri(), rating, Optional.of("as agreed"))),
        Hash.parse(talk.place().head()).orElseThrow(),
        by.agent().keys().signer());
  }

  private static HttpResponse<String> rates(Caller by, Talk talk, JsonObject record) {
    return by.call("POST", talk.path("/ratings"), record);
  }

  private static void refuses(ErrorCode code, HttpResponse<String> answer) {
    assertThat(Json.code(answer)).as(answer.body()).isEqualTo(code.wire());
    assertThat(answer.statusCode()).isEqualTo(code.httpStatus());
  }

  private static JsonObject seen(Caller by, Talk talk) {
    return Json.object(by.get(talk.path("/ratings")));
  }

  private static int count(JsonObject seen) {
    return seen.array("ratings").orElseThrow().size();
  }

  private static TranscriptReplay replayed(Caller by, Talk talk) {
    TranscriptReplay replay = new TranscriptReplay(CryptoProviders.verifying().verifier());
    for (String line : by.get(talk.path("/transcript")).body().lines().toList()) {
      assertThat(replay.take(replay.check(line.getBytes(StandardCharsets.UTF_8)))).isEmpty();
    }
    assertThat(replay.ended()).isPresent();
    return replay;
  }

  @Test
  void areSealedUntilBothAreIn() {
    Talk talk = closed();
    JsonObject record = signed(alpha, talk, beta, 5);
    assertThat(rates(alpha, talk, record).statusCode()).isEqualTo(201);
    assertThat(rates(alpha, talk, record).statusCode()).isEqualTo(200);
    quarrel.passes(Duration.ofMinutes(1));
    refuses(ErrorCode.DUPLICATE, rates(alpha, talk, signed(alpha, talk, beta, 1)));

    assertThat(count(seen(alpha, talk))).isEqualTo(1);
    assertThat(seen(alpha, talk).string("revealedAt")).isEmpty();
    assertThat(count(seen(beta, talk))).isZero();
    assertThat(seen(beta, talk).array("peers"))
        .contains(JsonArray.ofStrings(List.of(alpha.agent().uri().text())));
    assertThat(replayed(beta, talk).ratings()).isEmpty();
    assertThat(beta.get(talk.path("/transcript")).body()).doesNotContain("as agreed");
    assertThat(learnt(alpha, beta)).isEmpty();

    assertThat(rates(beta, talk, signed(beta, talk, alpha, 2)).statusCode()).isEqualTo(201);
    for (Caller each : List.of(alpha, beta)) {
      assertThat(seen(each, talk).string("revealedAt")).isPresent();
      assertThat(count(seen(each, talk))).isEqualTo(2);
    }
    assertThat(replayed(beta, talk).ratings())
        .extracting(line -> line.rating().by())
        .containsExactly(alpha.agent().uri(), beta.agent().uri());
    assertThat(rates(alpha, talk, record).statusCode()).isEqualTo(200);
    assertThat(learnt(alpha, beta))
        .singleElement()
        .isInstanceOfSatisfying(
            Evidence.RatingRevealed.class,
            piece -> {
              assertThat(piece.points()).isEqualTo(100);
              assertThat(piece.origin().counterparty()).isEqualTo(alpha.agent().uri());
              assertThat(replayed(beta, talk).evidence()).contains(piece);
            });
  }

  /// What trust knows of ratings of somebody.
  private static List<Evidence> learnt(Caller by, Caller about) {
    String body = by.get(about.path("/trust/evidence")).body();
    return SignedEvidence.read(body.getBytes(StandardCharsets.UTF_8))
        .orThrow()
        .document()
        .evidence()
        .stream()
        .filter(Evidence.RatingRevealed.class::isInstance)
        .toList();
  }

  @Test
  void whatIsInIsRevealedWhenTheTimeIsOver() {
    Talk talk = closed();
    assertThat(rates(alpha, talk, signed(alpha, talk, beta, 4)).statusCode()).isEqualTo(201);
    quarrel.passes(Duration.ofHours(24).minusMillis(1));
    assertThat(seen(beta, talk).string("revealedAt")).isEmpty();
    quarrel.passes(Duration.ofMillis(1));
    JsonObject revealed =
        quarrel.until(beta, talk.path("/ratings"), seen -> seen.has("revealedAt"));
    assertThat(count(revealed)).isEqualTo(1);
    refuses(ErrorCode.TIMEOUT, rates(beta, talk, signed(beta, talk, alpha, 1)));
    assertThat(replayed(alpha, talk).ratings()).hasSize(1);
  }

  @Test
  void nobodyRatesBeforeTheEnd() {
    Talk talk = quarrel.stage.talk();
    refuses(ErrorCode.INVALID_TRANSITION, rates(alpha, talk, signed(alpha, talk, beta, 5)));
    JsonObject before = seen(alpha, talk);
    assertThat(count(before)).isZero();
    assertThat(before.string("closesAt")).isEmpty();
  }

  @Test
  void strangersLearnNothing() {
    Talk talk = closed();
    Caller stranger = quarrel.stage.stranger;
    refuses(ErrorCode.SESSION_NOT_FOUND, rates(stranger, talk, signed(stranger, talk, beta, 1)));
    refuses(ErrorCode.SESSION_NOT_FOUND, stranger.get(talk.path("/ratings")));
    refuses(ErrorCode.SESSION_NOT_FOUND, alpha.get("/v1/asp/sessions/none/ratings"));
  }

  @Test
  void refusesWhatDoesNotHold() {
    Talk talk = closed();
    JsonObject good = signed(alpha, talk, beta, 5);
    refuses(ErrorCode.UNAUTHORIZED, rates(beta, talk, good));
    refuses(ErrorCode.HASH_MISMATCH, rates(alpha, talk, good.with("note", "x")));
    refuses(ErrorCode.MALFORMED, rates(alpha, talk, good.without("integrity")));
    refuses(
        ErrorCode.INVALID_REFERENCE,
        rates(alpha, talk, signed(alpha, talk, quarrel.stage.stranger, 5)));
    refuses(ErrorCode.INVALID_REFERENCE, rates(alpha, talk, signed(alpha, talk, alpha, 5)));
    refuses(ErrorCode.INVALID_REFERENCE, rates(alpha, talk, signed(alpha, closed(), beta, 5)));
    assertThat(count(seen(alpha, talk))).isZero();
  }

  @Test
  void nobodyRatesItsOwnOrganisation() {
    Caller colleague =
        Caller.registered(
            quarrel.stage.node, "agent://acme.example/colleague", quarrel.stage.time::now);
    Talk talk = new Talk(quarrel.stage.node, alpha, colleague).introduce();
    talk.ask(alpha, "q");
    talk.say(alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "completed"));
    refuses(ErrorCode.POLICY_VIOLATION, rates(alpha, talk, signed(alpha, talk, colleague, 5)));
    assertThat(seen(alpha, talk).array("peers")).contains(JsonArray.EMPTY);
  }
}

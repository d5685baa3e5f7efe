package dev.parley.core.rating;

import static dev.parley.core.rating.Aftermath.ALPHA;
import static dev.parley.core.rating.Aftermath.BETA;
import static dev.parley.core.rating.Aftermath.VERIFIER;
import static dev.parley.core.rating.Aftermath.peer;
import static dev.parley.core.rating.Aftermath.signed;
import static dev.parley.core.rating.Aftermath.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.Speaker;
import dev.parley.core.card.SignedRecord;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Ratings as they come from outside.
class RatingTest {
  private final RatingWindow window = window(Aftermath.closed(BETA));
  private final JsonObject good = signed(window, ALPHA, peer(BETA, 4));

  private static ErrorCode code(Decoded<?> outcome) {
    return ((Decoded.Refused<?>) outcome).refusal().code();
  }

  private static String pointer(JsonObject json) {
    Decoded<Rating> outcome = Rating.decode(json);
    assertThat(code(outcome)).as(json.toString()).isEqualTo(ErrorCode.MALFORMED);
    return ((Decoded.Refused<?>) outcome).refusal().details().string("pointer").orElseThrow();
  }

  private JsonObject rated(JsonObject... peers) {
    return good.with("peers", JsonArray.of(List.of(peers)));
  }

  private static JsonObject of(JsonValue rating) {
    return JsonObject.EMPTY.with("agentId", BETA.uri().text()).with("rating", rating);
  }

  @Test
  void whatIsSignedIsReadAndVerified() {
    Rating.Peer said = new Rating.Peer(BETA.uri(), 5, Optional.of("on time \u2713"));
    Rating read = Rating.decode(signed(window, ALPHA, said)).orThrow();

    assertThat(read.peers()).containsExactly(said);
    assertThat(read.by()).isEqualTo(ALPHA.uri());
    assertThat(read.head()).isEqualTo(window.head());
    assertThat(read.sessionId()).isEqualTo(window.sessionId());
    assertThat(read.verified(ALPHA.card(), VERIFIER)).isEqualTo(Decoded.valid(read));
  }

  @Test
  void refusesWhatItsMakerDidNotSign() {
    Rating read = Rating.decode(good).orThrow();
    Speaker renewed = ALPHA.rotated();
    JsonObject better = rated(of(JsonNumber.of(5)));
    JsonObject asEndorsement = SignedRecord.sign(good, SigningPurpose.ENDORSEMENT, ALPHA.signer());

    assertThat(code(read.verified(BETA.card(), VERIFIER))).isEqualTo(ErrorCode.UNAUTHORIZED);
    assertThat(code(read.verified(renewed.card(), VERIFIER)))
        .isEqualTo(ErrorCode.SIGNATURE_INVALID);
    assertThat(code(Rating.decode(better).orThrow().verified(ALPHA.card(), VERIFIER)))
        .isEqualTo(ErrorCode.HASH_MISMATCH);
    assertThat(code(Rating.decode(asEndorsement).orThrow().verified(ALPHA.card(), VERIFIER)))
        .isEqualTo(ErrorCode.SIGNATURE_INVALID);
  }

  @Test
  void noMemberCanBeMissingOrNull() {
    for (String name : good.names()) {
      assertThat(pointer(good.without(name))).startsWith("/" + name);
      assertThat(pointer(good.with(name, JsonNull.NULL))).startsWith("/" + name);
    }
  }

  @Test
  void aRatingIsOneToFive() {
    for (double wrong : new double[] {0, 6, -1, 2.5, 1e15}) {
      assertThat(pointer(rated(of(new JsonNumber(wrong))))).isEqualTo("/peers/0/rating");
    }
    assertThat(pointer(rated(of(new JsonString("5"))))).isEqualTo("/peers/0/rating");
    assertThatThrownBy(() -> peer(BETA, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rateesStandOnceAndThereAreLimits() {
    JsonObject five = of(JsonNumber.of(5));
    List<JsonObject> crowd = new ArrayList<>();
    for (int i = 0; i <= Rating.MAX_PEERS; i++) {
      crowd.add(five.with("agentId", "agent://a" + i + ".example/x"));
    }
    assertThat(pointer(rated())).isEqualTo("/peers");
    assertThat(pointer(rated(five, five))).isEqualTo("/peers");
    assertThat(pointer(rated(crowd.toArray(JsonObject[]::new)))).isEqualTo("/peers");
    assertThat(pointer(rated(five.with("agentId", "beta")))).isEqualTo("/peers/0/agentId");
  }

  @Test
  void commentsAndRecordsHaveALimit() {
    String sign = "\ud83d\ude00";
    JsonObject five = of(JsonNumber.of(5));
    assertThat(Rating.decode(rated(five.with("comment", sign.repeat(Rating.MAX_COMMENT)))))
        .isInstanceOf(Decoded.Valid.class);
    assertThat(pointer(rated(five.with("comment", "x".repeat(Rating.MAX_COMMENT + 1)))))
        .isEqualTo("/peers/0/comment");
    assertThat(pointer(rated(five.with("comment", "")))).isEqualTo("/peers/0/comment");
    JsonObject padded =
        good.with("note", JsonArray.of(Collections.nCopies(70, new JsonString("x".repeat(1_000)))));
    assertThat(code(Rating.decode(padded))).isEqualTo(ErrorCode.TOO_LARGE);
  }
}

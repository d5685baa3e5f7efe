package dev.parley.core.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Vectors;
import dev.parley.core.card.AgentCard;
import dev.parley.core.endorsement.Endorsement;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import dev.parley.core.rating.Rating;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The files `vectors/ratings`: signed ratings and endorsements, and records that do not hold.
class GoldenRatingsTest {
  private static final String ACCEPTED = "ratings/accepted.json";
  private static final String REFUSED = "ratings/refused.json";
  private static final SessionId SESSION = new SessionId(Conversation.uuid7(Conversation.START, 0));
  private static final Instant AT = Conversation.START.plusSeconds(3600);
  private static final Hash HEAD = Hash.of("the last message".getBytes(StandardCharsets.UTF_8));

  private static JsonObject rating(Speaker by, Rating.Peer... peers) {
    return Rating.sign(SESSION, AT, by.uri(), List.of(peers), HEAD, by.signer());
  }

  private static Rating.Peer peer(Speaker agent, int rating, Optional<String> comment) {
    return new Rating.Peer(agent.uri(), rating, comment);
  }

  private static JsonObject endorsement(Endorsement.Act act) {
    return Endorsement.sign(
        Cast.BETA.uri(), Cast.ALPHA.uri(), Cast.NODE.uri(), AT, act, Cast.ALPHA.signer());
  }

  private static JsonObject entry(String id, SigningPurpose purpose, JsonObject record) {
    Hash hash = new Hash(record.object("integrity").flatMap(i -> i.string("hash")).orElseThrow());
    return JsonObject.EMPTY
        .with("id", id)
        .with("record", record)
        .with("card", Cast.ALPHA.card().json())
        .with("signed", new String(purpose.input(hash), StandardCharsets.US_ASCII));
  }

  private static List<JsonObject> accepted() {
    JsonObject given = endorsement(new Endorsement.Act.Given(Optional.of("keeps its word")));
    Hash hash = Endorsement.decode(given).orThrow().hash();
    return List.of(
        entry(
            "one-peer",
            SigningPurpose.RATING,
            rating(Cast.ALPHA, peer(Cast.BETA, 5, Optional.of("early \u2713")))),
        entry(
            "two-peers",
            SigningPurpose.RATING,
            rating(
                Cast.ALPHA,
                peer(Cast.BETA, 1, Optional.empty()),
                peer(Cast.AIDE, 3, Optional.empty()))),
        entry("endorses", SigningPurpose.ENDORSEMENT, given),
        entry(
            "withdraws",
            SigningPurpose.ENDORSEMENT,
            endorsement(new Endorsement.Act.Withdrawn(hash))));
  }

  private static JsonObject refused(String id, String code, JsonObject record) {
    return JsonObject.EMPTY
        .with("id", id)
        .with("code", code)
        .with("record", record)
        .with("card", Cast.ALPHA.card().json());
  }

  private static JsonObject rated(JsonObject record, double rating) {
    return record.with(
        "peers",
        JsonArray.of(
            List.of(
                JsonObject.EMPTY
                    .with("agentId", Cast.BETA.uri().text())
                    .with("rating", new JsonNumber(rating)))));
  }

  private static List<JsonObject> refused() {
    JsonObject rating = rating(Cast.ALPHA, peer(Cast.BETA, 5, Optional.empty()));
    JsonObject given = endorsement(new Endorsement.Act.Given(Optional.empty()));
    String signature = given.object("integrity").flatMap(i -> i.string("signature")).orElseThrow();
    return List.of(
        refused("six", "malformed", rated(rating, 6)),
        refused("a-half", "malformed", rated(rating, 4.5)),
        refused("nobody", "malformed", rating.with("peers", JsonArray.EMPTY)),
        refused("changed", "hash_mismatch", rated(rating, 4)),
        refused(
            "signed-for-something-else",
            "signature_invalid",
            rating.with(
                "integrity",
                rating.object("integrity").orElseThrow().with("signature", signature))),
        refused("of-another-agent", "hash_mismatch", given.with("agentId", "agent://x.example/y")),
        refused("for-another-node", "hash_mismatch", given.with("node", "agent://x.example/node")),
        refused("by-another", "unauthorized", given.with("by", Cast.BETA.uri().text())),
        refused(
            "both-at-once",
            "malformed",
            given.with("statement", "x").with("withdraws", Hash.ZERO.text())));
  }

  @Test
  void theRecordsAreReproduced() {
    Vectors.assertReproduced(
        ACCEPTED,
        "Ratings and endorsements, the card of who signs, and the text that is signed.",
        accepted());
    Vectors.assertReproduced(
        REFUSED, "Records that do not hold whatever else is known, and the code.", refused());
  }

  private static Optional<String> code(JsonObject vector) {
    JsonObject record = vector.object("record").orElseThrow();
    AgentCard card = AgentCard.decode(vector.object("card").orElseThrow()).orThrow();
    Decoded<?> outcome =
        record.string("type").orElseThrow().equals("rating")
            ? Rating.decode(record).then(read -> read.verified(card, Cast.VERIFIER))
            : Endorsement.decode(record).then(read -> read.verified(card, Cast.VERIFIER));
    return switch (outcome) {
      case Decoded.Valid<?> _ -> Optional.empty();
      case Decoded.Refused<?>(var refusal) -> Optional.of(refusal.code().wire());
    };
  }

  @Test
  void whatHoldsIsTakenAndWhatDoesNotIsRefused() {
    for (JsonObject vector : Vectors.cases(ACCEPTED)) {
      assertThat(code(vector)).as(Vectors.text(vector, "id")).isEmpty();
    }
    for (JsonObject vector : Vectors.cases(REFUSED)) {
      assertThat(code(vector))
          .as(Vectors.text(vector, "id"))
          .contains(Vectors.text(vector, "code"));
    }
  }
}

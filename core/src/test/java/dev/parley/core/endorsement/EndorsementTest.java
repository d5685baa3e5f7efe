package dev.parley.core.endorsement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.card.SignedRecord;
import dev.parley.core.endorsement.Endorsement.Act;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonObject;
import dev.parley.core.trust.Evidence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Endorsements as they come from outside, and what trust learns of them.
class EndorsementTest {
  private static final Verifier VERIFIER = CryptoProviders.verifying().verifier();
  private static final Speaker NODE = Speaker.named("agent://node.example/node");
  private static final Speaker ALPHA = Speaker.named("agent://acme.example/alpha");
  private static final Speaker BETA = Speaker.named("agent://cloud.example/beta");
  private static final Act WITHDRAWN = new Act.Withdrawn(Hash.of(new byte[] {1}));

  private static JsonObject signed(Act act) {
    return Endorsement.sign(
        BETA.uri(), ALPHA.uri(), NODE.uri(), Conversation.START, act, ALPHA.signer());
  }

  private static Act given() {
    return new Act.Given(Optional.of("keeps its word"));
  }

  private static ErrorCode code(Decoded<?> outcome) {
    return ((Decoded.Refused<?>) outcome).refusal().code();
  }

  private static String pointer(JsonObject json) {
    Decoded<Endorsement> outcome = Endorsement.decode(json);
    assertThat(code(outcome)).as(json.toString()).isEqualTo(ErrorCode.MALFORMED);
    return ((Decoded.Refused<?>) outcome).refusal().details().string("pointer").orElseThrow();
  }

  @Test
  void whatIsSignedIsReadAndVerified() {
    for (Act act : List.of(given(), new Act.Given(Optional.empty()), WITHDRAWN)) {
      Endorsement read = Endorsement.decode(signed(act)).orThrow();

      assertThat(read.act()).isEqualTo(act);
      assertThat(List.of(read.agent(), read.by(), read.node()))
          .containsExactly(BETA.uri(), ALPHA.uri(), NODE.uri());
      assertThat(read.verified(ALPHA.card(), VERIFIER)).isEqualTo(Decoded.valid(read));
    }
  }

  @Test
  void refusesWhatItsMakerDidNotSign() {
    JsonObject good = signed(given());
    JsonObject other = good.with("agentId", NODE.uri().text());
    JsonObject asRating = SignedRecord.sign(good, SigningPurpose.RATING, ALPHA.signer());

    assertThat(code(Endorsement.decode(good).orThrow().verified(BETA.card(), VERIFIER)))
        .isEqualTo(ErrorCode.UNAUTHORIZED);
    assertThat(code(Endorsement.decode(other).orThrow().verified(ALPHA.card(), VERIFIER)))
        .isEqualTo(ErrorCode.HASH_MISMATCH);
    assertThat(code(Endorsement.decode(asRating).orThrow().verified(ALPHA.card(), VERIFIER)))
        .isEqualTo(ErrorCode.SIGNATURE_INVALID);
  }

  @Test
  void noMemberCanBeMissingOrWrong() {
    JsonObject good = signed(given());
    for (String name : good.names()) {
      if (!name.equals("statement")) {
        assertThat(pointer(good.without(name))).startsWith("/" + name);
      }
      assertThat(pointer(good.with(name, JsonNull.NULL))).startsWith("/" + name);
    }
    assertThat(pointer(good.with("statement", "x".repeat(1_001)))).isEqualTo("/statement");
    assertThat(pointer(good.with("withdraws", "all"))).isEqualTo("/withdraws");
    assertThat(pointer(good.with("withdraws", Hash.ZERO.text()))).isEqualTo("/statement");
    assertThat(code(Endorsement.decode(good.with("note", "x".repeat(16 * 1024)))))
        .isEqualTo(ErrorCode.TOO_LARGE);
  }

  @Test
  void trustLearnsThatItIsGivenAndThatItIsWithdrawn() {
    Endorsement first = Endorsement.decode(signed(given())).orThrow();
    Endorsement second = Endorsement.decode(signed(WITHDRAWN)).orThrow();

    assertThat(EndorsementEvidence.of(first, Conversation.START))
        .isEqualTo(
            new Evidence.Endorsement(
                new Evidence.Origin(
                    Evidence.hash(first.hash(), 0),
                    Conversation.START,
                    BETA.uri(),
                    ALPHA.uri(),
                    ""),
                Evidence.Support.GIVEN));
    assertThat(EndorsementEvidence.of(second, Conversation.START))
        .isInstanceOfSatisfying(
            Evidence.Endorsement.class,
            piece -> assertThat(piece.support()).isEqualTo(Evidence.Support.WITHDRAWN));
  }
}

package dev.parley.core.dispute;

import static dev.parley.core.dispute.DisputeCase.ALPHA;
import static dev.parley.core.dispute.DisputeCase.BETA;
import static dev.parley.core.dispute.DisputeCase.DEADLINE;
import static dev.parley.core.dispute.DisputeCase.ID;
import static dev.parley.core.dispute.DisputeCase.SESSION;
import static dev.parley.core.dispute.DisputeCase.SESSION_HEAD;
import static dev.parley.core.dispute.DisputeCase.VERIFIER;
import static dev.parley.core.dispute.DisputeCase.bond;
import static dev.parley.core.dispute.DisputeCase.candidates;
import static dev.parley.core.dispute.DisputeCase.decision;
import static dev.parley.core.dispute.DisputeCase.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Records as they come from outside.
class DisputeRecordTest {
  private static final Ruling RULING = new Ruling(Ruling.Basis.PANEL, decision(true, 3, "0.25"));

  static List<DisputeAct> acts() {
    Optional<String> text = Optional.of("because");
    return List.of(
        DisputeCase.filed(ALPHA, BETA, DisputeReason.NON_DELIVERY),
        DisputeCase.deny(),
        DisputeCase.concede(),
        new DisputeAct.Answered(true, Optional.empty(), Optional.of(object("{'a':1}"))),
        new DisputeAct.Bonded(bond("12.50", Bond.Source.ESCROW)),
        new DisputeAct.Withdrawn(),
        new DisputeAct.Sealed(1, Hash.ZERO),
        new DisputeAct.Revealed(2, Nonce.NONE),
        new DisputeAct.Drawn(1, Nonce.NONE, List.of(BETA.uri())),
        new DisputeAct.Voted(1, decision(false, 1, "0"), text),
        new DisputeAct.Ruled(RULING, text),
        new DisputeAct.Appealed(Optional.of(bond()), text),
        new DisputeAct.Appealed(Optional.empty(), Optional.empty()),
        new DisputeAct.Forgiven(),
        new DisputeAct.Expired(DisputeTimer.VOTE, DEADLINE),
        new DisputeAct.Final(RULING, Outcome.BREACHED),
        new DisputeAct.Sealed(
            1,
            Hash.ZERO,
            Optional.of(
                List.of(
                    candidates(1).getFirst(),
                    new Candidate(
                        BETA.uri(), "o", new BigDecimal("69.99"), Optional.of(DEADLINE))))));
  }

  private static JsonObject signed(DisputeAct act) {
    return new DisputeDraft(ID, SESSION, 3, DEADLINE, ALPHA.uri(), SESSION_HEAD, act)
        .sign(ALPHA.signer());
  }

  @ParameterizedTest
  @MethodSource("acts")
  void whatIsWrittenIsRead(DisputeAct act) {
    DisputeRecord read = DisputeRecord.decode(signed(act)).orThrow();

    assertThat(read.act()).isEqualTo(act);
    assertThat(read.verify(ALPHA.card(), VERIFIER)).isInstanceOf(Decoded.Valid.class);
    assertThat(List.of(read.disputeId(), read.sessionId(), read.position(), read.by()))
        .isEqualTo(List.of(ID, SESSION, 3L, ALPHA.uri()));
  }

  @Test
  void everyKindIsWrittenAndRead() {
    Set<RecordKind> kinds = EnumSet.noneOf(RecordKind.class);
    acts().forEach(act -> kinds.add(act.kind()));
    assertThat(kinds).containsExactlyInAnyOrder(RecordKind.values());
  }

  @ParameterizedTest
  @MethodSource("acts")
  void aSignatureForAnotherPurposeDoesNotHold(DisputeAct act) {
    JsonObject json = signed(act);
    DisputeRecord right = DisputeRecord.decode(json).orThrow();
    JsonObject integrity = json.object("integrity").orElseThrow();
    for (SigningPurpose purpose : SigningPurpose.values()) {
      byte[] other = ALPHA.signer().sign(purpose.input(right.hash()));
      JsonObject moved = integrity.with("signature", SignatureText.ofRaw(other).text());
      boolean valid =
          DisputeRecord.decode(json.with("integrity", moved))
                  .orThrow()
                  .verify(ALPHA.card(), VERIFIER)
              instanceof Decoded.Valid;
      assertThat(valid).as(purpose.prefix()).isEqualTo(purpose == act.kind().purpose());
    }
  }

  @Test
  void judgesSignForRulings() {
    assertThat(RecordKind.VOTED.purpose()).isEqualTo(SigningPurpose.RULING);
    assertThat(RecordKind.REVEALED.purpose()).isEqualTo(SigningPurpose.REVEAL);
    assertThat(RecordKind.FILED.purpose()).isEqualTo(SigningPurpose.DISPUTE);
  }

  @Test
  void aChangedRecordIsNoticed() {
    JsonObject json = signed(DisputeCase.filed(ALPHA, BETA, DisputeReason.NON_DELIVERY));

    assertThat(code(verified(json.with("severity", 5)))).isEqualTo(ErrorCode.HASH_MISMATCH);
    assertThat(code(verified(json.with("x-unknown", 5)))).isEqualTo(ErrorCode.HASH_MISMATCH);
    JsonObject integrity = json.object("integrity").orElseThrow();
    assertThat(
            code(
                verified(json.with("integrity", integrity.with("previousHash", Hash.ZERO.text())))))
        .isEqualTo(ErrorCode.HASH_MISMATCH);
  }

  private static Decoded<VerifiedRecord> verified(JsonObject json) {
    return DisputeRecord.decode(json).then(r -> r.verify(ALPHA.card(), VERIFIER));
  }

  private static ErrorCode code(Decoded<?> outcome) {
    assertThat(outcome).isInstanceOf(Decoded.Refused.class);
    return ((Decoded.Refused<?>) outcome).refusal().code();
  }

  @Test
  void theSignatureIsThatOfWhoMadeIt() {
    DisputeAct act = DisputeCase.deny();
    JsonObject forged =
        new DisputeDraft(ID, SESSION, 3, DEADLINE, ALPHA.uri(), SESSION_HEAD, act)
            .sign(BETA.signer());

    assertThat(code(verified(forged))).isEqualTo(ErrorCode.SIGNATURE_INVALID);
    assertThat(code(DisputeRecord.decode(signed(act)).then(r -> r.verify(BETA.card(), VERIFIER))))
        .isEqualTo(ErrorCode.UNAUTHORIZED);
  }

  @Test
  void whoFilesSigns() {
    JsonObject json =
        new DisputeDraft(
                ID,
                SESSION,
                0,
                DEADLINE,
                BETA.uri(),
                SESSION_HEAD,
                DisputeCase.filed(ALPHA, BETA, DisputeReason.NON_DELIVERY))
            .sign(BETA.signer());
    assertThat(pointer(json)).isEqualTo("/filedBy");
  }

  @Test
  void aRecordHasALimit() {
    JsonObject evidence = JsonObject.EMPTY.with("x", "x".repeat(256 * 1024));
    DisputeAct.Filed f = DisputeCase.filed(ALPHA, BETA, DisputeReason.NON_DELIVERY);
    DisputeAct act =
        new DisputeAct.Filed(
            f.commitmentId(),
            0,
            f.filedBy(),
            f.filedAgainst(),
            f.reason(),
            1,
            f.valueShare(),
            evidence);
    assertThat(code(DisputeRecord.decode(signed(act)))).isEqualTo(ErrorCode.TOO_LARGE);
  }

  /// Each required member, one at a time, missing and `null`.
  @ParameterizedTest
  @MethodSource("acts")
  void noMemberCanBeMissingOrNull(DisputeAct act) {
    JsonObject json = signed(act);
    for (String name : json.names()) {
      if (!Set.of("statement", "evidence", "grounds", "bond", "valueShare", "candidates")
          .contains(name)) {
        assertThat(pointer(json.without(name))).startsWith("/");
      }
      assertThat(pointer(json.with(name, JsonNull.NULL))).startsWith("/");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, /type",
    "0, /disputeId",
    "0, /position",
    "0, /obligation",
    "0, /reason",
    "0, /severity",
    "0, /valueShare",
    "1, /answer",
    "6, /round",
    "7, /nonce",
    "8, /nonce",
    "8, /panel",
    "10, /basis",
    "10, /upheld",
    "14, /timer",
    "15, /outcome",
    "16, /candidates"
  })
  void membersOfTheWrongFormArePointedAt(int act, String member) {
    JsonObject json = signed(acts().get(act));
    List<JsonValue> wrong =
        List.of(new JsonString("x".repeat(200)), new JsonNumber(-1.5), JsonArray.EMPTY);
    for (JsonValue value : wrong) {
      boolean list = member.equals("/panel") || member.equals("/candidates");
      if (!list || !value.equals(JsonArray.EMPTY)) {
        assertThat(pointer(json.with(member.substring(1), value))).startsWith(member);
      }
    }
  }

  @Test
  void figuresHaveRanges() {
    JsonObject ruled = signed(new DisputeAct.Ruled(RULING, Optional.empty()));
    for (String share : List.of("1.1", "-0.1", "0.1234567", "01", ".5", "1e0", "")) {
      assertThat(pointer(ruled.with("valueShare", share))).as(share).isEqualTo("/valueShare");
    }
    assertThat(pointer(ruled.with("severity", 0))).isEqualTo("/severity");
    assertThat(pointer(ruled.with("severity", 6))).isEqualTo("/severity");
    assertThat(pointer(ruled.with("upheld", JsonBoolean.FALSE))).isEqualTo("/valueShare");
    DisputeRecord number =
        DisputeRecord.decode(ruled.with("valueShare", new JsonNumber(0.25))).orThrow();
    assertThat(number.act()).isEqualTo(new DisputeAct.Ruled(RULING, Optional.empty()));
  }

  @Test
  void aCandidateStandsOnceAndThereAreLimits() {
    JsonObject sealed = signed(acts().getLast());
    JsonValue one = sealed.array("candidates").orElseThrow().get(0);

    assertThat(pointer(sealed.with("candidates", JsonArray.of(List.of(one, one)))))
        .isEqualTo("/candidates");
    assertThat(pointer(sealed.with("candidates", JsonArray.of(Collections.nCopies(1001, one)))))
        .isEqualTo("/candidates");
  }

  @Test
  void aRecordOfAnotherDisputeDoesNotBelong() {
    DisputeCase dispute =
        DisputeCase.breached()
            .says(ALPHA, DisputeCase.filed(ALPHA, BETA, DisputeReason.NON_DELIVERY));
    JsonObject other =
        new DisputeDraft(
                "dispute-2",
                SESSION,
                1,
                dispute.now,
                BETA.uri(),
                dispute.dispute().head().hash(),
                DisputeCase.deny())
            .sign(BETA.signer());
    dispute.refuses(
        ErrorCode.INVALID_REFERENCE,
        DisputeRecord.decode(other).then(r -> r.verify(BETA.card(), VERIFIER)).orThrow());
  }

  private static String pointer(JsonObject json) {
    return switch (DisputeRecord.decode(json)) {
      case Decoded.Valid<DisputeRecord> _ -> throw new AssertionError("accepted: " + json);
      case Decoded.Refused<DisputeRecord>(var refusal) -> {
        assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED);
        yield refusal.details().string("pointer").orElseThrow();
      }
    };
  }
}

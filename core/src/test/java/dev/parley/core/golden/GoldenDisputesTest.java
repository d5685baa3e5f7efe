package dev.parley.core.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Vectors;
import dev.parley.core.card.AgentCard;
import dev.parley.core.dispute.Dispute;
import dev.parley.core.dispute.DisputeMachine;
import dev.parley.core.dispute.DisputeRecord;
import dev.parley.core.dispute.DisputeStep;
import dev.parley.core.dispute.VerifiedRecord;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The files `vectors/disputes` but for those of criteria: records, what follows from them, draws.
class GoldenDisputesTest {
  private static final String CARDS = "disputes/cards.json";
  private static final String SITUATIONS = "disputes/situations.json";
  private static final String RECORDS = "disputes/records.json";
  private static final String REFUSED = "disputes/refused.json";
  private static final String DRAWS = "disputes/draws.json";

  @Test
  void theDisputesAreReproduced() {
    Vectors.assertReproduced(CARDS, "The cards of those who make records.", GoldenDisputes.cards());
    Vectors.assertReproduced(
        SITUATIONS,
        "What the session says about the obligation when the dispute `id` is filed.",
        GoldenDisputes.situations());
    Vectors.assertReproduced(
        RECORDS,
        "The records of each dispute in order: the text that is signed, and after its acceptance the stage, what is waited for, and the effects.",
        GoldenDisputes.records());
    Vectors.assertReproduced(
        REFUSED,
        "Records that are refused whatever the dispute says, and the code.",
        RefusedRecords.all());
    Vectors.assertReproduced(
        DRAWS,
        "Draws of panels: `seats` of the `candidates` who are eligible `at` that time and not barred, drawn with the chance of the four hashes; nobody if too few are eligible.",
        GoldenDraws.all());
  }

  @Test
  void recordsVerifyAndFoldAsWritten() {
    Map<String, Dispute> disputes = new HashMap<>();
    for (JsonObject vector : Vectors.cases(RECORDS)) {
      JsonObject json = vector.object("record").orElseThrow();
      DisputeRecord made = DisputeRecord.decode(json).orThrow();
      AgentCard card = card(made.by().text());
      byte[] signed = Vectors.text(vector, "signed").getBytes(StandardCharsets.US_ASCII);
      SignatureText signature = made.signature();
      assertThat(Cast.VERIFIER.ed25519(card.signingKey(), signed, signature.raw())).isTrue();
      VerifiedRecord verified = made.verify(card, Cast.VERIFIER).orThrow();
      Instant at = Timestamp.parse(Vectors.text(vector, "acceptedAt")).orElseThrow();
      String id = made.disputeId();
      DisputeStep step =
          Optional.ofNullable(disputes.get(id))
              .map(before -> DisputeMachine.apply(before, verified, at))
              .orElseGet(
                  () -> DisputeMachine.file(verified, at, Optional.of(GoldenDisputes.facts(id))));
      assertThat(step)
          .isInstanceOfSatisfying(
              DisputeStep.Moved.class,
              moved -> {
                assertThat(GoldenDisputes.entry(json, moved, at)).isEqualTo(vector);
                disputes.put(id, moved.next());
              });
    }
    assertThat(disputes).hasSize(2);
  }

  @Test
  void refusesRecordsThatProveNothing() {
    for (JsonObject vector : Vectors.cases(REFUSED)) {
      Decoded<VerifiedRecord> outcome =
          DisputeRecord.decode(vector.object("record").orElseThrow())
              .then(r -> r.verify(card(Vectors.text(vector, "agent")), Cast.VERIFIER));
      assertThat(outcome)
          .as(Vectors.text(vector, "id"))
          .isInstanceOfSatisfying(
              Decoded.Refused.class,
              refused -> {
                Decoded.Refused<?> any = refused;
                assertThat(any.refusal().code().wire()).isEqualTo(Vectors.text(vector, "code"));
              });
    }
  }

  @Test
  void drawsThePanelsAsWritten() {
    for (JsonObject vector : Vectors.cases(DRAWS)) {
      assertThat(GoldenDraws.panel(vector))
          .as(Vectors.text(vector, "id"))
          .isEqualTo(GoldenDraws.texts(vector, "panel"));
    }
  }

  @Test
  void nothingIsNamedTwice() {
    for (String file : List.of(CARDS, SITUATIONS, RECORDS, REFUSED, DRAWS)) {
      assertThat(Vectors.cases(file).stream().map(c -> Vectors.text(c, "id")))
          .doesNotHaveDuplicates();
    }
  }

  private static AgentCard card(String agent) {
    return Vectors.cases(CARDS).stream()
        .filter(c -> Vectors.text(c, "id").equals(agent))
        .map(c -> AgentCard.decode(c.object("card").orElseThrow()).orThrow())
        .findFirst()
        .orElseThrow();
  }
}

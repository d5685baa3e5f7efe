package dev.parley.core.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Vectors;
import dev.parley.core.card.OrganizationRecord;
import dev.parley.core.error.Decoded;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.wire.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The files `vectors/organizations`: which record of an organisation holds, and whom it names.
class GoldenOrganizationsTest {
  private static final String ACCEPTED = "organizations/accepted.json";
  private static final String REFUSED = "organizations/refused.json";

  static Stream<Named<JsonObject>> accepted() {
    return named(ACCEPTED);
  }

  static Stream<Named<JsonObject>> refused() {
    return named(REFUSED);
  }

  private static Stream<Named<JsonObject>> named(String file) {
    return Vectors.cases(file).stream().map(c -> Named.of(Vectors.text(c, "id"), c));
  }

  private static Decoded<OrganizationRecord> held(JsonObject vector) {
    return OrganizationRecord.decode(vector.object("record").orElseThrow())
        .then(
            record ->
                record
                    .objection(
                        Vectors.text(vector, "domain"),
                        Timestamp.parse(Vectors.text(vector, "now")).orElseThrow(),
                        Cast.VERIFIER)
                    .<Decoded<OrganizationRecord>>map(Decoded::refused)
                    .orElseGet(() -> Decoded.valid(record)));
  }

  @Test
  void theRecordsAreReproduced() {
    Vectors.assertReproduced(
        ACCEPTED,
        "Records of organisations that hold at the time `now` when they are found at `domain`; of the agents of acme.example in vectors/messages/cards.json they name those in `names`.",
        GoldenOrganizations.accepted());
    Vectors.assertReproduced(
        REFUSED,
        "Records of organisations that do not hold at the time `now` when they are found at `domain`, and the code with which they are refused.",
        GoldenOrganizations.refused());
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void takesARecordThatHoldsAndKnowsWhomItNames(JsonObject vector) {
    OrganizationRecord record = held(vector).orThrow();
    assertThat(
            Stream.of(Cast.ALPHA, Cast.AIDE, Cast.BETA)
                .filter(speaker -> record.names(speaker.card()))
                .map(speaker -> speaker.uri().text()))
        .containsExactlyElementsOf(
            vector.array("names").orElse(JsonArray.EMPTY).values().stream()
                .map(name -> ((JsonString) name).value())
                .toList());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesARecordThatDoesNot(JsonObject vector) {
    Decoded<OrganizationRecord> outcome = held(vector);
    assertThat(outcome).isInstanceOf(Decoded.Refused.class);
    assertThat(((Decoded.Refused<OrganizationRecord>) outcome).refusal().code().wire())
        .isEqualTo(Vectors.text(vector, "code"));
  }

  @Test
  void namesAnAgentOnlyWithTheKeyOfItsCard() {
    OrganizationRecord record = GoldenOrganizations.record();
    assertThat(record.names(Cast.ALPHA.card())).isTrue();
    assertThat(record.names(Cast.rotated(Cast.ALPHA).card())).isFalse();
  }

  @Test
  void theDocumentShowsTheRecord() throws IOException {
    Path document = Vectors.root().resolveSibling("docs").resolve("organizations.md");
    assertThat(Files.readString(document)).contains(GoldenOrganizations.record().json().toString());
  }

  @Test
  void noRecordIsNamedTwice() {
    assertThat(accepted().map(Named::getName)).doesNotHaveDuplicates();
    assertThat(refused().map(Named::getName)).doesNotHaveDuplicates();
  }
}

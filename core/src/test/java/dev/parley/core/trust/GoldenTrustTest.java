package dev.parley.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Vectors;
import dev.parley.core.error.Decoded;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The files `vectors/trust`: evidence and the score that follows from it, and documents that are
/// none.
class GoldenTrustTest {
  private static final String ACCEPTED = "trust/accepted.json";
  private static final String REFUSED = "trust/refused.json";
  private static final int AGENTS = 8;
  private static final int DAYS = 4;

  static Stream<Named<JsonObject>> accepted() {
    return named(ACCEPTED);
  }

  static Stream<Named<JsonObject>> refused() {
    return named(REFUSED);
  }

  private static Stream<Named<JsonObject>> named(String file) {
    return Vectors.cases(file).stream().map(c -> Named.of(Vectors.text(c, "id"), c));
  }

  /// The documents of all agents of a small market, on its last day and a hundred days later.
  private static List<EvidenceDocument> documents() {
    TrustMarket market = new TrustMarket(21, AGENTS);
    TrustBook book = new TrustBook(TrustMarket.BEGIN.toEpochDay(), Set.of());
    market.standings().forEach(book::register);
    List<Evidence> told = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      LocalDate date = TrustMarket.BEGIN.plusDays(day);
      if (day > 0) {
        book.begin(date.toEpochDay());
      }
      for (int i = 0; i < 8 * AGENTS; i++) {
        told.add(market.piece(date));
        book.add(told.getLast());
      }
    }
    List<EvidenceDocument> documents = new ArrayList<>();
    for (Standing standing : market.standings()) {
      documents.add(document(standing, book, told));
    }
    documents.add(new EvidenceDocument(market.standings().getFirst(), book.epoch(), List.of()));
    book.begin(TrustMarket.BEGIN.plusDays(100).toEpochDay());
    documents.add(document(market.standings().getFirst(), book, told));
    return documents;
  }

  private static EvidenceDocument document(Standing standing, TrustBook book, List<Evidence> told) {
    return new EvidenceDocument(
        standing,
        book.epoch(),
        told.stream().filter(e -> e.origin().subject().equals(standing.agent())).toList());
  }

  private static List<JsonObject> scored() {
    List<JsonObject> cases = new ArrayList<>();
    List<EvidenceDocument> documents = documents();
    for (int i = 0; i < documents.size(); i++) {
      String id = i < AGENTS ? "agent-" + i : i == AGENTS ? "newcomer" : "idle";
      cases.add(
          JsonObject.builder()
              .put("id", id)
              .put("document", documents.get(i).json())
              .put("score", documents.get(i).score().json())
              .build());
    }
    return cases;
  }

  private static List<JsonObject> broken() {
    JsonObject sound = documents().getFirst().json();
    JsonObject agent = sound.object("agent").orElseThrow();
    JsonObject piece = Vectors.object(sound.array("evidence").orElseThrow().get(0));
    JsonArray twice = JsonArray.of(List.of(piece, piece));
    JsonObject about = piece.with("counterparty", Vectors.text(agent, "agentId"));
    return List.of(
        broken("another-format", sound.with("format", "asp-trust-evidence/2")),
        broken("another-profile", sound.with("profileVersion", "asp-trust/0")),
        broken("no-day", sound.with("asOf", "2026-3-4")),
        broken("identity-above-100", sound.with("agent", agent.with("identity", 101))),
        broken("the-same-hash-twice", sound.with("evidence", twice)),
        broken("evidence-about-oneself", sound.with("evidence", JsonArray.of(List.of(about)))),
        broken(
            "evidence-of-a-later-day",
            sound.with(
                "evidence", JsonArray.of(List.of(piece.with("at", "2027-01-01T00:00:00.000Z"))))),
        broken(
            "unknown-kind",
            sound.with("evidence", JsonArray.of(List.of(piece.with("kind", "rumour"))))),
        broken(
            "mass-above-one",
            sound.with(
                "epoch",
                JsonObject.of(
                    "agents",
                    JsonNumber.of(2),
                    "raters",
                    JsonArray.of(
                        List.of(
                            Vectors.object(
                                    sound
                                        .object("epoch")
                                        .orElseThrow()
                                        .array("raters")
                                        .orElseThrow()
                                        .get(0))
                                .with("t", new JsonNumber(1.5))))))));
  }

  private static JsonObject broken(String id, JsonObject document) {
    return JsonObject.builder()
        .put("id", id)
        .put("code", "malformed")
        .put("document", document)
        .build();
  }

  @Test
  void theCasesAreReproduced() {
    Vectors.assertReproduced(
        ACCEPTED,
        "Evidence of one agent as a `document`, and the `score` that follows from it.",
        scored());
    Vectors.assertReproduced(
        REFUSED, "Documents that are refused with `code`, each wrong in one thing.", broken());
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void theScoreFollowsFromTheDocument(JsonObject vector) {
    byte[] bytes = CanonicalJson.bytes(vector.object("document").orElseThrow());
    assertThat(EvidenceDocument.read(bytes).orThrow().score().json())
        .isEqualTo(vector.object("score").orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatIsNoDocument(JsonObject vector) {
    Decoded<EvidenceDocument> read =
        EvidenceDocument.decode(vector.object("document").orElseThrow());
    assertThat(read).isInstanceOf(Decoded.Refused.class);
    assertThat(((Decoded.Refused<EvidenceDocument>) read).refusal().code().wire())
        .isEqualTo(Vectors.text(vector, "code"));
  }

  @Test
  void whatIsNoJsonIsRefusedToo() {
    assertThat(EvidenceDocument.read(new byte[] {'{'})).isInstanceOf(Decoded.Refused.class);
    assertThat(EvidenceDocument.read(new byte[] {'1'})).isInstanceOf(Decoded.Refused.class);
  }
}

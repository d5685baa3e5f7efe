package dev.parley.core.golden;

import dev.parley.core.dispute.Candidate;
import dev.parley.core.dispute.Nonce;
import dev.parley.core.dispute.PanelDraw;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.wire.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes draws of panels, and draws again what a file says.
final class GoldenDraws {
  private static final Instant AT = Instant.parse("2026-06-01T00:00:00.000Z");
  private static final String NONE = Nonce.NONE.text();

  private GoldenDraws() {}

  static List<JsonObject> all() {
    List<JsonObject> out = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      out.add(draw("three-of-ten-" + i, 3, 10, 10, i));
    }
    for (int i = 0; i < 4; i++) {
      out.add(draw("seven-of-forty-" + i, 7, 40, 40, i));
    }
    out.add(draw("three-of-three", 3, 3, 3, 1));
    out.add(draw("too-few", 3, 2, 2, 1));
    out.add(draw("one-seat-for-an-organisation", 3, 12, 3, 1));
    out.add(draw("too-few-organisations", 7, 12, 6, 1));
    out.add(draw("one-side-revealed-nothing", 3, 10, 10, 1, text("a"), NONE));
    out.add(draw("the-other-side-revealed-nothing", 3, 10, 10, 1, NONE, text("a")));
    JsonObject plain = draw("barred", 3, 5, 5, 1);
    List<JsonValue> some = new ArrayList<>(plain.array("candidates").orElseThrow().values());
    some.add(candidate(90, "org_x", 69.99, Optional.empty()));
    some.add(candidate(91, "org_acme", 99, Optional.empty()));
    some.add(candidate(92, "org_y", 99, Optional.of(AT.minus(Duration.ofDays(180)).plusMillis(1))));
    some.add(candidate(93, "org_z", 99, Optional.of(AT.minus(Duration.ofDays(180)))));
    some.add(candidate(94, "org_w", 70, Optional.empty()));
    JsonObject barred =
        plain
            .with("candidates", JsonArray.of(some))
            .with("barredOrganisations", JsonArray.ofStrings(List.of("org_acme")))
            .with("barredAgents", JsonArray.ofStrings(List.of("agent://j94.example/judge")));
    out.add(drawn(barred));
    return out;
  }

  private static JsonObject draw(String id, int seats, int count, int orgs, int chance) {
    return draw(id, seats, count, orgs, chance, text("a" + chance), text("b" + chance));
  }

  private static JsonObject draw(
      String id, int seats, int count, int orgs, int chance, String one, String other) {
    List<JsonObject> candidates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      candidates.add(candidate(i, "org_" + i % orgs, 70 + i % 30, Optional.empty()));
    }
    return drawn(
        JsonObject.builder()
            .put("id", id)
            .put("seats", seats)
            .put("at", Timestamp.format(AT))
            .put("asked", "sha256:" + text("asked" + chance))
            .put("complainant", one)
            .put("respondent", other)
            .put("steward", text("steward" + chance))
            .put("candidates", JsonArray.of(candidates))
            .put("barredOrganisations", JsonArray.EMPTY)
            .put("barredAgents", JsonArray.EMPTY)
            .build());
  }

  private static JsonObject drawn(JsonObject vector) {
    return vector.with("panel", JsonArray.ofStrings(panel(vector)));
  }

  private static JsonObject candidate(
      int number, String org, double score, Optional<Instant> lastDealtAt) {
    JsonObject out =
        JsonObject.EMPTY
            .with("agentId", "agent://j" + number + ".example/judge")
            .with("orgId", org)
            .with("score", new JsonNumber(score));
    return lastDealtAt.map(at -> out.with("lastDealtAt", Timestamp.format(at))).orElse(out);
  }

  private static String text(String of) {
    return Hash.of(of.getBytes(StandardCharsets.UTF_8)).text().substring("sha256:".length());
  }

  /// Draws what a case says.
  static List<String> panel(JsonObject vector) {
    List<Candidate> candidates = new ArrayList<>();
    for (JsonValue value : vector.array("candidates").orElseThrow()) {
      JsonObject json = (JsonObject) value;
      candidates.add(
          new Candidate(
              new AgentUri(json.string("agentId").orElseThrow()),
              json.string("orgId").orElseThrow(),
              json.get("score") instanceof JsonNumber score ? score.exact() : Candidate.LEAST_SCORE,
              json.string("lastDealtAt").flatMap(Timestamp::parse)));
    }
    PanelDraw.Barred barred =
        new PanelDraw.Barred(
            Set.copyOf(texts(vector, "barredOrganisations")),
            Set.copyOf(texts(vector, "barredAgents").stream().map(AgentUri::new).toList()),
            Timestamp.parse(vector.string("at").orElseThrow()).orElseThrow());
    PanelDraw.Chance chance =
        new PanelDraw.Chance(
            new Hash(vector.string("asked").orElseThrow()),
            new Nonce(vector.string("complainant").orElseThrow()),
            new Nonce(vector.string("respondent").orElseThrow()),
            new Nonce(vector.string("steward").orElseThrow()));
    int seats = (int) vector.integer("seats").orElseThrow();
    return PanelDraw.draw(candidates, barred, seats, chance).stream().map(AgentUri::text).toList();
  }

  static List<String> texts(JsonObject vector, String name) {
    return vector.array(name).orElseThrow().values().stream()
        .map(v -> v instanceof JsonString(String text) ? text : "")
        .toList();
  }
}

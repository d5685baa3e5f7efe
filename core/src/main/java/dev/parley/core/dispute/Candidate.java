package dev.parley.core.dispute;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import dev.parley.core.wire.Timestamp;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Somebody who might sit on a panel, as the node knows it.
///
/// @param agent who
/// @param orgId its organisation
/// @param score its trust score
/// @param lastDealtAt when it last dealt with either side of the dispute, if ever
public record Candidate(
    AgentUri agent, String orgId, BigDecimal score, Optional<Instant> lastDealtAt) {
  /// How many a list may name.
  public static final int MOST = 1000;

  /// The least score of a judge.
  public static final BigDecimal LEAST_SCORE = BigDecimal.valueOf(70);

  /// How long a judge has not dealt with either side.
  public static final Duration APART = Duration.ofDays(180);

  private static final AgentUri NOBODY = new AgentUri("agent://localhost/nobody");

  static Candidate read(Members in) {
    AgentUri agent = in.agent("agentId", NOBODY);
    String org = in.id("orgId");
    Optional<JsonNumber> score = in.optionalNumber("score");
    if (score.isEmpty() || score.get().value() < 0 || score.get().value() > 100) {
      in.wrong("score", "has to be a number from 0 to 100");
    }
    return new Candidate(
        agent,
        org,
        score.map(JsonNumber::exact).orElse(BigDecimal.ZERO),
        in.optionalTime("lastDealtAt"));
  }

  /// The candidate as it stands in a record.
  ///
  /// @return `{agentId, orgId, score, lastDealtAt}`
  public JsonObject json() {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("agentId", agent.text())
            .put("orgId", orgId)
            .put("score", new JsonNumber(score.doubleValue()));
    lastDealtAt.ifPresent(at -> out.put("lastDealtAt", Timestamp.format(at)));
    return out.build();
  }
}

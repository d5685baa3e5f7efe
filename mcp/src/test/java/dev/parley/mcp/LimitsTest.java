package dev.parley.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.Decoded;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A slip of the pen in a mandate is noticed, not ignored.
final class LimitsTest {
  private static Decoded<Limits> read(String json) {
    return Limits.decode(
        Stage.json(json),
        Stage.ALPHA,
        Instant.parse("2026-11-24T06:00:00Z"),
        AgentKeys.generate(new SecureRandom()).signer());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"maxValue\":{\"amount\":500,\"currency\":\"USD\"}}",
        "{\"currencies\":[\"USD\"],\"counterparties\":[\"acme.example\"],\"maxRounds\":7}",
        "{\"terms\":{\"/price\":{\"min\":1},\"/a/b\":{\"max\":\"2.50\"}}}"
      })
  void readsWhatAPersonGives(String json) {
    assertThat(read(json)).isInstanceOf(Decoded.Valid.class);
    assertThat(read(json).orThrow().json()).isEqualTo(Stage.json(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"maxvalue\":{\"amount\":500,\"currency\":\"USD\"}}",
        "{\"maxValue\":500}",
        "{\"maxValue\":{\"amount\":-1,\"currency\":\"USD\"}}",
        "{\"maxValue\":{\"amount\":1,\"currency\":\"usd\"}}",
        "{\"by\":\"agent://eve.example/eve\"}",
        "{\"terms\":7}",
        "{\"terms\":{\"price\":{\"max\":1}}}",
        "{\"terms\":{\"/price\":{}}}",
        "{\"terms\":{\"/price\":{\"max\":\"a lot\"}}}",
        "{\"terms\":{\"/price\":{\"max\":1,\"mx\":2}}}",
        "{\"maxRounds\":-1}"
      })
  void refusesWhatIsNoLimit(String json) {
    assertThat(read(json)).isInstanceOf(Decoded.Refused.class);
  }

  @Test
  void tellsTheModelWhatHoldsWithoutAny() {
    JsonObject told =
        Limits.approvingEverything(
                Stage.ALPHA,
                Instant.parse("2026-11-24T06:00:00Z"),
                AgentKeys.generate(new SecureRandom()).signer())
            .json();
    assertThat(told.string("approval")).isPresent();
  }
}

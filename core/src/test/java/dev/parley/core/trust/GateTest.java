package dev.parley.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.wire.Members;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a gate may ask on the wire.
class GateTest {
  private static Decoded<Gate> read(String json) {
    Parsed parsed = StrictJson.read(json.getBytes(StandardCharsets.UTF_8), JsonLimits.MESSAGE);
    Members in = Members.of((JsonObject) ((Parsed.Value) parsed).value(), "");
    Gate gate = Gate.read(in);
    return in.result(() -> gate);
  }

  @Test
  void readsFloorsAndCounterparties() {
    assertThat(read("{}").orThrow()).isEqualTo(Gate.of(0));
    assertThat(read("{\"minComponents\":{}}").orThrow()).isEqualTo(Gate.of(0));
    assertThat(
            read("{\"minComponents\":{\"CF\":60,\"IV\":79.5,\"PE\":0,\"SP\":100},"
                    + "\"minEffectiveCounterparties\":2.5}")
                .orThrow())
        .isEqualTo(
            new Gate(
                0,
                Map.of(
                    Component.CF, 60_00,
                    Component.IV, 79_50,
                    Component.PE, 0,
                    Component.SP, 100_00),
                2_50));
    assertThat(read("{\"minEffectiveCounterparties\":1000000}").orThrow().effectiveCounterparties())
        .isEqualTo(100_000_000);
  }

  @Test
  void neverLowersAFloorByRounding() {
    assertThat(read("{\"minComponents\":{\"CF\":60.001}}").orThrow().floors())
        .isEqualTo(Map.of(Component.CF, 60_01));
    assertThat(read("{\"minComponents\":{\"CF\":10.67}}").orThrow().floors())
        .isEqualTo(Map.of(Component.CF, 10_67));
    assertThat(read("{\"minComponents\":{\"CF\":1e-300}}").orThrow().floors())
        .isEqualTo(Map.of(Component.CF, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'minComponents':{'XX':1}} | /minComponents/XX",
        "{'minComponents':{'cf':1}} | /minComponents/cf",
        "{'minComponents':{'CF':101}} | /minComponents/CF",
        "{'minComponents':{'CF':-1}} | /minComponents/CF",
        "{'minComponents':{'CF':'60'}} | /minComponents/CF",
        "{'minComponents':{'CF':null}} | /minComponents/CF",
        "{'minComponents':[60]} | /minComponents",
        "{'minComponents':60} | /minComponents",
        "{'minComponents':null} | /minComponents",
        "{'minEffectiveCounterparties':-0.5} | /minEffectiveCounterparties",
        "{'minEffectiveCounterparties':1000000.5} | /minEffectiveCounterparties",
        "{'minEffectiveCounterparties':true} | /minEffectiveCounterparties"
      })
  void refusesWhatIsNoFloor(String json, String pointer) {
    Decoded<Gate> outcome = read(json.replace('\'', '"'));
    assertThat(outcome).isInstanceOf(Decoded.Refused.class);
    var refusal = ((Decoded.Refused<Gate>) outcome).refusal();
    assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED);
    assertThat(refusal.details().string("pointer")).contains(pointer);
  }
}

package dev.parley.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictJsonTest {
  static Parsed read(String text) {
    return StrictJson.read(text.getBytes(UTF_8), JsonLimits.MESSAGE);
  }

  static JsonFault faultOf(Parsed parsed) {
    assertThat(parsed).isInstanceOf(Parsed.Malformed.class);
    return ((Parsed.Malformed) parsed).fault();
  }

  static JsonValue valueOf(Parsed parsed) {
    assertThat(parsed).isInstanceOf(Parsed.Value.class);
    return ((Parsed.Value) parsed).value();
  }

  static Parsed.Spelling spelling(byte[] document) {
    return ((Parsed.Value) StrictJson.read(document, JsonLimits.MESSAGE)).spelling();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"b\":1,\"a\":2}|{\"a\":2,\"b\":1}",
        "[1200.00, 2e3, 0e9999999999]|[1200,2000,0]",
        "[1e-7, 0.000001, 5e-324]|[1e-7,0.000001,5e-324]",
        "\"\\u0041\\u00e9\\ud83d\\ude00\\/\"|\"A\u00e9\ud83d\ude00/\"",
        "[9007199254740991,-9007199254740991]|[9007199254740991,-9007199254740991]",
      })
  void writesWhatItReadCanonically(String document, String canonical) {
    assertThat(CanonicalJson.text(valueOf(read(document)))).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"\\u0061\":1}|DUPLICATE_KEY",
        "[{\"x\":[{\"a\":1,\"b\":2,\"a\":3}]}]|DUPLICATE_KEY",
        "9007199254740992|NUMBER_RANGE",
        "9007199254740991.5|NUMBER_RANGE",
        "1e400|NUMBER_RANGE",
        "1e-400|NUMBER_RANGE",
        "-0|NEGATIVE_ZERO",
        "-0.0e5|NEGATIVE_ZERO",
        "\"\\udc00\"|LONE_SURROGATE",
        "01|SYNTAX",
        "1 2|TRAILING_BYTES",
      })
  void refuses(String document, JsonFault fault) {
    assertThat(faultOf(read(document))).isEqualTo(fault);
  }

  @Test
  void readsAPartOfAnArrayAndCountsOffsetsFromItsStart() {
    byte[] bytes = "xx[1,}yy".getBytes(UTF_8);
    assertThat(StrictJson.read(bytes, 2, 6, JsonLimits.MESSAGE))
        .isEqualTo(new Parsed.Malformed(JsonFault.SYNTAX, 3, "a value is expected"));
  }

  @Test
  void allowsExactlyTheDepthOfItsLimits() {
    assertThat(read("[".repeat(64) + "]".repeat(64))).isInstanceOf(Parsed.Value.class);
    assertThat(faultOf(read("[".repeat(65) + "]".repeat(65)))).isEqualTo(JsonFault.TOO_DEEP);
  }
}

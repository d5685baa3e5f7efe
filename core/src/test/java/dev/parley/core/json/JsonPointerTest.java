package dev.parley.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPointerTest {
  /// The document of RFC 6901, section 5, re-typed.
  private static final JsonValue DOCUMENT =
      StrictJsonTest.valueOf(
          StrictJsonTest.read(
              """
              {"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\\\j":5,"k\\"l":6," ":7,"m~n":8}
              """));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "/foo;[\"bar\",\"baz\"]",
        "/foo/0;\"bar\"",
        "/;0",
        "/a~1b;1",
        "/c%d;2",
        "/e^f;3",
        "/g|h;4",
        "/i\\j;5",
        "/k\"l;6",
        "/ ;7",
        "/m~0n;8",
      })
  void resolvesTheExamplesOfTheStandard(String pointer, String canonical) {
    assertThat(JsonPointer.parse(pointer).orElseThrow().resolve(DOCUMENT).map(CanonicalJson::text))
        .contains(canonical);
  }

  @Test
  void theEmptyPointerIsTheDocument() {
    assertThat(JsonPointer.parse("").orElseThrow().resolve(DOCUMENT)).contains(DOCUMENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/none",
        "/foo/2",
        "/foo/00",
        "/foo/01",
        "/foo/-",
        "/foo/+1",
        "/foo/",
        "/foo/0/x",
        "/a~1b/c",
        "/foo/9999999999"
      })
  void findsNothingWhereNothingIs(String pointer) {
    assertThat(JsonPointer.parse(pointer).orElseThrow().resolve(DOCUMENT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "foo/bar", "/~", "/~2", "/a~", "/a/~x", "#/a"})
  void refusesWhatIsNoPointer(String text) {
    assertThat(JsonPointer.parse(text)).isEmpty();
  }

  @Test
  void unescapesInTheOrderThatKeepsEscapedTildes() {
    JsonValue document = JsonObject.of("~1", JsonNumber.of(1), "/", JsonNumber.of(2));
    assertThat(JsonPointer.parse("/~01").orElseThrow().resolve(document))
        .contains(JsonNumber.of(1));
    assertThat(JsonPointer.parse("/~1").orElseThrow().resolve(document)).contains(JsonNumber.of(2));
  }
}

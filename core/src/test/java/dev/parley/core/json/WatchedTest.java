package dev.parley.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedTest {
  private static final int DOCUMENTS = 500;

  private static byte[] slice(byte[] bytes, Span span) {
    return Arrays.copyOfRange(bytes, span.from(), span.to());
  }

  /// Whatever surrounds it, and however the document is spelt.
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void findsTheBytesOfWhatWasRead(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < DOCUMENTS; i++) {
      String inner = RandomDocument.of(random.nextLong());
      String before = RandomDocument.of(random.nextLong());
      String after = RandomDocument.of(random.nextLong());
      byte[] document =
          " {\"a\":{\"inner\":1,\"x\":%s},\"m\":{\"inner\":%s,\"z\":[{\"inner\":2}]},\"z\":%s} "
              .formatted(before, inner, after)
              .getBytes(UTF_8);
      Watched watched = Watched.path("m", "inner");
      JsonValue read =
          StrictJsonTest.valueOf(StrictJson.read(document, JsonLimits.MESSAGE, watched));

      JsonObject m = ((JsonObject) read).object("m").orElseThrow();
      assertThat(
              StrictJsonTest.read(new String(slice(document, watched.at(0).orElseThrow()), UTF_8)))
          .extracting(StrictJsonTest::valueOf)
          .isEqualTo(m);
      assertThat(new String(slice(document, watched.at(1).orElseThrow()), UTF_8)).isEqualTo(inner);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "7",
        "{\"inner\":1}",
        "{\"n\":{\"m\":{\"inner\":1}}}",
        "[{\"m\":{\"inner\":1}}]",
        "{\"m\":[{\"inner\":1}]}",
        "{\"m\":{\"n\":{\"inner\":1}}}"
      })
  void findsNothingWhereThePathDoesNotLead(String document) {
    Watched watched = Watched.path("m", "inner");
    StrictJsonTest.valueOf(StrictJson.read(document.getBytes(UTF_8), JsonLimits.MESSAGE, watched));
    assertThat(watched.at(1)).isEmpty();
  }

  @Test
  void changesNothingAboutWhatIsRefused() {
    byte[] twice = "{\"m\":1,\"m\":2}".getBytes(UTF_8);
    assertThat(StrictJson.read(twice, JsonLimits.MESSAGE, Watched.path("m")))
        .isEqualTo(StrictJson.read(twice, JsonLimits.MESSAGE))
        .extracting(StrictJsonTest::faultOf)
        .isEqualTo(JsonFault.DUPLICATE_KEY);
  }

  /// The members that are left, from bytes, are those that are left of the value.
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {5, 6, 7, 8})
  void bytesWithoutSomeMembersAreThoseOfTheValueWithoutThem(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < DOCUMENTS; i++) {
      JsonObject.Builder members = JsonObject.builder();
      for (String name : List.of("a", "b", "c\"", "d\\", "é", "hash", "hashes")) {
        if (random.nextBoolean()) {
          members.put(
              name,
              StrictJsonTest.valueOf(StrictJsonTest.read(RandomDocument.of(random.nextLong()))));
        }
      }
      JsonObject object = members.build();
      byte[] padded = ("xx" + object + "yyy").getBytes(UTF_8);
      List<String> absent = List.of("a", "hash", "z");

      assertThat(CanonicalJson.without(padded, new Span(2, padded.length - 3), absent))
          .asString(UTF_8)
          .isEqualTo(object.without("a", "hash", "z").toString());
    }
  }
}

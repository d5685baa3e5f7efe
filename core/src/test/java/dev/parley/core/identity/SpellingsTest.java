package dev.parley.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.message.MessageId;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names, ids and base64url are checked by hand because every message is full of them. Here the
/// same rules stand as patterns, and text that nearly fits has to get the same verdict from both.
final class SpellingsTest {
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern AGENT =
      Pattern.compile(
          "agent://" + LABEL + "(?:\\." + LABEL + ")*/[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*");
  private static final Pattern UUID7 =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  private static final List<String> AGENTS =
      List.of(
          "agent://acme.example/procurement/alpha",
          "agent://a/b",
          "agent://localhost/node",
          "agent://a-b.c-d.example/x~y/_z.-",
          "agent://" + "a".repeat(63) + ".example/x",
          "agent://" + "a".repeat(64) + ".example/x",
          "agent:///x",
          "agent://a.example",
          "agent://a.example/",
          "agent://.a/x",
          "agent://a./x",
          "agent://a..b/x",
          "agent://-a/x",
          "agent://a-/x",
          "agent://a//x",
          "agent://a/x//y",
          "agent://a/x/",
          "agent://A/x",
          "agent:/a/x",
          "");
  private static final int MUTATIONS = 3_000;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void agentUris(long seed) {
    Random random = new Random(seed);
    for (String name : AGENTS) {
      assertAgent(name);
      for (int i = 0; i < MUTATIONS / AGENTS.size(); i++) {
        assertAgent(mutated(name, "aZ9-._~/:%@ \u00e4", random));
      }
    }
    assertAgent("agent://a/" + "x".repeat(AgentUri.MAX_LENGTH - 10));
    assertThat(AgentUri.parse("agent://a/" + "x".repeat(AgentUri.MAX_LENGTH - 9))).isEmpty();
  }

  private static void assertAgent(String text) {
    assertThat(AgentUri.parse(text).isPresent()).as(text).isEqualTo(AGENT.matcher(text).matches());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {4, 5, 6})
  void ids(long seed) {
    Random random = new Random(seed);
    String id = "0192f0c1-2b3c-7d4e-8f50-112233445566";
    assertThat(MessageId.parse(id)).isPresent();
    for (int i = 0; i < MUTATIONS; i++) {
      String text = mutated(id, "09afgAF-78c", random);
      assertThat(MessageId.parse(text).isPresent())
          .as(text)
          .isEqualTo(UUID7.matcher(text).matches());
    }
  }

  /// Exactly what is written again as the same text is the one spelling of its bytes.
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {7, 8, 9})
  void base64url(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = new byte[random.nextInt(9)];
      random.nextBytes(bytes);
      String good = Base64Url.encode(bytes);
      assertThat(Base64Url.decode(good)).hasValue(bytes);
      String text = mutated(good, "AQgw-_=+/ \n", random);
      assertThat(Base64Url.decode(text).isPresent()).as(text).isEqualTo(isTheOneSpelling(text));
    }
  }

  private static boolean isTheOneSpelling(String text) {
    try {
      return Base64Url.encode(Base64.getUrlDecoder().decode(text)).equals(text);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// Replaces, inserts or removes one character.
  private static String mutated(String text, String alphabet, Random random) {
    StringBuilder out = new StringBuilder(text);
    char c = alphabet.charAt(random.nextInt(alphabet.length()));
    int at = random.nextInt(text.length() + 1);
    switch (random.nextInt(3)) {
      case 0 -> out.insert(at, c);
      case 1 -> out.replace(at, Math.min(at + 1, text.length()), String.valueOf(c));
      default -> out.delete(at, Math.min(at + 1, text.length()));
    }
    return out.toString();
  }
}

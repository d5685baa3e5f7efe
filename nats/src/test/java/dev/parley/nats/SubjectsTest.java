package dev.parley.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.AgentUri;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class SubjectsTest {
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_=-]+");
  private static final int NAMES = 20_000;
  private static final String HOST = "abcdefghijklmnopqrstuvwxyz0123456789-";
  private static final String PATH = HOST + "ABCXYZ._~/";

  /// Generated names, near enough to each other to collide if anything does.
  private static String name(Random random) {
    StringBuilder out = new StringBuilder();
    int length = 1 + random.nextInt(12);
    for (int i = 0; i < length; i++) {
      out.appendCodePoint(
          switch (random.nextInt(6)) {
            case 0 -> ".*> =\t\r\n$/".charAt(random.nextInt(10));
            case 1 -> "2EA=.".charAt(random.nextInt(5));
            case 2 -> 0x80 + random.nextInt(0x700);
            case 3 -> 0x1F300 + random.nextInt(64);
            default -> 'a' + random.nextInt(3);
          });
    }
    return out.toString();
  }

  @Test
  void givesEveryNameATokenOfItsOwnThatLeadsBack() {
    long seed = 20_261_127;
    Random random = new Random(seed);
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < NAMES; i++) {
      String name = name(random);
      String token = Subjects.token(name);
      assertThat(token).as("seed %d, name %s", seed, name).matches(LEGAL);
      assertThat(Subjects.text(token)).as("seed %d", seed).contains(name);
      String before = names.put(token, name);
      assertThat(before == null || before.equals(name)).as("seed %d: %s", seed, token).isTrue();
    }
    assertThat(Subjects.token("")).isEqualTo("=");
    assertThat(Subjects.text("=")).contains("");
  }

  @Test
  void givesEveryAgentATokenOfItsOwnThatLeadsBack() {
    long seed = 7;
    Random random = new Random(seed);
    int found = 0;
    while (found < 2_000) {
      StringBuilder text = new StringBuilder("agent://");
      for (int i = random.nextInt(20); i >= 0; i--) {
        text.append(HOST.charAt(random.nextInt(HOST.length())));
      }
      text.append(".example/");
      for (int i = random.nextInt(20); i >= 0; i--) {
        text.append(PATH.charAt(random.nextInt(PATH.length())));
      }
      Optional<AgentUri> agent = AgentUri.parse(text.toString());
      if (agent.isPresent()) {
        found++;
        assertThat(Subjects.token(agent.get())).matches(LEGAL);
        assertThat(Subjects.agent(Subjects.token(agent.get()))).isEqualTo(agent);
      }
    }
  }

  @Test
  void takesNoTokenThatStandsForNothing() {
    for (String bad :
        new String[] {"", "a.b", "*", ">", "a b", "=2", "=2e", "=61", "=C3", "==", "=GG", "ü"}) {
      assertThat(Subjects.text(bad)).as(bad).isEmpty();
    }
    assertThat(Subjects.agent("acme=2Eexample")).isEmpty();
    assertThat(Subjects.agent("agent=3A=2F=2Facme=2Eexample=2Fa")).isEmpty();
  }

  @Test
  void spellsThePublishedNames() {
    AgentUri alpha = new AgentUri("agent://acme.example/procurement/alpha");
    String session = "019ab3a7-1100-7000-8000-000000000002";
    assertThat(Subjects.session(session)).isEqualTo("asp.session." + session);
    assertThat(Subjects.inbox(alpha))
        .isEqualTo("asp.agent.acme=2Eexample=2Fprocurement=2Falpha.inbox");
    assertThat(Subjects.discovery("gpu compute")).isEqualTo("asp.discovery.gpu=20compute");
    assertThat(Subjects.submission(session, alpha))
        .isEqualTo("asp.session." + session + ".from.acme=2Eexample=2Fprocurement=2Falpha");
  }
}

package dev.parley.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.load.LoadRun;
import dev.parley.bench.load.Pair;
import dev.parley.bench.load.Talk;
import dev.parley.bench.load.Talk.Side;
import dev.parley.bench.load.Talk.Words;
import dev.parley.bench.node.NodeProcess;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Two processes say something at the same place of a session at the same time, again and again.
/// One of them wins each time, and the other is told why it did not.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RaceForOneHeadTest {
  private static final int ROUNDS = Nodes.size(600, 10_000);

  private static final int ROUNDS_A_SESSION = 300;

  private NodeProcess node;
  private AgentUri steward;
  private int pairs;

  @BeforeAll
  void start(@TempDir Path data) {
    node = NodeProcess.start(Nodes.in(data.resolve("node")));
    steward = LoadRun.steward(node.address());
  }

  @AfterAll
  void end() {
    node.close();
  }

  /// Nobody has the head reserved here: both speak for the same agent.
  @Test
  void twoProcessesOfOneAgentGetOneWinnerEachTime() throws IOException {
    Pair pair = Pair.register(node.address(), steward, pairs++);
    int[] wins = new int[2];
    try (RacerProcess first = racer(pair, Side.ALPHA);
        RacerProcess second = racer(pair, Side.ALPHA)) {
      Talk talk = introduced(pair);
      for (int round = 0; round < ROUNDS; round++) {
        if (round % ROUNDS_A_SESSION == 0) {
          talk = introduced(pair);
        }
        List<String> heard = raced(first, place(talk, Side.ALPHA), second, place(talk, Side.ALPHA));
        wins[winner(heard, Set.of("chain_conflict", "sequence_gap"))]++;
        talk.accepted(Side.ALPHA, hash(heard));
      }
    }
    assertThat(wins[0] + wins[1]).isEqualTo(ROUNDS);
    assertThat(wins).as("both were fast at times").doesNotContain(0);
  }

  /// Whoever was overtaken has the head for a second, so the two take turns, and still race.
  @Test
  void twoAgentsGetOneWinnerEachTime() throws IOException {
    Pair pair = Pair.register(node.address(), steward, pairs++);
    int rounds = ROUNDS / 4;
    int[] wins = new int[2];
    try (RacerProcess alpha = racer(pair, Side.ALPHA);
        RacerProcess beta = racer(pair, Side.BETA)) {
      Talk talk = introduced(pair);
      for (int round = 0; round < rounds; round++) {
        if (round % ROUNDS_A_SESSION == 0) {
          talk = introduced(pair);
        }
        List<String> heard = raced(alpha, place(talk, Side.ALPHA), beta, place(talk, Side.BETA));
        int winner = winner(heard, Set.of("chain_conflict", "not_your_turn"));
        wins[winner]++;
        talk.accepted(winner == 0 ? Side.ALPHA : Side.BETA, hash(heard));
      }
    }
    assertThat(wins[0] + wins[1]).isEqualTo(rounds);
    assertThat(wins).as("nobody starves").doesNotContain(0);
  }

  private RacerProcess racer(Pair pair, Side side) throws IOException {
    return RacerProcess.start(node.address(), pair.line(side).voice(), pair.score(side));
  }

  private Talk introduced(Pair pair) {
    Talk talk = new Talk();
    for (Words words : pair.walkthrough().introduction()) {
      say(pair, talk, words);
    }
    say(pair, talk, status(Side.ALPHA));
    say(pair, talk, status(Side.BETA));
    return talk;
  }

  private static Words status(Side side) {
    return new Words(
        side,
        Performative.INFORM,
        JsonObject.EMPTY.with("informType", "status").with("subject", "so"));
  }

  private static void say(Pair pair, Talk talk, Words words) {
    var reply = pair.say(talk, words);
    assertThat(reply.good()).as(reply.body()).isTrue();
  }

  private static JsonObject place(Talk talk, Side side) {
    return JsonObject.builder()
        .put("session", talk.id().toString())
        .put("head", talk.head().text())
        .put("sequence", talk.next(side))
        .build();
  }

  private static List<String> raced(
      RacerProcess one, JsonObject placeOfOne, RacerProcess other, JsonObject placeOfOther)
      throws IOException {
    one.tell(placeOfOne);
    other.tell(placeOfOther);
    return List.of(one.heard(), other.heard());
  }

  private static int winner(List<String> heard, Set<String> excuses) {
    List<Integer> winners = new ArrayList<>();
    for (int i = 0; i < heard.size(); i++) {
      String[] words = heard.get(i).split(" ", -1);
      if (words[0].equals("won")) {
        winners.add(i);
      } else {
        assertThat(excuses).as(heard.get(i)).contains(words[2]);
      }
    }
    assertThat(winners).as("winners of %s", heard).hasSize(1);
    return winners.getFirst();
  }

  private static Hash hash(List<String> heard) {
    return heard.stream()
        .filter(line -> line.startsWith("won "))
        .map(line -> new Hash(line.substring("won ".length())))
        .findFirst()
        .orElseThrow();
  }
}

package dev.parley.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.load.Connection;
import dev.parley.bench.load.Line;
import dev.parley.bench.load.LoadRun;
import dev.parley.bench.load.Talk;
import dev.parley.bench.load.Talk.Side;
import dev.parley.bench.node.NodeProcess;
import dev.parley.client.NodeConnection;
import dev.parley.client.Operator;
import dev.parley.client.ParleyException;
import dev.parley.client.RefusedException;
import dev.parley.core.dispute.Decision;
import dev.parley.core.dispute.Stage;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.ledger.Account;
import dev.parley.core.message.Money;
import dev.parley.core.transcript.TranscriptReplay;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.SignedEvidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node is killed (`kill -9`) while promises are broken, bonds staked and lost, ratings sealed
/// and revealed and endorsements given. Everything that it had acknowledged is there afterwards,
/// and money and evidence are what the transcripts make them.
final class CrashUnderQuarrelsTest {
  private static final int PAIRS = Nodes.size(3, 6);
  private static final int KILLS = Nodes.size(3, 20);
  private static final long SEED = 20_261_127;
  private static final BigDecimal FUNDED = new BigDecimal("1000.00");

  private final Path data;
  private final NodeProcess.Setup setup;
  private NodeProcess node;
  private Instant now;
  private final List<Quarreller> pairs = new ArrayList<>();

  CrashUnderQuarrelsTest(@TempDir Path data) {
    this.data = data;
    node = NodeProcess.start(Nodes.onAVirtualClock(data.resolve("node")));
    setup = Nodes.onAVirtualClock(data.resolve("node")).at(node.address().getPort());
    now = clock(node.address(), Duration.ZERO);
  }

  @AfterEach
  void end() {
    node.close();
  }

  @Test
  void losesNoRecordNoMoneyAndNoEvidence() throws InterruptedException, IOException {
    Random random = new Random(SEED);
    AgentUri steward = LoadRun.steward(node.address());
    for (int i = 0; i < PAIRS; i++) {
      Quarreller pair = new Quarreller(node.address(), steward, i, this::rules, now);
      fund(pair.line(Side.ALPHA).voice().uri());
      fund(pair.line(Side.BETA).voice().uri());
      pairs.add(pair);
    }
    for (int kill = 0; kill < KILLS; kill++) {
      List<Thread> threads = pairs.stream().map(Thread.ofVirtual()::start).toList();
      await(acknowledged() + 60 + random.nextInt(120));
      node.kill();
      for (Thread thread : threads) {
        thread.join();
      }
      restart(kill % 2 == 0 ? Duration.ofHours(25) : Duration.ZERO);
      assertThat(lost()).as("kill %d, seed %d", kill, SEED).isEmpty();
      assertThat(operator(Operator::audit).array("findings")).contains(JsonArray.EMPTY);
    }
    finish();
    assertThat(lost()).isEmpty();
    assertMoneyAndEvidence();
    assertThat(pairs).allMatch(pair -> pair.endorsed() > 0);
  }

  private void restart(Duration later) {
    node = NodeProcess.start(setup);
    clock(node.address(), Duration.between(clock(node.address(), Duration.ZERO), now).plus(later));
    now = clock(node.address(), Duration.ZERO);
    pairs.forEach(pair -> pair.at(now));
  }

  private int acknowledged() {
    return pairs.stream().mapToInt(Quarreller::count).sum();
  }

  private void await(int goal) throws InterruptedException {
    long patience = System.nanoTime() + 120_000_000_000L;
    while (acknowledged() < goal) {
      if (System.nanoTime() - patience > 0) {
        throw new AssertionError("only " + acknowledged() + " of " + goal + " records");
      }
      Thread.sleep(1);
    }
  }

  /// Everything comes to its end: courses, sessions and disputes.
  private void finish() {
    pairs.forEach(Quarreller::finish);
    for (int days = 0; days < 40 && open() > 0; days++) {
      clock(node.address(), Duration.ofDays(days < 2 ? 1 : 15));
      now = clock(node.address(), Duration.ZERO);
      pairs.forEach(pair -> pair.at(now));
      pairs.forEach(Quarreller::finish);
      LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
    }
    assertThat(open()).isZero();
  }

  private int open() {
    return operator(op -> op.disputes(Optional.empty())).array("disputes").orElseThrow().size();
  }

  private static Instant clock(URI node, Duration by) {
    JsonObject moved = JsonObject.EMPTY.with("advanceMs", by.isNegative() ? 0 : by.toMillis());
    try (Connection connection = new Connection(node)) {
      Connection.Answer answer =
          connection.exchange(
              "POST",
              "/v1/dev/clock",
              List.of("Content-Type: application/json"),
              CanonicalJson.bytes(moved));
      Line.Reply reply =
          new Line.Reply(answer.status(), new String(answer.body(), StandardCharsets.UTF_8));
      return Instant.parse(reply.json().string("time").orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> T operator(Function<Operator, T> act) {
    try (NodeConnection connection = NodeConnection.to(node.address())) {
      String token = Files.readString(data.resolve("node").resolve("operator-token"));
      return act.apply(Operator.of(connection, token));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// As a person; somebody who is no longer asked has nothing to say.
  private Optional<Hash> rules(String dispute) {
    try {
      JsonObject ruled =
          operator(
              op ->
                  op.rule(dispute, new Decision(true, 2, new BigDecimal("0.5")), Optional.empty()));
      return Optional.of(Talk.hash(ruled.object("record").orElseThrow()));
    } catch (RefusedException _) {
      return Optional.empty();
    } catch (ParleyException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private void fund(AgentUri agent) {
    operator(
        op ->
            op.fund(
                agent.path().replace('/', '-'),
                new Account.OfAgent(agent),
                new Money(FUNDED, "USD")));
  }

  private List<Quarreller.Acknowledged> lost() {
    List<Quarreller.Acknowledged> lost = new ArrayList<>();
    for (Quarreller pair : pairs) {
      Map<String, Set<Hash>> there = new HashMap<>();
      for (Quarreller.Acknowledged each : pair.acknowledged()) {
        if (!there.computeIfAbsent(each.where(), _ -> hashes(pair, each)).contains(each.hash())) {
          lost.add(each);
        }
      }
    }
    return lost;
  }

  /// What both sides are shown, since a sealed rating is shown to its maker alone.
  private static Set<Hash> hashes(Quarreller pair, Quarreller.Acknowledged any) {
    Set<Hash> out = new HashSet<>();
    for (Side side : Side.values()) {
      JsonObject shown = pair.line(side).get(any.where()).json();
      for (JsonValue each : shown.array(any.list()).orElse(JsonArray.EMPTY)) {
        for (String member : List.of("envelope", "record", "rating", "endorsement")) {
          ((JsonObject) each).object(member).map(Talk::hash).ifPresent(out::add);
        }
      }
    }
    return out;
  }

  private void assertMoneyAndEvidence() {
    Map<String, Long> money = new TreeMap<>();
    Map<AgentUri, Set<Evidence>> evidence = new TreeMap<>();
    int disputes = 0;
    int ratings = 0;
    for (Quarreller pair : pairs) {
      for (Course course : pair.begun()) {
        TranscriptReplay replay = replayed(pair, course);
        assertThat(replay.money().holds()).allMatch(hold -> !hold.left().positive());
        replay
            .money()
            .changes()
            .forEach((owner, by) -> money.merge(owner, by.getOrDefault("USD", 0L), Long::sum));
        replay
            .evidence()
            .forEach(
                piece ->
                    evidence
                        .computeIfAbsent(piece.origin().subject(), _ -> new HashSet<>())
                        .add(piece));
        assertThat(replay.disputes().all())
            .allMatch(dispute -> dispute.stage() instanceof Stage.Final);
        disputes += replay.disputes().all().size();
        ratings += replay.ratings().size();
      }
    }
    assertThat(disputes).isGreaterThan(KILLS);
    assertThat(ratings).isGreaterThan(KILLS);
    for (Quarreller pair : pairs) {
      for (Side side : Side.values()) {
        AgentUri agent = pair.line(side).voice().uri();
        assertThat(available(agent))
            .as(agent.text())
            .isEqualTo(FUNDED.add(BigDecimal.valueOf(money.getOrDefault(agent.text(), 0L), 2)));
        assertThat(stored(pair, agent)).as(agent.text()).isEqualTo(evidence.get(agent));
      }
    }
  }

  private static TranscriptReplay replayed(Quarreller pair, Course course) {
    TranscriptReplay replay = new TranscriptReplay(CryptoProviders.verifying().verifier());
    Line.Reply reply = pair.line(Side.BETA).get(course.path("/transcript"));
    if (reply.good()) {
      for (String line : reply.body().lines().toList()) {
        assertThat(replay.take(replay.check(line.getBytes(StandardCharsets.UTF_8)))).isEmpty();
      }
      assertThat(replay.ended()).isPresent();
    }
    return replay;
  }

  private BigDecimal available(AgentUri agent) {
    JsonObject statement = operator(op -> op.statement(new Account.OfAgent(agent)));
    JsonObject balance = (JsonObject) statement.array("balances").orElseThrow().get(0);
    assertThat(balance.string("held")).contains("0.00");
    return new BigDecimal(balance.string("available").orElseThrow());
  }

  /// What the node's trust has of somebody, but for endorsements, which no transcript tells.
  private static Set<Evidence> stored(Quarreller pair, AgentUri agent) {
    String path =
        "/v1/asp/agents/"
            + URLEncoder.encode(agent.text(), StandardCharsets.UTF_8)
            + "/trust/evidence";
    String body = pair.line(Side.ALPHA).get(path).body();
    Set<Evidence> out = new HashSet<>();
    for (Evidence piece :
        SignedEvidence.read(body.getBytes(StandardCharsets.UTF_8))
            .orThrow()
            .document()
            .evidence()) {
      if (!(piece instanceof Evidence.Endorsement)) {
        out.add(piece);
      }
    }
    return out;
  }
}

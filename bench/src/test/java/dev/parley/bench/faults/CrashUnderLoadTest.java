package dev.parley.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.load.LoadRun;
import dev.parley.bench.load.Pair;
import dev.parley.bench.load.Talk.Side;
import dev.parley.bench.node.NodeProcess;
import dev.parley.client.NodeConnection;
import dev.parley.client.Operator;
import dev.parley.client.transcript.Pin;
import dev.parley.client.transcript.TranscriptVerifier;
import dev.parley.client.transcript.Verdict;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Account;
import dev.parley.core.message.Money;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node is killed (`kill -9`) in the middle of load that moves money, again and again on the same
/// data. Everything that it had answered as accepted is there afterwards, the ledger is what the
/// messages make it, and the talks go on.
final class CrashUnderLoadTest {
  private static final int PAIRS = 6;
  private static final int KILLS = Nodes.size(4, 20);
  private static final long SEED = 20_261_125;

  @TempDir Path data;

  @Test
  void losesNothingThatWasAcknowledged() throws InterruptedException, IOException {
    Random random = new Random(SEED);
    NodeProcess.Setup setup = Nodes.in(data.resolve("node"));
    NodeProcess node = NodeProcess.start(setup);
    setup = setup.at(node.address().getPort());
    long acknowledged = 0;
    try {
      AgentUri steward = LoadRun.steward(node.address());
      List<Talker> talkers = new ArrayList<>();
      for (int i = 0; i < PAIRS; i++) {
        Talker talker = new Talker(Pair.register(node.address(), steward, i));
        fund(node, talker.pair());
        talkers.add(talker);
      }
      for (int kill = 0; kill < KILLS; kill++) {
        int before = Talker.acknowledged(talkers);
        List<Thread> threads = talkers.stream().map(Thread.ofVirtual()::start).toList();
        Talker.await(talkers, before + 20 + random.nextInt(150));
        node.kill();
        for (Thread thread : threads) {
          thread.join();
        }
        node = NodeProcess.start(setup);
        for (Talker talker : talkers) {
          assertThat(talker.lost()).as("kill %d, seed %d", kill, SEED).isEmpty();
        }
        assertLedgerAgrees(node);
        assertThat(Talker.acknowledged(talkers)).isGreaterThanOrEqualTo(before + 20);
        acknowledged = Talker.acknowledged(talkers);
      }
      for (Talker talker : talkers) {
        talker.finish();
        assertVerifies(talker);
      }
      assertLedgerAgrees(node);
    } finally {
      node.close();
    }
    assertThat(acknowledged).isGreaterThanOrEqualTo(KILLS * 20L);
  }

  private <T> T operator(NodeProcess node, Function<Operator, T> act) throws IOException {
    String token = Files.readString(data.resolve("node").resolve("operator-token"));
    try (NodeConnection connection = NodeConnection.to(node.address())) {
      return act.apply(Operator.of(connection, token));
    }
  }

  private void fund(NodeProcess node, Pair pair) throws IOException {
    AgentUri buyer = pair.line(Side.ALPHA).voice().uri();
    Money money = new Money(new BigDecimal("1000.00"), "USD");
    operator(
        node,
        operator ->
            operator.fund(buyer.path().replace('/', '-'), new Account.OfAgent(buyer), money));
  }

  private void assertLedgerAgrees(NodeProcess node) throws IOException {
    JsonObject audit = operator(node, Operator::audit);
    assertThat(audit.array("findings")).contains(JsonArray.EMPTY);
    assertThat(audit.integer("transfers").orElse(0)).isGreaterThanOrEqualTo(PAIRS);
  }

  private static void assertVerifies(Talker talker) throws IOException {
    for (String path : talker.finished()) {
      String file = talker.pair().line(Side.BETA).get(path + "/transcript").body();
      Verdict verdict =
          new TranscriptVerifier(CryptoProviders.verifying().verifier(), 1)
              .verify(
                  new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                  new Pin.None(),
                  (_, _) -> {});
      assertThat(verdict.finding()).isEmpty();
      assertThat(verdict.complete()).isTrue();
    }
  }
}

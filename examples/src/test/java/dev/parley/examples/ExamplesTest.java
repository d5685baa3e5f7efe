package dev.parley.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.Agent;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Session;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.session.StateName;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A buyer and a seller, each in 40 lines, make a deal at a real node.
final class ExamplesTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void buyerAndSellerMakeADeal(@TempDir Path folder) throws Exception {
    try (Node node = Node.start(NodeConfiguration.development().onPort(0))) {
      String address = "http://127.0.0.1:" + node.port();
      Path sellersKeys = folder.resolve("seller.json");
      registerSeller(address, sellersKeys);
      CompletableFuture<Void> seller =
          CompletableFuture.runAsync(
              () -> SellerIn40Lines.main(new String[] {address, sellersKeys.toString()}),
              task -> Thread.ofVirtual().start(task));
      BuyerIn40Lines.main(new String[] {address, folder.resolve("buyer.json").toString()});
      seller.get(LONG.toSeconds(), TimeUnit.SECONDS);

      try (NodeConnection connection = NodeConnection.to(URI.create(address))) {
        Agent buyer = Agent.at(connection, KeyFile.open(folder.resolve("buyer.json")));
        Session deal = buyer.join(buyer.sessions().getFirst());
        assertThat(deal.state().name()).isEqualTo(StateName.CLOSED);
        assertThat(deal.commitments())
            .singleElement()
            .satisfies(c -> assertThat(c.status()).isEqualTo(CommitmentStatus.SETTLED));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"BuyerIn40Lines", "SellerIn40Lines"})
  void keepsItsPromiseOf40Lines(String example) throws IOException {
    Path source = Path.of("src/main/java/dev/parley/examples", example + ".java");
    long lines =
        Files.readAllLines(source).stream()
            .dropWhile(line -> !line.startsWith("public final class"))
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("//"))
            .count();
    assertThat(lines).isBetween(10L, 40L);
  }

  /// So that the buyer finds it, however late the seller's own thread begins.
  private static void registerSeller(String address, Path file) {
    KeyFile keys = KeyFile.create(file, SellerIn40Lines.ME, "org_cloudprime", SellerIn40Lines.CARD);
    try (NodeConnection connection = NodeConnection.to(URI.create(address))) {
      Agent.at(connection, keys).register();
    }
  }
}

package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.Node;
import dev.parley.server.auth.OperatorToken;
import dev.parley.server.config.NodeConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An operator books money and has the ledger audited with nothing but the command line.
final class LedgerByHandTest {
  private static final String ALPHA = "agent://acme.example/alpha";

  @TempDir private Path folder = Path.of("");
  private Node node = Node.start(NodeConfiguration.development().onPort(0));

  @BeforeEach
  void register() {
    String keys = keys();
    good(Typed.parley("agent", "keygen", keys, "--id", ALPHA));
    good(Typed.parley("agent", "register", "--keys", keys, "--node", node.address().toString()));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private String keys() {
    return folder.resolve("alpha.json").toString();
  }

  private static Typed good(Typed typed) {
    assertThat(typed.code()).as(typed.out() + typed.err()).isEqualTo(Parley.SUCCESS);
    return typed;
  }

  private Typed operator(String... words) {
    List<String> all = new ArrayList<>(List.of("ledger"));
    all.addAll(List.of(words));
    all.addAll(
        List.of(
            "--node",
            node.address().toString(),
            "--operator",
            node.dataDirectory().resolve(OperatorToken.FILE).toString()));
    return Typed.parley(all.toArray(String[]::new));
  }

  @Test
  void moneyComesInMovesAndGoesOut() {
    good(operator("fund", "org:org_acme", "100.00", "USD"));
    good(operator("transfer", "org:org_acme", "60", "USD", "--to", ALPHA));
    good(operator("payout", ALPHA, "10.50", "USD"));
    assertThat(good(operator("statement", ALPHA)).out()).contains("49.50", "-10.50", "+60.00");
    String node = this.node.address().toString();
    assertThat(good(Typed.parley("ledger", "own", "--keys", keys(), "--node", node)).out())
        .contains("49.50");
    assertThat(good(operator("audit")).out()).contains("The ledger agrees");
  }

  @Test
  void theSameBookingCountsOnce() {
    good(operator("fund", ALPHA, "5.00", "USD", "--id", "invoice-7"));
    good(operator("fund", ALPHA, "5.00", "USD", "--id", "invoice-7"));
    assertThat(operator("fund", ALPHA, "6.00", "USD", "--id", "invoice-7").err())
        .contains("another booking has that bookingId");
    assertThat(good(operator("statement", ALPHA)).out()).contains("5.00").doesNotContain("10.00");
  }

  @Test
  void whatCannotBeIsSaidWithWhatToDo() {
    assertThat(operator("payout", ALPHA, "1", "USD").err()).contains("has less than 1.00 USD");
    assertThat(operator("fund", "alpha", "1", "USD").code()).isEqualTo(Parley.USAGE);
    assertThat(operator("fund", ALPHA, "1,50", "USD").code()).isEqualTo(Parley.USAGE);
    Typed nobody =
        Typed.parley("ledger", "audit", "--node", node.address().toString(), "--operator", keys());
    assertThat(nobody.code()).isEqualTo(Parley.FAILURE);
    assertThat(nobody.err()).contains("the operator's token is needed");
  }
}

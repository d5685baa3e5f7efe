package dev.parley.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.store.OverviewStore.Wanted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sessions of some agents are the same whether they are few, and taken first, or many, and
/// found among the newest.
final class SqliteOverviewTest extends StoreUnderTest {
  private static final Reach ACME = Reach.ofOrganisation("acme.example");
  private static final Reach BETA = Reach.ofAgent(Script.BETA);
  private static final Reach ALL = new Reach.Everybody();

  /// Its name begins like that of another, and it is no agent of that one's organisation.
  private static final String NEIGHBOUR = "agent://acme.example.org/x";

  @TempDir Path directory;
  private final List<UUID> acme = new ArrayList<>();
  private final List<UUID> beta = new ArrayList<>();
  private ReadConnections connections;

  @Override
  NodeStore open() {
    return SqliteStore.open(directory);
  }

  @BeforeEach
  void sessions() throws Exception {
    for (int i = 0; i < 12; i++) {
      Script script = Script.of(store, i);
      List<String> who =
          switch (i % 3) {
            case 0 -> List.of(Script.ALPHA, Script.BETA);
            case 1 -> List.of(Script.BETA, NEIGHBOUR);
            default -> List.of(Script.ALPHA, "agent://acme.example/other");
          };
      appended(
          script.next(script.row(null, SessionRow.Lifecycle.OPEN, who.toArray(String[]::new))));
      if (who.contains(Script.ALPHA)) {
        acme.addFirst(script.session);
      }
      if (who.contains(Script.BETA)) {
        beta.addFirst(script.session);
      }
    }
    connections = new ReadConnections(SqliteFile.in(directory), 1);
  }

  @AfterEach
  void disconnect() throws Exception {
    connections.close();
  }

  private static List<UUID> ids(List<StoredSession> sessions) {
    return sessions.stream().map(StoredSession::session).toList();
  }

  @Test
  void areFoundPageByPageEitherWay() {
    List<UUID> both = acme.stream().filter(beta::contains).toList();
    for (int few : new int[] {0, 1_000}) {
      OverviewStore overview = new SqliteOverview(connections, few);
      assertThat(ids(overview.sessions(wanted(ACME, ALL, SessionStore.NEWEST, 50))))
          .isEqualTo(acme);
      assertThat(ids(overview.sessions(wanted(ALL, BETA, SessionStore.NEWEST, 50))))
          .isEqualTo(beta);
      assertThat(ids(overview.sessions(wanted(ACME, BETA, SessionStore.NEWEST, 50))))
          .isEqualTo(both);
      assertThat(ids(overview.sessions(wanted(ACME, ALL, acme.get(2), 3))))
          .isEqualTo(acme.subList(3, 6));
      assertThat(
              overview.sessions(
                  wanted(Reach.ofOrganisation("nobody.example"), ALL, SessionStore.NEWEST, 50)))
          .isEmpty();
    }
  }

  private static Wanted wanted(Reach reach, Reach with, UUID before, int limit) {
    return new Wanted(reach, Optional.of("CONVERSING"), with, before, limit);
  }

  @Test
  void areCountedOnceHoweverManyOfAnOrganisationTakePart() {
    OverviewStore overview = store.people().overview();
    assertThat(overview.sessionsByState(ACME)).isEqualTo(Map.of("CONVERSING", (long) acme.size()));
    assertThat(overview.sessionsByState(ALL)).isEqualTo(Map.of("CONVERSING", 12L));
    assertThat(overview.openDisputes(ACME)).isZero();
    assertThat(overview.waiting(new OverviewStore.Waiting(ACME, BETA, Optional.of(Script.ALPHA))))
        .isZero();
  }
}

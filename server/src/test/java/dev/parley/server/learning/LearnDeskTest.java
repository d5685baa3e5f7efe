package dev.parley.server.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.session.ClockKind;
import dev.parley.server.rehearsal.NodeParts;
import dev.parley.server.time.NodeClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Looking back never takes more than its turn.
final class LearnDeskTest {
  private static final AgentUri ALPHA = new AgentUri("agent://acme.example/alpha");

  @TempDir private Path directory;

  @Test
  void makesOneReportAtATimeAndTellsOthersToComeBack() {
    Semaphore turn = new Semaphore(1);
    try (NodeParts node = NodeParts.open(directory, NodeClock.of(ClockKind.VIRTUAL))) {
      LearnDesk desk = new LearnDesk(node.sessions(), turn);
      turn.acquireUninterruptibly();
      assertThat(desk.report(ALPHA, 1, Optional.empty()))
          .isInstanceOfSatisfying(
              LearnDesk.Answered.Declined.class,
              declined -> {
                assertThat(declined.refusal().code()).isEqualTo(ErrorCode.UNAVAILABLE);
                assertThat(declined.retryAfter()).isEqualTo(Duration.ofSeconds(1));
              });
      turn.release();
      assertThat(desk.report(ALPHA, 1, Optional.empty()))
          .isInstanceOf(LearnDesk.Answered.Made.class);
      assertThat(turn.availablePermits()).as("the turn is given back").isEqualTo(1);
    }
  }
}

package dev.parley.console.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.trust.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whom an agent dealt with, as a table and as a picture.
final class DealingsTest {
  private static final AgentUri SELF = new AgentUri("agent://one.example/self");

  private int pieces;

  private Evidence.Origin with(int other) {
    pieces++;
    return new Evidence.Origin(
        Hash.of(new byte[] {(byte) pieces, (byte) (pieces >> 8)}),
        Instant.ofEpochSecond(pieces),
        SELF,
        new AgentUri("agent://o" + other + ".example/a"),
        "");
  }

  private Evidence session(int other) {
    return new Evidence.SessionEnded(
        with(other), Evidence.Course.COMPLETED, 1, 1, Evidence.Backing.FREE);
  }

  private Evidence obligation(int other, boolean kept) {
    return new Evidence.ObligationEnded(with(other), kept, 100, Evidence.Backing.FREE);
  }

  @Test
  void countsWhatWasKeptAndBrokenForEach() {
    Dealings dealings =
        Dealings.of(
            List.of(
                session(1),
                obligation(1, true),
                session(2),
                session(2),
                obligation(2, false),
                session(3),
                new Evidence.RatingRevealed(with(4), 80, Evidence.Backing.FREE)));
    assertThat(dealings.each())
        .extracting(Dealings.Counterparty::brief)
        .as("the most dealings first, and nobody who only said something")
        .containsExactly("o2.example/a", "o1.example/a", "o3.example/a");
    assertThat(dealings.each())
        .extracting(Dealings.Counterparty::faith)
        .containsExactly(Dealings.Faith.BROKE, Dealings.Faith.KEPT, Dealings.Faith.NONE);
    assertThat(dealings.graph().spokes().getFirst().width()).isEqualTo("10.0");
    assertThat(dealings.graph().spokes())
        .extracting(DealingsGraph.Spoke::look)
        .containsExactly("broke", "kept", "none");
  }

  @Test
  void drawsNoMoreThanFitAndStaysInThePicture() {
    List<Evidence> many = new ArrayList<>();
    for (int other = 0; other < 100; other++) {
      many.add(session(other));
    }
    Dealings dealings = Dealings.of(many);
    assertThat(dealings.graph().spokes()).hasSize(DealingsGraph.MOST);
    assertThat(dealings.shown()).hasSize(Dealings.ROWS);
    assertThat(dealings.others()).isEqualTo(100 - Dealings.ROWS);
    for (int count = 1; count <= 20; count++) {
      DealingsGraph graph = Dealings.of(many.subList(0, count)).graph();
      for (DealingsGraph.Spoke spoke : graph.spokes()) {
        assertThat(spoke.x()).isBetween(0, DealingsGraph.WIDTH);
        assertThat(spoke.y()).isBetween(0, graph.height());
        assertThat(spoke.labelY()).isBetween(10, graph.height() - 10);
      }
    }
    assertThat(Dealings.of(List.of()).graph().spokes()).isEmpty();
  }
}

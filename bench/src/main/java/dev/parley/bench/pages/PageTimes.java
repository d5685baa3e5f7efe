package dev.parley.bench.pages;

import dev.parley.bench.load.Latencies;
import dev.parley.bench.node.NodeProcess;
import dev.parley.bench.pages.VisitedPage.Landmarks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How long each page takes at a node, asked for by one person on one connection, again and again.
///
/// @param sessions how many the node has
/// @param visits how often each page was asked for
/// @param live until a message is on a page that is open, from before it is sent
/// @param each by page, first as an operator sees it, then as a viewer of one organisation does
public record PageTimes(int sessions, int visits, Latencies live, List<Timed> each) {
  /// What a page may take.
  public static final Duration BAR = Duration.ofMillis(100);

  /// Who looks.
  public enum Eye {
    /// Sees everything.
    OPERATOR,
    /// Sees what one organisation takes part in: more has to be looked up.
    VIEWER
  }

  /// One page.
  ///
  /// @param page which
  /// @param eye who looks
  /// @param latencies from the request to the last byte
  /// @param cpu CPU time of the node for one
  public record Timed(VisitedPage page, Eye eye, Latencies latencies, Duration cpu) {
    /// Whether it is as quick as it has to be.
    ///
    /// @return true if every second one is
    public boolean holds() {
      return latencies.quantile(0.5).compareTo(BAR) <= 0;
    }
  }

  /// Copies the list.
  public PageTimes {
    each = List.copyOf(each);
  }

  /// Measures.
  ///
  /// @param node the node, with its sessions
  /// @param data its data directory
  /// @param sessions how many it has
  /// @param visits how often each page is asked for
  /// @return the times
  /// @throws IOException when the connection breaks
  /// @throws InterruptedException when the thread is interrupted
  public static PageTimes measure(NodeProcess node, Path data, int sessions, int visits)
      throws IOException, InterruptedException {
    List<Timed> out = new ArrayList<>();
    Latencies live;
    try (Onlooker operator = Onlooker.operator(node.address(), data)) {
      Landmarks at = operator.landmarks();
      for (VisitedPage page : VisitedPage.values()) {
        out.add(timed(node, operator, page, Eye.OPERATOR, at, visits));
      }
      try (Onlooker viewer = Onlooker.viewer(node.address(), data, at.agent())) {
        for (VisitedPage page : List.of(VisitedPage.OVERVIEW, VisitedPage.SESSIONS)) {
          out.add(timed(node, viewer, page, Eye.VIEWER, at, visits));
        }
      }
      live = LiveTimes.measure(node, operator, visits);
    }
    return new PageTimes(sessions, visits, live, out);
  }

  private static Timed timed(
      NodeProcess node, Onlooker who, VisitedPage page, Eye eye, Landmarks at, int visits)
      throws IOException, InterruptedException {
    String path = page.path(at);
    for (int i = 0; i < visits; i++) {
      who.page(path); // For the node's compiler.
    }
    Latencies latencies = new Latencies();
    Duration before = node.cpu();
    for (int i = 0; i < visits; i++) {
      long from = System.nanoTime();
      who.page(path);
      latencies.add(System.nanoTime() - from);
    }
    return new Timed(page, eye, latencies, node.cpu().minus(before).dividedBy(visits));
  }
}

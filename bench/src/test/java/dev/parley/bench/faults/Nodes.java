package dev.parley.bench.faults;

import dev.parley.bench.node.NodeProcess;
import dev.parley.core.session.ClockKind;
import java.nio.file.Path;
import java.util.List;

/// Nodes as these tests start them: quick to start, and how large the tests are.
final class Nodes {
  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private Nodes() {}

  static NodeProcess.Setup in(Path data) {
    return new NodeProcess.Setup(data, 0, QUICK, List.of());
  }

  /// A node whose clock only the test moves.
  static NodeProcess.Setup onAVirtualClock(Path data) {
    return new NodeProcess.Setup(data, 0, QUICK, List.of(), ClockKind.VIRTUAL);
  }

  static NodeProcess.Setup traced(Path data, List<String> strace) {
    return new NodeProcess.Setup(data, 0, QUICK, strace);
  }

  /// The full size with `./parley test --full`, else the small one.
  static int size(int small, int full) {
    return Boolean.getBoolean("parley.test.full") ? full : small;
  }
}

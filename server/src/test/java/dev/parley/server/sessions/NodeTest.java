package dev.parley.server.sessions;

import dev.parley.server.rehearsal.NodeParts;
import dev.parley.server.rehearsal.Scene;
import dev.parley.server.store.NodeStore;
import dev.parley.server.time.VirtualClock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A node of its own for each test, with Alpha and Beta registered.
abstract class NodeTest {
  @TempDir Path directory;
  final VirtualClock clock = NodeParts.clock();
  NodeParts node;
  Scene scene;

  /// The store that the node sees.
  NodeStore wrap(NodeStore store) {
    return store;
  }

  @BeforeEach
  void openNode() {
    node = NodeParts.open(directory, clock, this::wrap);
    scene = Scene.of(node, clock);
  }

  @AfterEach
  void closeNode() {
    node.close();
  }

  void restart() {
    node.close();
    node = NodeParts.open(directory, clock, this::wrap);
    scene.on(node);
  }
}

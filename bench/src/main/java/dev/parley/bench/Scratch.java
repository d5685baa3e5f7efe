package dev.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder for what a measurement leaves behind, which is gone afterwards.
final class Scratch {
  private Scratch() {}

  /// Work in a folder.
  interface Work<T> {
    T in(Path folder) throws Exception;
  }

  static <T> T with(Work<T> work) throws Exception {
    Path folder = Files.createTempDirectory("parley-bench-");
    try {
      return work.in(folder);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.delete(each);
      }
    }
  }
}

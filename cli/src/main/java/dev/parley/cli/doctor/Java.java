package dev.parley.cli.doctor;

import dev.parley.core.json.JsonObject;

/// The Java runtime that this command runs on; a node started the same way runs on it too.
public final class Java {
  private static final long MIB = 1 << 20;
  private static final long HEAP_MIN_MIB = 128;

  private Java() {}

  /// Looks at the runtime.
  ///
  /// @return what was found
  public static Checkup examine() {
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.maxMemory() / MIB;
    int processors = runtime.availableProcessors();
    JsonObject measured =
        JsonObject.builder()
            .put("version", Runtime.version().toString())
            .put("home", System.getProperty("java.home"))
            .put("processors", processors)
            .put("heapMiB", heap)
            .build();
    String found =
        "%s %s, %d processors, heap up to %d MiB"
            .formatted(System.getProperty("java.vm.name"), Runtime.version(), processors, heap);
    return heap < HEAP_MIN_MIB
        ? Checkup.doubtful(
            "java", found, "Give it more memory, for example PARLEY_OPTS=-Xmx512m.", measured)
        : Checkup.good("java", found, measured);
  }
}

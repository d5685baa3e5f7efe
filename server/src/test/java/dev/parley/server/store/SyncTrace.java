package dev.parley.server.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a trace of system calls (`strace -f -y`) and judges the order of writes to the log, syncs
/// of the log and acknowledgements.
final class SyncTrace {

  /// What a trace shows.
  ///
  /// @param logWrites how many writes to the log it has
  /// @param acknowledgements how many acknowledgements
  /// @param violations acknowledgements given while something written to the log was not synced
  record Verdict(int logWrites, int acknowledgements, List<String> violations) {}

  private static final Pattern CALL = Pattern.compile("(\\d+) +(\\w+)\\(\\d+<([^>]*)>(.*)");
  private static final Pattern RESUMED = Pattern.compile("(\\d+) +<\\.\\.\\. (\\w+) resumed>.*");
  private static final Pattern SUCCESS = Pattern.compile(".*= 0$");

  private final Map<String, String> unfinished =
      new HashMap<>(); // thread to the file that it is syncing
  private final List<String> violations = new ArrayList<>();
  private int logWrites;
  private int acknowledgements;
  private boolean unsynced;

  private SyncTrace() {}

  static Verdict judge(List<String> trace) {
    SyncTrace state = new SyncTrace();
    trace.forEach(state::line);
    return new Verdict(state.logWrites, state.acknowledgements, List.copyOf(state.violations));
  }

  private void line(String line) {
    Matcher resumed = RESUMED.matcher(line);
    if (resumed.matches()) {
      synced(unfinished.remove(resumed.group(1)), line);
      return;
    }
    Matcher call = CALL.matcher(line);
    if (!call.matches()) {
      return;
    }
    String file = call.group(3);
    switch (call.group(2)) {
      case "fsync", "fdatasync" -> {
        if (line.endsWith("<unfinished ...>")) {
          unfinished.put(call.group(1), file);
        } else {
          synced(file, line);
        }
      }
      case "write", "pwrite64", "writev", "pwritev" -> written(file, line);
      default -> {
        // some other call
      }
    }
  }

  private void written(String file, String line) {
    if (file.endsWith("-wal")) {
      unsynced = true;
      logWrites++;
    } else if (line.contains("\"ack ")) {
      acknowledgements++;
      if (unsynced) {
        violations.add(line);
      }
    }
  }

  private void synced(@Nullable String file, String line) {
    if (file != null && file.endsWith("-wal") && SUCCESS.matcher(line).matches()) {
      unsynced = false;
    }
  }
}

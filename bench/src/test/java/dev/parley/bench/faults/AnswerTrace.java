package dev.parley.bench.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a trace of a node's system calls (`strace -f -y`) and judges, message by message, whether
/// a sync of the log lies between its first write to the log and its answer. Several messages may
/// be on their way at once.
final class AnswerTrace {

  /// What a trace shows.
  ///
  /// @param answers how many messages were answered as accepted
  /// @param violations the ids of those that were answered before they were synced
  record Verdict(int answers, List<String> violations) {}

  private static final Pattern CALL = Pattern.compile("(\\d+) +(\\w+)\\(\\d+<([^>]*)>(.*)");
  private static final Pattern RESUMED =
      Pattern.compile("(\\d+) +<\\.\\.\\. (?:fsync|fdatasync) resumed>.*");
  private static final Pattern MESSAGE_ID =
      Pattern.compile("\\\\?\"messageId\\\\?\":\\\\?\"([0-9a-f-]{36})");
  private static final String LOG = "-wal";

  /// When, in lines of the trace, each message was first written to the log.
  private final Map<String, Integer> written = new HashMap<>();

  /// Threads that are syncing the log, with the line at which each began.
  private final Map<String, Integer> syncing = new HashMap<>();

  private final List<String> violations = new ArrayList<>();
  private int answers;

  /// Whatever was written before this line is on the disk.
  private int syncedUpTo = -1;

  private AnswerTrace() {}

  static Verdict judge(List<String> trace) {
    AnswerTrace judge = new AnswerTrace();
    for (int i = 0; i < trace.size(); i++) {
      judge.line(i, trace.get(i));
    }
    return new Verdict(judge.answers, List.copyOf(judge.violations));
  }

  private void line(int number, String line) {
    Matcher resumed = RESUMED.matcher(line);
    if (resumed.matches()) {
      Integer begun = syncing.remove(resumed.group(1));
      if (begun != null) {
        synced(begun, line);
      }
      return;
    }
    Matcher call = CALL.matcher(line);
    if (!call.matches()) {
      return;
    }
    boolean log = call.group(3).endsWith(LOG);
    switch (call.group(2)) {
      case "fsync", "fdatasync" -> {
        if (log && line.endsWith("<unfinished ...>")) {
          syncing.put(call.group(1), number);
        } else if (log) {
          synced(number, line);
        }
      }
      default -> {
        if (log) {
          ids(call.group(4)).forEach(id -> written.putIfAbsent(id, number));
        } else if (call.group(4).contains("HTTP/1.1 201")) {
          ids(call.group(4)).stream().limit(1).forEach(this::answered);
        }
      }
    }
  }

  private static List<String> ids(String text) {
    List<String> ids = new ArrayList<>();
    Matcher id = MESSAGE_ID.matcher(text);
    while (id.find()) {
      ids.add(id.group(1));
    }
    return ids;
  }

  private void synced(int begun, String line) {
    if (line.endsWith("= 0")) {
      syncedUpTo = Math.max(syncedUpTo, begun);
    }
  }

  private void answered(String id) {
    answers++;
    Integer first = written.get(id);
    if (first == null || first >= syncedUpTo) {
      violations.add(id);
    }
  }
}

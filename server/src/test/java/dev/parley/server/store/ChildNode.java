package dev.parley.server.store;

import dev.parley.core.ledger.LedgerFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/// A process that appends and says on standard output what was acknowledged, so that it can be
/// killed, traced and lied to from outside.
///
/// `load` appends without end on several threads. `steps` appends as many messages as each line on
/// standard input says, all at once, and ends with the input.
final class ChildNode {
  static final int SESSIONS = 48;
  private static final int THREADS = 6;

  private record Sent(Append append, CompletableFuture<AppendOutcome> answer) {}

  private ChildNode() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (NodeStore store = SqliteStore.open(Path.of(arguments[0]))) {
      List<Script> scripts =
          LongStream.range(0, SESSIONS).mapToObj(number -> Script.resume(store, number)).toList();
      say("ready");
      switch (arguments[1]) {
        case "load" -> load(store, scripts);
        case "steps" -> steps(store, scripts);
        default -> throw new IllegalArgumentException(arguments[1]);
      }
    } catch (StoreFailure e) {
      say("cannot open: " + e.getMessage());
    }
  }

  private static void load(NodeStore store, List<Script> scripts) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    int share = SESSIONS / THREADS;
    for (int i = 0; i < THREADS; i++) {
      List<Script> own = scripts.subList(i * share, (i + 1) * share);
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (true) {
                      report(send(store, own));
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void steps(NodeStore store, List<Script> scripts) throws IOException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      List<Sent> sent = send(store, scripts.subList(0, Integer.parseInt(line)));
      // All answers before the first line: then a trace shows no write of a later commit between
      // them.
      sent.forEach(one -> one.answer().join());
      report(sent);
      say("done, " + store.messages(scripts.getFirst().session, 0, 1).size() + " read");
    }
  }

  private static List<Sent> send(NodeStore store, List<Script> scripts) {
    List<Sent> sent = new ArrayList<>();
    try (SessionStore.Arrival _ = store.announce()) {
      for (Script script : scripts) {
        Append append = script.next();
        sent.add(new Sent(append, store.append(append)));
      }
    }
    return sent;
  }

  private static void report(List<Sent> sent) {
    for (Sent one : sent) {
      Append append = one.append();
      switch (one.answer().join()) {
        case AppendOutcome.Appended(long position, _) ->
            say("ack " + append.session() + " " + position + " " + append.message().hash());
        case AppendOutcome.Conflict(long next, _) ->
            say("conflict " + append.session() + " " + next);
        case AppendOutcome.Fenced(long epoch) -> say("fenced " + epoch);
        case AppendOutcome.Unfunded(LedgerFault fault, _) -> say("unfunded " + fault);
        case AppendOutcome.Overexposed overexposed -> say(overexposed.toString());
        case AppendOutcome.Outdated outdated -> say(outdated.toString());
        case AppendOutcome.Crowded crowded -> say(crowded.toString());
        case AppendOutcome.Taken taken -> say(taken.toString());
        case Unavailable(Unavailable.Cause cause, _) -> say("refused " + cause);
      }
    }
  }

  // One line, one write.
  private static void say(String line) {
    synchronized (System.out) {
      System.out.println(line);
      System.out.flush();
    }
  }
}

package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Performative;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A node that ends while everybody talks: what it has answered it keeps, and nobody hangs.
@Timeout(180)
final class ShutdownTest {
  private static final int TALKS = 4;
  private static final int ANSWERS_BEFORE = 80;

  @TempDir private Path directory;

  /// One session's side of the load: everything that was acknowledged, body by position.
  private record Load(Talk talk, Map<Long, String> acknowledged) {
    /// Talks until the node is gone.
    void run(CountDownLatch enough) {
      for (int i = 0; ; i++) {
        JsonObject question =
            talk.signed(
                i % 2 == 0 ? talk.alpha : talk.beta,
                Performative.QUERY,
                Talk.question("q-load-" + i));
        try {
          HttpResponse<String> answer =
              talk.sent(
                  i % 2 == 0 ? talk.alpha : talk.beta,
                  talk.post(i % 2 == 0 ? talk.alpha : talk.beta, question));
          long position = Json.object(answer).integer("position").orElseThrow();
          acknowledged.put(position, answer.body());
          enough.countDown();
        } catch (UncheckedIOException | AssertionError _) {
          return; // Gone, or refused since it ends.
        }
      }
    }
  }

  @Test
  void losesNothingThatItHasAcknowledgedAndEndsItsStreams() throws Exception {
    NodeConfiguration kept = NodeConfiguration.development().onPort(0).keeping(directory);
    List<Load> loads = new ArrayList<>();
    Stage stage = new Stage(kept);
    int port = stage.node.port();
    for (int i = 0; i < TALKS; i++) {
      Caller alpha = stage.again(stage.alpha);
      Caller beta = stage.again(stage.beta);
      loads.add(new Load(new Talk(stage.node, alpha, beta).introduce(), new ConcurrentHashMap<>()));
    }
    CountDownLatch enough = new CountDownLatch(ANSWERS_BEFORE);
    try (Listener listener =
            Listener.of(stage.alpha, loads.getFirst().talk().path("/events"), Optional.empty());
        ExecutorService threads = Executors.newFixedThreadPool(TALKS + 1)) {
      Future<List<Long>> heard = threads.submit(listener::idsToTheEnd);
      List<Future<?>> talking = new ArrayList<>();
      for (Load load : loads) {
        talking.add(threads.submit(() -> load.run(enough)));
      }
      enough.await();
      stage.node.close();
      for (Future<?> each : talking) {
        each.get();
      }
      List<Long> ids = heard.get();
      assertThat(ids).isEqualTo(LongStream.range(0, ids.size()).boxed().toList());
    }
    try (Node again = stage.time.node(kept.onPort(port))) {
      assertThat(again.port()).isEqualTo(port);
      for (Load load : loads) {
        Map<Long, String> stored = stored(load.talk());
        assertThat(stored).containsAllEntriesOf(load.acknowledged());
      }
    }
  }

  private static Map<Long, String> stored(Talk talk) {
    talk.alpha.remember(talk.alpha.get("/.well-known/asp.json"));
    Map<Long, String> stored = new ConcurrentHashMap<>();
    Optional<String> cursor = Optional.of(talk.id() + "~0");
    while (cursor.isPresent()) {
      JsonObject page =
          Json.object(talk.alpha.get(talk.path("/messages?limit=200&cursor=") + cursor.get()));
      for (JsonValue message : page.array("messages").orElseThrow()) {
        JsonObject json = (JsonObject) message;
        stored.put(json.integer("position").orElseThrow(), json.toString());
      }
      cursor = page.string("nextCursor");
    }
    return stored;
  }
}

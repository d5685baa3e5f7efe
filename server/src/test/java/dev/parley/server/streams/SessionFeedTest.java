package dev.parley.server.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.session.StateName;
import dev.parley.server.rehearsal.NodeParts;
import dev.parley.server.rehearsal.Scene;
import dev.parley.server.time.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reader hears each message once, each state once, and that a score has changed with the day.
final class SessionFeedTest {
  private static final JsonObject NOTE = JsonObject.EMPTY.with("informType", "status");

  @TempDir private Path directory;
  private final VirtualClock clock = NodeParts.clock();
  private final Map<AgentUri, Double> scores = new HashMap<>();
  private NodeParts node;
  private Scene scene;

  @BeforeEach
  void open() {
    node = NodeParts.open(directory, clock);
    scene = Scene.of(node, clock);
    scene.introduce(JsonObject.EMPTY);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private SessionFeed feed(long from) {
    AgentUri reader = scene.beta.uri();
    return new SessionFeed(
        new SessionFeed.Source(node.sessions(), clock, agent -> scores.getOrDefault(agent, 20.0)),
        reader,
        node.sessions().reader(reader, scene.id()).orElseThrow().follow(from),
        new Streams(1, 1, Duration.ofSeconds(1), System::nanoTime).take(reader).orElseThrow());
  }

  private static List<Happening> rest(SessionFeed feed) throws InterruptedException {
    return feed.next(Duration.ofMillis(1));
  }

  @Test
  void tellsTheStateWithTheMessagesThatLedToIt() throws InterruptedException {
    try (SessionFeed feed = feed(0)) {
      List<Happening> first = rest(feed);
      assertThat(first).hasSize(scene.messages().size() + 1);
      assertThat(first.getLast())
          .isEqualTo(
              new Happening.StateChanged(
                  StateName.CONVERSING,
                  Optional.empty(),
                  scene.messages().getLast().acceptedAt(),
                  scene.messages().size() - 1));
      assertThat(rest(feed)).isEmpty();
      scene.said(scene.alpha, Performative.INFORM, NOTE);
      assertThat(rest(feed)).hasSize(1);
      scene.said(scene.alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "no-agreement"));
      assertThat(rest(feed))
          .filteredOn(Happening.StateChanged.class::isInstance)
          .singleElement()
          .extracting(h -> ((Happening.StateChanged) h).previous())
          .isEqualTo(Optional.of(StateName.CONVERSING));
      assertThat(feed.going()).isEqualTo(SessionFeed.Going.ON);
      assertThat(rest(feed)).isEmpty();
      assertThat(feed.going()).isEqualTo(SessionFeed.Going.SESSION_ENDED);
    }
  }

  @Test
  void tellsThatAScoreHasChangedOnceTheDayHas() throws InterruptedException {
    try (SessionFeed feed = feed(scene.messages().size())) {
      rest(feed);
      scores.put(scene.alpha.uri(), 35.5);
      scene.said(scene.alpha, Performative.INFORM, NOTE);
      assertThat(rest(feed)).as("within the day").hasSize(1);
      clock.advance(Duration.ofDays(1));
      assertThat(rest(feed))
          .containsExactly(new Happening.TrustChanged(scene.alpha.uri(), 35.5, 20.0));
      assertThat(rest(feed)).isEmpty();
      clock.advance(Duration.ofDays(1));
      assertThat(rest(feed)).as("the same on the next day").isEmpty();
    }
  }

  @Test
  void endsWithItsSlot() throws InterruptedException {
    Streams streams = new Streams(1, 1, Duration.ofSeconds(1), System::nanoTime);
    AgentUri reader = scene.beta.uri();
    try (SessionFeed feed =
        new SessionFeed(
            new SessionFeed.Source(node.sessions(), clock, _ -> 0),
            reader,
            node.sessions().reader(reader, scene.id()).orElseThrow().follow(0),
            streams.take(reader).orElseThrow())) {
      rest(feed);
      assertThat(feed.going()).isEqualTo(SessionFeed.Going.ON);
      streams.end();
      rest(feed);
      assertThat(feed.going()).isEqualTo(SessionFeed.Going.RESUME_LATER);
    }
    assertThat(streams.count()).isZero();
  }
}

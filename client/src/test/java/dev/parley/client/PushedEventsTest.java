package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Events that come unasked come once and in order, whatever their way does to them.
final class PushedEventsTest {
  private static final Duration SOON = Duration.ofMillis(50);
  private static final String PATH = "/v1/asp/sessions/x/events";

  /// What the node has, what comes unasked, and how the node answers.
  private static final class Way implements Wire {
    private static final int PAGE = 3;

    private final List<String> kept = new ArrayList<>();
    private final Deque<Push> unasked = new ArrayDeque<>();
    private final Deque<Integer> failures = new ArrayDeque<>();
    private boolean away;
    private int asked;

    @Override
    public String node() {
      return "nats://node.localhost";
    }

    @Override
    public Reply send(Request request, Duration wait) throws IOException {
      asked++;
      HttpHeaders none = HttpHeaders.of(Map.of(), (_, _) -> true);
      Integer failure = failures.poll();
      if (away || Integer.valueOf(0).equals(failure)) {
        throw new IOException("away");
      }
      if (failure != null) {
        byte[] body =
            "{\"error\":{\"code\":\"session_not_found\"}}".getBytes(StandardCharsets.UTF_8);
        return new Reply(failure, none, body);
      }
      int from =
          Optional.ofNullable(request.headers().get("Last-Event-ID"))
              .map(id -> Integer.parseInt(id) + 1)
              .orElse(0);
      StringBuilder page = new StringBuilder();
      for (int i = from; i < Math.min(kept.size(), from + PAGE); i++) {
        page.append("event: message\nid: ").append(i).append("\ndata: ").append(kept.get(i));
        page.append("\n\n");
      }
      page.append("event: session_state\ndata: {}\n\n");
      return new Reply(200, none, page.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Incoming open(Request request, Duration wait) throws IOException {
      throw new IOException("nothing is streamed here");
    }

    @Override
    public Optional<Pushes> pushes(String path) {
      return Optional.of(
          new Pushes() {
            @Override
            public Optional<Push> next(Duration wait) {
              return Optional.ofNullable(unasked.poll());
            }

            @Override
            public void close() {}
          });
    }

    @Override
    public void close() {}

    void say(int count) {
      for (int i = 0; i < count; i++) {
        kept.add("{\"n\":" + kept.size() + "}");
      }
    }

    void push(int number) {
      unasked.add(new Push.Event("message", number, kept.get(number)));
    }
  }

  private final Way way = new Way();

  private Events events(Optional<String> after) {
    ConnectionSettings settings =
        ConnectionSettings.DEFAULT
            .streams(Duration.ofMinutes(10), Duration.ofSeconds(2))
            .attempts(1);
    HttpCalls calls = new HttpCalls(way, settings, _ -> {});
    return Events.of(calls, Credentials.none(), PATH, after);
  }

  /// The ids of the messages that are there now.
  private static List<String> read(Events events) {
    List<String> ids = new ArrayList<>();
    Optional<ServerEvent> event = events.next(SOON);
    while (event.isPresent()) {
      event.filter(e -> e.type().equals("message")).flatMap(ServerEvent::id).ifPresent(ids::add);
      event = events.next(SOON);
    }
    return ids;
  }

  @Test
  void beginsWithAllThatIsThereHoweverManyPages() {
    way.say(8);
    assertThat(read(events(Optional.empty())))
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
    assertThat(read(events(Optional.of("5")))).containsExactly("6", "7");
  }

  @Test
  void handsOutWhatComesNextWithoutAsking() {
    way.say(2);
    Events events = events(Optional.empty());
    assertThat(read(events)).containsExactly("0", "1");
    int asked = way.asked;
    way.say(2);
    way.push(2);
    way.push(3);
    assertThat(read(events)).containsExactly("2", "3");
    assertThat(way.asked).isEqualTo(asked);
  }

  @Test
  void dropsWhatWasSeenAndFetchesWhatIsMissing() {
    way.say(2);
    Events events = events(Optional.empty());
    assertThat(read(events)).containsExactly("0", "1");
    way.say(4);
    way.push(1);
    way.push(5);
    way.push(3);
    way.push(2);
    way.push(5);
    assertThat(read(events)).containsExactly("2", "3", "4", "5");
    way.say(1);
    way.unasked.add(new Wire.Push.Lost());
    assertThat(read(events)).containsExactly("6");
  }

  @Test
  void asksAgainWhenTheNodeWasAwayAndGivesUpInTime() {
    way.say(2);
    way.failures.addAll(List.of(0, 503, 0));
    Events events = events(Optional.empty());
    List<String> ids = new ArrayList<>();
    while (ids.size() < 2) {
      events.next(Duration.ofSeconds(1)).flatMap(ServerEvent::id).ifPresent(ids::add);
    }
    assertThat(ids).containsExactly("0", "1");
    Events gone = events(Optional.empty());
    way.away = true;
    assertThatThrownBy(() -> gone.next(Duration.ofMinutes(1)))
        .isInstanceOf(TransportException.class);
  }

  @Test
  void saysWhenTheNodeDeclines() {
    way.failures.add(404);
    assertThatThrownBy(() -> events(Optional.empty()).next(Duration.ofSeconds(1)))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void endsWhenClosed() {
    Events events = events(Optional.empty());
    events.close();
    assertThat(events.next(Duration.ofMinutes(1))).isEmpty();
  }
}

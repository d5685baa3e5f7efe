package dev.parley.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.server.store.NodeStore;
import dev.parley.server.store.SessionStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who has read everything takes what hints bring; whatever hints do, nothing is lost or repeated.
final class FollowingByHintsTest extends NodeTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(1);

  private final Hints<UUID> hints = new Hints<>();
  private @Nullable NodeStore real;
  private int looks;
  private Runnable onceCaughtUp = () -> {};

  @Override
  NodeStore wrap(NodeStore store) {
    real = store;
    return store;
  }

  @BeforeEach
  void introduce() {
    scene.introduce(JsonObject.EMPTY);
  }

  /// The store as the cursor sees it: counts how often it is looked into, and lets something happen
  /// right after it was found to have no more.
  private SessionStore watched() {
    return (SessionStore)
        Proxy.newProxyInstance(
            SessionStore.class.getClassLoader(),
            new Class<?>[] {SessionStore.class},
            (_, method, arguments) -> {
              try {
                Object found = method.invoke(real, arguments);
                if (method.getName().equals("messages")) {
                  looks++;
                } else {
                  Runnable now = onceCaughtUp;
                  onceCaughtUp = () -> {};
                  now.run();
                }
                return found;
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }

  private Following following() {
    UUID id = scene.id().value();
    return new Following(watched(), id, hints.listen(id), scene.messages().size());
  }

  private Delivered say(int length) {
    JsonObject note =
        JsonObject.EMPTY.with("informType", "status").with("subject", "x".repeat(length));
    scene.said(
        scene.messages().size() % 2 == 0 ? scene.alpha : scene.beta, Performative.INFORM, note);
    return scene.messages().getLast();
  }

  private void ring(Delivered message) {
    hints.ring(scene.id().value(), Optional.of(message));
  }

  /// A cursor that has read everything, the last message from a hint.
  private Following caughtUp() throws InterruptedException {
    Following following = following();
    onceCaughtUp = () -> ring(say(10));
    assertThat(following.next(LONG)).containsExactly(scene.messages().getLast());
    looks = 0;
    return following;
  }

  @Test
  void takesWhatHintsBringWithoutLookingIntoTheStore() throws InterruptedException {
    try (Following following = caughtUp()) {
      ring(say(10));
      assertThat(following.next(LONG)).containsExactly(scene.messages().getLast());
      List<Delivered> two = List.of(say(10), say(20));
      two.forEach(this::ring);
      assertThat(following.next(LONG)).isEqualTo(two);
      assertThat(looks).isZero();
    }
  }

  @Test
  void looksIntoTheStoreWhereHintsHaveAGap() throws InterruptedException {
    try (Following following = caughtUp()) {
      Delivered lost = say(10);
      Delivered told = say(10);
      ring(told);
      assertThat(following.next(LONG)).containsExactly(lost, told);
      assertThat(looks).isPositive();
    }
  }

  @Test
  void takesNoMessageTwice() throws InterruptedException {
    try (Following following = caughtUp()) {
      Delivered last = say(10);
      ring(last);
      ring(last);
      assertThat(following.next(LONG)).containsExactly(last);
      onceCaughtUp = () -> ring(last);
      assertThat(following.next(SHORT)).isEmpty();
      assertThat(following.next(SHORT)).isEmpty();
    }
  }

  @Test
  void readsWhatIsTooMuchToWaitFromTheStore() throws InterruptedException {
    try (Following following = caughtUp()) {
      int from = scene.messages().size();
      for (int kept = 0; kept <= Hints.NEWS_BYTES; kept += 400) {
        ring(say(400));
      }
      List<Delivered> all = scene.messages();
      assertThat(following.next(LONG)).isEqualTo(all.subList(from, all.size()));
      assertThat(looks).isEqualTo(1);
    }
  }

  @Test
  void findsWhatNoHintHasToldOnceItHasWaitedInVain() throws InterruptedException {
    try (Following following = caughtUp()) {
      Delivered untold = say(10);
      assertThat(following.next(SHORT)).containsExactly(untold);
    }
  }

  @Test
  void asksTheStoreHowTheSessionEnded() throws InterruptedException {
    try (Following following = caughtUp()) {
      scene.said(scene.alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "no-agreement"));
      hints.ring(scene.id().value());
      assertThat(following.next(LONG)).containsExactly(scene.messages().getLast());
      assertThat(following.next(LONG)).isEmpty();
      assertThat(following.ended()).contains("CLOSED");
    }
  }
}

package dev.parley.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class IdleEnginesTest {
  private static final int TURNS = 20_000;

  @Test
  void keepsWhatIsGivenBack() throws Exception {
    IdleEngines idle = new IdleEngines();
    Signature engine = Signature.getInstance("Ed25519");
    assertThat(idle.take()).isNull();
    idle.giveBack(engine);
    assertThat(idle.take()).isSameAs(engine);
    assertThat(idle.take()).isNull();
  }

  /// An engine computes for one thread at a time, on virtual threads too.
  @Test
  void noTwoHaveTheSameEngine() throws Exception {
    IdleEngines idle = new IdleEngines();
    Map<Integer, Boolean> inUse = new ConcurrentHashMap<>();
    Callable<Boolean> user =
        () -> {
          for (int i = 0; i < TURNS; i++) {
            Signature engine = idle.take();
            if (engine == null) {
              engine = Signature.getInstance("Ed25519");
            }
            int id = System.identityHashCode(engine);
            assertThat(inUse.put(id, true)).isNull();
            Thread.onSpinWait();
            inUse.remove(id);
            idle.giveBack(engine);
          }
          return true;
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> users = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        users.add(threads.submit(user));
      }
      for (Future<Boolean> each : users) {
        assertThat(each.get()).isTrue();
      }
    }
  }
}

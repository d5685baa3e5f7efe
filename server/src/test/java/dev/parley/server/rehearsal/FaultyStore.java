package dev.parley.server.rehearsal;

import dev.parley.server.store.Append;
import dev.parley.server.store.AppendOutcome;
import dev.parley.server.store.NodeStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;

/// Stands before a real store and answers the next appends as a test wants.
public final class FaultyStore {
  private final Deque<Function<Append, Optional<CompletableFuture<AppendOutcome>>>> faults =
      new ConcurrentLinkedDeque<>();

  /// Makes one without faults.
  public FaultyStore() {}

  /// Answers the next append itself; the real store does not see it.
  ///
  /// @param outcome the answer
  public void answerNext(AppendOutcome outcome) {
    faults.add(_ -> Optional.of(CompletableFuture.completedFuture(outcome)));
  }

  /// Fails the next append as one that breaks the store's own rules.
  ///
  /// @param failure what it fails with
  public void failNext(RuntimeException failure) {
    faults.add(_ -> Optional.of(CompletableFuture.failedFuture(failure)));
  }

  /// Does something before the next append, which then reaches the real store.
  ///
  /// @param first what is done
  public void beforeNext(Runnable first) {
    faults.add(
        _ -> {
          first.run();
          return Optional.empty();
        });
  }

  /// The store to give to a node.
  ///
  /// @param real what stands behind it
  /// @return a store
  public NodeStore before(NodeStore real) {
    return (NodeStore)
        Proxy.newProxyInstance(
            NodeStore.class.getClassLoader(),
            new Class<?>[] {NodeStore.class},
            (_, method, arguments) -> {
              if (method.getName().equals("append")) {
                var fault = faults.poll();
                var answer =
                    fault == null
                        ? Optional.<CompletableFuture<AppendOutcome>>empty()
                        : fault.apply((Append) arguments[0]);
                if (answer.isPresent()) {
                  return answer.get();
                }
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }
}

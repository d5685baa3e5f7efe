package dev.parley.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// Real time as far as a node can tell, moved by a test.
final class MovedTime {
  private final Instant start = Instant.now();
  private final AtomicLong nanos = new AtomicLong();

  void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
  }

  Instant now() {
    return start.plusNanos(nanos.get());
  }

  Node.RealTime forNode() {
    InstantSource instants = this::now;
    return new Node.RealTime(instants, nanos::get);
  }
}

package dev.parley.cli.queue;

import dev.parley.client.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A way to a node on which somebody alters a message.
final class Tampered implements Wire {
  private final Wire base;
  private Optional<UnaryOperator<String>> change = Optional.empty();
  private boolean losing;
  private boolean lost;
  private volatile String heard = "";
  private volatile Optional<TamperedLine> line = Optional.empty();

  Tampered(Wire base) {
    this.base = base;
  }

  /// Alters the next message of a session.
  void once(UnaryOperator<String> altering) {
    heard = "";
    change = Optional.of(altering);
  }

  /// Has the next message arrive, and its answer not.
  void loseOneAnswer() {
    losing = true;
  }

  /// The first answer to what was altered.
  String heard() {
    return heard;
  }

  /// What becomes of the next message on a connection; nothing if it is left alone.
  synchronized Optional<String> changed(String envelope) {
    Optional<String> other = change.map(altering -> altering.apply(envelope));
    change = Optional.empty();
    return other;
  }

  /// Whether the answer on a connection is to be lost.
  synchronized boolean losesAnswer() {
    boolean loses = losing;
    losing = false;
    lost |= loses;
    return loses;
  }

  void hears(String code) {
    heard = code;
  }

  /// Waits until messages go over a connection.
  void awaitLine() {
    Eventually.holds(() -> line.filter(TamperedLine::isOpen).isPresent());
  }

  @Override
  public Optional<Line> dial(String path, Hearing hearing, Duration wait) throws IOException {
    TamperedLine fresh = new TamperedLine(this, hearing);
    Optional<Line> dialled = base.dial(path, fresh, wait).map(fresh::over);
    line = Optional.of(fresh);
    return dialled;
  }

  @Override
  public String node() {
    return base.node();
  }

  @Override
  public Reply send(Request request, Duration wait) throws IOException {
    if (!request.method().equals("POST") || !request.path().endsWith("/messages")) {
      return base.send(request, wait);
    }
    if (losing) {
      losing = false;
      lost = true;
      base.send(request, wait);
      throw new IOException("the answer was lost");
    }
    if (change.isEmpty() && !lost) {
      return base.send(request, wait);
    }
    lost = false;
    UnaryOperator<String> altering = change.orElse(text -> text);
    change = Optional.empty();
    Reply reply = base.send(altered(request, altering), wait);
    heard = RefusedOverQueueTest.said(reply);
    return reply;
  }

  private static Request altered(Request request, UnaryOperator<String> altering) {
    return new Request(
        request.method(),
        request.path(),
        request.headers(),
        request
            .body()
            .map(body -> new String(body, StandardCharsets.UTF_8))
            .map(altering)
            .map(text -> text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public Incoming open(Request request, Duration wait) throws IOException {
    return base.open(request, wait);
  }

  @Override
  public Optional<Pushes> pushes(String path) {
    return base.pushes(path);
  }

  @Override
  public void close() {
    base.close();
  }
}

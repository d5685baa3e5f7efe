package dev.parley.server.websocket;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.Format;
import dev.parley.core.message.SessionId;
import dev.parley.server.auth.AuthRefusal;
import dev.parley.server.auth.Authenticator;
import dev.parley.server.auth.OauthError;
import dev.parley.server.auth.RateLimits;
import dev.parley.server.sessions.Outcome;
import dev.parley.server.sessions.SessionReader;
import dev.parley.server.sessions.SessionView;
import dev.parley.server.streams.SessionFeed;
import dev.parley.server.streams.Streams;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A WebSocket connection from its first frame to its last: an `auth` in time, then the
/// conversation, then a close with its reason.
final class SocketConnection implements ServerConnection {
  private static final Logger LOG = LoggerFactory.getLogger(SocketConnection.class);

  private final SocketParts parts;
  private final SocketDoor door;
  private final SocketDoor.Sockets sockets;
  private final SocketAddress remote;
  private final SessionId session;
  private final String path;
  private final FrameReader reader;
  private final FrameWriter writer;
  private Spelling spelling = Spelling.JSON; // Settled by the first frame, before others read it.
  private volatile @Nullable Thread reading;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean conversing;
  private volatile boolean over;

  SocketConnection(
      SocketParts parts,
      SocketDoor door,
      SocketDoor.Sockets sockets,
      ConnectionContext context,
      SessionId session,
      String path) {
    this.parts = parts;
    this.door = door;
    this.sockets = sockets;
    this.remote = context.remotePeer().address();
    this.session = session;
    this.path = path;
    this.reader = new FrameReader(context, context.dataReader(), ClientFrame.LIMITS.maxBytes());
    this.writer = new FrameWriter(context.dataWriter());
  }

  @Override
  public void handle(Limit limit) {
    reading = Thread.currentThread();
    sockets.begun(remote);
    sockets.hurry(remote);
    try {
      Optional<SessionFeed> feed = letIn();
      if (feed.isPresent()) {
        conversing = true;
        door.begun(this);
        sockets.relax(remote);
        converse(feed.get());
      }
    } catch (IOException e) {
      LOG.debug("a connection of {} ended", session, e);
    } catch (RuntimeException e) {
      LOG.error("a connection of {} failed", session, e);
      closeQuietly(CloseCode.INTERNAL_ERROR);
    } finally {
      door.ended(this);
      done.countDown();
    }
  }

  void awaitEnd(Duration wait) {
    try {
      var _ = done.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Who takes part: the reader of frames, and who told it so.
  private record Member(AgentUri agent, OptionalLong lastSequence) {}

  private Optional<SessionFeed> letIn() throws IOException {
    Optional<Member> member = authenticated();
    if (member.isEmpty()) {
      return Optional.empty();
    }
    AgentUri agent = member.get().agent();
    Optional<SessionReader> sight = parts.source().sessions().reader(agent, session);
    Optional<SessionView> view = parts.source().sessions().view(agent, session);
    if (sight.isEmpty() || view.isEmpty()) {
      return refused(Outcome.UNKNOWN_SESSION, CloseCode.NO_SUCH_SESSION);
    }
    if (spelling == Spelling.MESSAGE_PACK && view.get().format() != Format.MESSAGE_PACK) {
      return refused(
          ErrorCode.SCHEMA_UNSUPPORTED.because("the session does not speak MessagePack"),
          CloseCode.WRONG_KIND);
    }
    OptionalLong last = member.get().lastSequence();
    if (last.isPresent() && sight.get().messages(last.getAsLong(), 1).isEmpty()) {
      return refused(
          ErrorCode.INVALID_REFERENCE.because(
              "the session has no message at position " + last.getAsLong()),
          CloseCode.NO_SUCH_SESSION);
    }
    Optional<Streams.Slot> slot = parts.streams().take(agent);
    if (slot.isEmpty()) {
      return refused(
          ErrorCode.UNAVAILABLE.because("as many streams are open as may be"), CloseCode.TRY_LATER);
    }
    long from = last.isPresent() ? last.getAsLong() + 1 : 0;
    SessionFeed feed = new SessionFeed(parts.source(), agent, sight.get().follow(from), slot.get());
    feed.knows(view.get().state().name());
    say(ServerFrames.authOk(view.get()));
    return Optional.of(feed);
  }

  /// The first frame.
  private Optional<Member> authenticated() throws IOException {
    Optional<Duration> wait = parts.rates().take(((InetSocketAddress) remote).getAddress());
    if (wait.isPresent()) {
      return refused(RateLimits.EXCEEDED, CloseCode.TRY_LATER);
    }
    return switch (reader.next()) {
      case Incoming.Text(byte[] text) -> first(text);
      case Incoming.Binary(byte[] bytes) -> {
        spelling = Spelling.MESSAGE_PACK;
        yield first(bytes);
      }
      case Incoming.Ping _ -> authFirst();
      case Incoming.Fault fault -> refused(fault.refusal(), fault.code());
      case Incoming.Closed() -> {
        closeQuietly(CloseCode.NORMAL);
        yield Optional.empty();
      }
      case Incoming.Gone() -> authFirst();
    };
  }

  private <T> Optional<T> authFirst() throws IOException {
    return refused(
        ErrorCode.UNAUTHORIZED.because("the first frame has to be auth, and in time"),
        CloseCode.UNAUTHENTICATED);
  }

  private Optional<Member> first(byte[] frame) throws IOException {
    return switch (spelling.read(frame)) {
      case Decoded.Refused<ClientFrame>(Refusal refusal) ->
          refused(refusal, CloseCode.UNAUTHENTICATED);
      case Decoded.Valid<ClientFrame>(ClientFrame.Auth auth) -> known(auth);
      case Decoded.Valid<ClientFrame> _ -> authFirst();
    };
  }

  private Optional<Member> known(ClientFrame.Auth auth) throws IOException {
    Authenticator.Credentials shown =
        new Authenticator.Credentials(
            List.of("DPoP " + auth.token()), List.of(auth.proof()), "GET", path);
    return switch (parts.authenticator().judge(shown)) {
      case Authenticator.Verdict.Known(AgentUri agent) -> {
        Optional<Duration> wait = parts.rates().take(agent);
        yield wait.isEmpty()
            ? Optional.of(new Member(agent, auth.lastSequence()))
            : refused(RateLimits.EXCEEDED, CloseCode.TRY_LATER);
      }
      case Authenticator.Verdict.Nobody() -> authFirst();
      case Authenticator.Verdict.Refused(AuthRefusal refusal) -> {
        Refusal form = refusal.refusal();
        yield refused(
            refusal.error() == OauthError.USE_DPOP_NONCE
                ? form.with("nonce", parts.nonces().present())
                : form,
            CloseCode.UNAUTHENTICATED);
      }
    };
  }

  private <T> Optional<T> refused(Refusal refusal, CloseCode code) throws IOException {
    say(ServerFrames.error(0, refusal, Optional.empty()));
    finish(code);
    return Optional.empty();
  }

  private void converse(SessionFeed feed) throws IOException {
    try (feed) {
      Conversation conversation = new Conversation(parts, session, feed, spelling, writer);
      Thread teller =
          Thread.ofVirtual().name("parley-socket-" + session).start(() -> tell(conversation));
      try {
        read(conversation);
      } finally {
        over = true;
        teller.interrupt(); // Perhaps within a read of the store, which then fails.
        join(teller);
      }
    }
  }

  private void tell(Conversation conversation) {
    try {
      CloseCode code = conversation.tell();
      writer.close(code, code.when(), conversation::inTime);
      sockets.linger(remote); // The client has that long to close as well.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.debug("a reader of {} is gone", session, e);
      interruptReading();
    } catch (RuntimeException e) {
      if (over) {
        return;
      }
      LOG.error("a reader of {} cannot be told what happens", session, e);
      closeQuietly(CloseCode.INTERNAL_ERROR);
      interruptReading();
    }
  }

  private void read(Conversation conversation) throws IOException {
    while (true) {
      Optional<CloseCode> end;
      switch (reader.next()) {
        case Incoming.Text(byte[] text) -> end = conversation.answer(Spelling.JSON, text);
        case Incoming.Binary(byte[] bytes) ->
            end = conversation.answer(Spelling.MESSAGE_PACK, bytes);
        case Incoming.Ping(byte[] payload) -> end = conversation.answerPing(payload);
        case Incoming.Fault fault -> end = conversation.refuse(fault);
        case Incoming.Closed() -> end = Optional.of(CloseCode.NORMAL);
        case Incoming.Gone() -> {
          return;
        }
      }
      if (end.isPresent()) {
        finish(end.get());
        return;
      }
    }
  }

  private void say(byte[] frame) throws IOException {
    writer.messages(spelling.kind(), List.of(spelling.of(frame)), FrameWriter.Flush::run);
  }

  /// Closes, and reads on for a moment: else the connection could be reset before the client has
  /// read why.
  private void finish(CloseCode code) throws IOException {
    writer.close(code, code.when(), FrameWriter.Flush::run);
    sockets.linger(remote);
    reader.drain();
  }

  private void closeQuietly(CloseCode code) {
    try {
      finish(code);
    } catch (IOException e) {
      LOG.debug("a connection of {} cannot be told that it ends", session, e);
    }
  }

  private static void join(Thread teller) {
    try {
      teller.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void interruptReading() {
    Thread thread = reading;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /// Never idle for the web server: heartbeats find out who is gone.
  @Override
  public Duration idleTime() {
    return Duration.ZERO;
  }

  /// The node ends. A conversation is woken by it, and closes in order.
  @Override
  public void close(boolean interrupt) {
    if (interrupt || !conversing) {
      interruptReading();
    }
  }
}

package dev.parley.server.websocket;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.SessionId;
import dev.parley.server.auth.RateLimits;
import dev.parley.server.sessions.Delivered;
import dev.parley.server.sessions.Outcome;
import dev.parley.server.sessions.Submission;
import dev.parley.server.store.StoreFailure;
import dev.parley.server.streams.Happening;
import dev.parley.server.streams.SessionFeed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What goes on on a connection once it is known whose it is. One thread reads and answers the
/// client's frames, another tells what happens; both write through one writer.
final class Conversation {
  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  /// How many heartbeats may be without an answer.
  private static final int UNANSWERED_MAX = 2;

  /// How many pings are answered between two heartbeats.
  private static final int PINGS_MAX = 100;

  private final SocketParts parts;
  private final AgentUri agent;
  private final SessionId session;
  private final SessionFeed feed;
  private final Spelling spelling;
  private final FrameWriter writer;
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicInteger pings = new AtomicInteger();

  /// Held while a message is decided and answered: the end that a message brings about must not be
  /// told before its answer, since behind that nothing is said any more.
  private final ReentrantLock answering = new ReentrantLock();

  /// The number of the client's next frame, counted from 0, which was its `auth`. For the reading
  /// thread.
  private long frames = 1;

  Conversation(
      SocketParts parts,
      SessionId session,
      SessionFeed feed,
      Spelling spelling,
      FrameWriter writer) {
    this.parts = parts;
    this.agent = feed.reader();
    this.spelling = spelling;
    this.session = session;
    this.feed = feed;
    this.writer = writer;
  }

  /// Tells what happens, until there is no more to tell.
  ///
  /// @return why the connection is to be closed
  CloseCode tell() throws IOException, InterruptedException {
    long every = parts.heartbeat().toNanos();
    long next = System.nanoTime() + every;
    while (true) {
      Duration wait = Duration.ofNanos(Math.max(0, next - System.nanoTime()));
      List<byte[]> frames = new ArrayList<>();
      for (Happening each : feed.next(wait)) {
        frames.add(spelling.of(ServerFrames.of(each)));
      }
      if (System.nanoTime() - next >= 0) {
        next += every;
        pings.set(0);
        if (unanswered.getAndIncrement() >= UNANSWERED_MAX) {
          return CloseCode.SILENT;
        }
        frames.add(spelling.of(ServerFrames.heartbeat(parts.source().clock().now(), feed.state())));
      }
      writer.messages(spelling.kind(), frames, this::inTime);
      switch (feed.going()) {
        case ON -> {}
        case SESSION_ENDED -> {
          awaitAnswer();
          return CloseCode.NORMAL;
        }
        case OUT_OF_SIGHT -> {
          return CloseCode.NO_SUCH_SESSION;
        }
        case RESUME_LATER -> {
          return CloseCode.GOING_AWAY;
        }
      }
    }
  }

  private void awaitAnswer() throws InterruptedException {
    answering.lockInterruptibly();
    answering.unlock();
  }

  /// Answers one frame of the client.
  ///
  /// @return why the connection is to be closed, if it is
  Optional<CloseCode> answer(Spelling kind, byte[] frame) throws IOException {
    if (kind != spelling) {
      return Optional.of(CloseCode.WRONG_KIND);
    }
    long number = frames++;
    switch (spelling.read(frame)) {
      case Decoded.Refused<ClientFrame>(Refusal refusal) -> {
        say(ServerFrames.error(number, refusal, Optional.empty()));
        return refusal.code() == ErrorCode.TOO_LARGE
            ? Optional.empty()
            : Optional.of(CloseCode.NOT_UNDERSTOOD);
      }
      case Decoded.Valid<ClientFrame>(ClientFrame.Pong()) -> unanswered.set(0);
      case Decoded.Valid<ClientFrame>(ClientFrame.Send(Submission submission)) -> {
        answering.lock();
        try {
          say(became(number, submission));
        } finally {
          answering.unlock();
        }
      }
      case Decoded.Valid<ClientFrame>(ClientFrame.Auth _) -> {
        Refusal refusal = ErrorCode.MALFORMED.because("you have shown who you are");
        say(ServerFrames.error(number, refusal, Optional.empty()));
        return Optional.of(CloseCode.NOT_UNDERSTOOD);
      }
    }
    return Optional.empty();
  }

  /// Says what is wrong with what cannot be read.
  ///
  /// @return why the connection is to be closed
  Optional<CloseCode> refuse(Incoming.Fault fault) throws IOException {
    say(ServerFrames.error(frames, fault.refusal(), Optional.empty()));
    return Optional.of(fault.code());
  }

  /// Gives a ping its payload back.
  Optional<CloseCode> answerPing(byte[] payload) throws IOException {
    if (pings.incrementAndGet() > PINGS_MAX) {
      return Optional.of(CloseCode.FLOOD);
    }
    writer.pong(payload, this::inTime);
    return Optional.empty();
  }

  private byte[] became(long number, Submission submission) {
    Optional<Duration> wait = parts.rates().take(agent);
    if (wait.isPresent()) {
      return ServerFrames.error(number, RateLimits.EXCEEDED, wait);
    }
    if (!parts.permits().tryAcquire()) {
      Refusal refusal = ErrorCode.UNAVAILABLE.because("too many requests at once");
      return ServerFrames.error(number, refusal, Optional.empty());
    }
    try {
      return switch (parts.source().sessions().append(agent, session, submission)) {
        case Outcome.Accepted(Delivered delivered) -> ack(number, delivered);
        case Outcome.Repeated(Delivered delivered) -> ack(number, delivered);
        case Outcome.Refused(Refusal refusal, Optional<Duration> retryAfter) ->
            ServerFrames.error(number, refusal, retryAfter);
      };
    } catch (StoreFailure e) {
      LOG.error("the store failed a read for a message of {}", agent, e);
      Refusal refusal = ErrorCode.UNAVAILABLE.because("the store does not read");
      return ServerFrames.error(number, refusal, Optional.empty());
    } finally {
      parts.permits().release();
    }
  }

  private static byte[] ack(long number, Delivered delivered) {
    return ServerFrames.ack(number, ServerFrames.AckedMessage.of(delivered));
  }

  private void say(byte[] frame) throws IOException {
    writer.messages(spelling.kind(), List.of(spelling.of(frame)), this::inTime);
  }

  /// A client that takes nothing is cut off, whichever thread is stuck.
  void inTime(FrameWriter.Flush flush) throws IOException {
    feed.slot().write(flush::run);
  }
}

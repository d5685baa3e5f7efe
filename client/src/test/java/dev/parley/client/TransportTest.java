package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Broken connections, busy nodes, nonces and tokens: nothing is lost, nothing is said twice.
final class TransportTest {
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final Pair pair;

  TransportTest(@TempDir Path folder) throws IOException {
    pair =
        new Pair(folder, ConnectionSettings.DEFAULT.clock(() -> Instant.now().plus(ahead.get())));
  }

  @AfterEach
  void close() {
    pair.close();
  }

  @Test
  void saysOnceWhatHadToBeSentTwice() {
    Pair.Both both = pair.introduced();
    both.betas().close();
    int before = pair.node.posts.get();
    pair.node.faults.add(ScriptedNode.Fault.BREAK_AFTER);
    SendResult result = both.alphas().send(Pair.offer(100));
    assertThat(result).isInstanceOf(SendResult.Sent.class);
    assertThat(pair.node.posts.get()).isEqualTo(before + 2);
    assertThat(pair.node.session(both.alphas().id()).from(0))
        .hasSize(both.alphas().history().size());
  }

  @Test
  void triesAgainWhileTheNodeIsAwayOrBusy() {
    Pair.Both both = pair.introduced();
    both.betas().close();
    pair.node.faults.add(ScriptedNode.Fault.BREAK_BEFORE);
    pair.node.faults.add(ScriptedNode.Fault.BUSY);
    pair.node.faults.add(ScriptedNode.Fault.BREAK_BEFORE);
    assertThat(both.alphas().send(Pair.offer(100))).isInstanceOf(SendResult.Sent.class);
    assertThat(pair.node.faults).isEmpty();
  }

  @Test
  void tellsThatTheNodeStaysBusy() {
    Pair.Both both = pair.introduced();
    both.betas().close();
    int attempts = ConnectionSettings.DEFAULT.attempts();
    for (int i = 0; i < attempts; i++) {
      pair.node.faults.add(ScriptedNode.Fault.BUSY);
    }
    assertThat(both.alphas().send(Pair.offer(100)))
        .isInstanceOfSatisfying(
            SendResult.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(ErrorCode.UNAVAILABLE));
    assertThat(both.alphas().send(Pair.offer(100))).isInstanceOf(SendResult.Sent.class);
  }

  @Test
  void followsTheNodeToANewNonce() {
    Pair.Both both = pair.introduced();
    for (int i = 0; i < 3; i++) {
      pair.node.access.changeNonce();
      assertThat(both.alphas().send(Pair.offer(100 + i))).isInstanceOf(SendResult.Sent.class);
    }
  }

  @Test
  void asksForAnotherTokenWhenTheNodeForgotIt() {
    Pair.Both both = pair.introduced();
    both.betas().close();
    int before = pair.node.access.tokensGiven.get();
    pair.node.access.revokeTokens();
    assertThat(both.alphas().send(Pair.offer(100))).isInstanceOf(SendResult.Sent.class);
    assertThat(pair.node.access.tokensGiven.get()).isEqualTo(before + 1);
  }

  @Test
  void renewsATokenBeforeItRunsOut() {
    assertThat(pair.alpha.discover("gpu-compute", 0)).isNotEmpty();
    int before = pair.node.access.tokensGiven.get();
    ahead.set(Duration.ofSeconds(700));
    assertThat(pair.alpha.discover("gpu-compute", 0)).isNotEmpty();
    assertThat(pair.node.access.tokensGiven.get()).isEqualTo(before);
    ahead.set(Duration.ofSeconds(730));
    assertThat(pair.alpha.discover("gpu-compute", 0)).isNotEmpty();
    assertThat(pair.node.access.tokensGiven.get()).isEqualTo(before + 1);
  }

  @Test
  void missesNothingAndRepeatsNothingOverDisconnects() {
    Pair.Both both = pair.introduced();
    long first = both.betas().history().size();
    List<Long> read = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      if (i % 2 == 0) {
        pair.node.endStreams();
      }
      both.alphas().send(Pair.offer(100 + i)).orThrow();
      read.add(both.betas().next(Pair.SOON).orElseThrow().position());
    }
    assertThat(read).isEqualTo(LongStream.range(first, first + 7).boxed().toList());
    assertThat(both.betas().next(Duration.ZERO)).isEmpty();
  }

  @Test
  void opensASilentStreamAnew(@TempDir Path folder) throws IOException {
    try (Pair hasty =
        new Pair(
            folder,
            ConnectionSettings.DEFAULT.streams(Duration.ofMillis(50), Duration.ofMinutes(5)))) {
      Pair.Both both = hasty.introduced();
      int before = hasty.node.streams.get();
      while (hasty.node.streams.get() < before + 4) {
        assertThat(both.betas().next(Duration.ofMillis(50))).isEmpty();
      }
      both.alphas().send(Pair.offer(100)).orThrow();
      assertThat(both.betas().next(Pair.SOON)).isPresent();
    }
  }

  @Test
  void resumesAnInboxBehindTheLastInvitation() {
    Session first = pair.alpha.open(Invite.to(Pair.BETA, "first"));
    try (Inbox inbox = pair.beta.inbox()) {
      Invitation one = inbox.next(Pair.SOON).orElseThrow();
      assertThat(one.sessionId()).isEqualTo(first.id());
      pair.node.endStreams();
      Session second = pair.alpha.open(Invite.to(Pair.BETA, "second"));
      assertThat(inbox.next(Pair.SOON).map(Invitation::sessionId)).contains(second.id());
      try (Inbox later = pair.beta.inboxAfter(one.mark().orElseThrow())) {
        assertThat(later.next(Pair.SOON).map(Invitation::sessionId)).contains(second.id());
      }
    }
  }

  @Test
  void tellsThatNobodyListens() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    try (NodeConnection nowhere = to(port, ConnectionSettings.DEFAULT)) {
      assertThatThrownBy(nowhere::card).isInstanceOf(TransportException.class);
    }
  }

  @Test
  void tellsThatNoAnswerCame() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        NodeConnection node =
            to(
                mute.getLocalPort(),
                ConnectionSettings.DEFAULT.requestsWithin(Duration.ofMillis(100)).attempts(2))) {
      assertThatThrownBy(node::card).isInstanceOf(NoAnswerException.class);
    }
  }

  @Test
  void endsWhatFollowsAClosedConnection() {
    Pair.Both both = pair.introduced();
    pair.betasNode.close();
    assertThatThrownBy(
            () -> {
              while (both.betas().next(Pair.SOON).isEmpty()) {}
            })
        .isInstanceOf(TransportException.class);
  }

  private static NodeConnection to(int port, ConnectionSettings settings) {
    return NodeConnection.to(URI.create("http://127.0.0.1:" + port), settings, _ -> {});
  }
}

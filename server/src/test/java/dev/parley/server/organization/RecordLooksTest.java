package dev.parley.server.organization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.card.OrganizationRecord;
import dev.parley.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A look ends in its time, whatever the other side does; and only a few run at once.
final class RecordLooksTest {
  private static final String DOMAIN = "acme.com";
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final RecordLooks.Found NOTHING = new RecordLooks.Found.Nothing();

  @TempDir static Path directory;
  private static WebServer server;

  @BeforeAll
  static void listen() {
    server = WebServer.start(directory, DOMAIN);
  }

  @AfterAll
  static void end() {
    server.close();
  }

  /// A page that goes on until the client is gone, which it then notes.
  private static CountDownLatch trickling(String beginning, String drop) {
    CountDownLatch gone = new CountDownLatch(1);
    server.put(
        DOMAIN + OrganizationRecord.PATH,
        out -> {
          try {
            out.write(beginning.getBytes(StandardCharsets.US_ASCII));
            while (true) {
              out.write(drop.getBytes(StandardCharsets.US_ASCII));
              out.flush();
              Thread.sleep(20);
            }
          } finally {
            gone.countDown();
          }
        });
    return gone;
  }

  private static RecordLooks.Found look(WebReach reach) {
    try (RecordLooks looks = new RecordLooks(reach)) {
      return looks.look(DOMAIN);
    }
  }

  @Test
  void endsAnAnswerThatTricklesForEver() throws InterruptedException {
    String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    CountDownLatch body = trickling(head + "\r\n", " ");
    assertThat(look(server.reach(SHORT))).isEqualTo(NOTHING);
    body.await();
    CountDownLatch headers = trickling(head, "X-A: b\r\n");
    assertThat(look(server.reach(SHORT))).isEqualTo(NOTHING);
    headers.await();
  }

  @Test
  void endsAPeerThatNeverSpeaksTls() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      WebReach right = server.reach(SHORT);
      WebReach reach =
          new WebReach(
              right.names(), right.addresses(), mute.getLocalPort(), right.tls(), right.time());
      assertThat(look(reach)).isEqualTo(NOTHING);
      try (Socket accepted = mute.accept();
          InputStream in = accepted.getInputStream()) {
        assertThat(in.readAllBytes()).as("the connection is closed").isNotEmpty();
      }
    }
  }

  @Test
  void takesPlainHttpForNothing() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(
              () -> {
                try (Socket socket = plain.accept()) {
                  socket
                      .getOutputStream()
                      .write(
                          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}"
                              .getBytes(StandardCharsets.US_ASCII));
                  socket.getOutputStream().flush();
                  socket.shutdownOutput();
                  socket.getInputStream().readAllBytes();
                } catch (IOException _) {
                  // The other side hung up, as it should.
                }
              });
      WebReach right = server.reach(Duration.ofSeconds(20));
      WebReach reach =
          new WebReach(
              right.names(), right.addresses(), plain.getLocalPort(), right.tls(), right.time());
      assertThat(look(reach)).isEqualTo(NOTHING);
      served.get();
    }
  }

  @Test
  void endsANameThatIsNeverResolved() {
    CountDownLatch never = new CountDownLatch(1);
    NameService stuck =
        _ -> {
          try {
            never.await();
          } catch (InterruptedException _) {
            throw new IOException("ended");
          }
          return List.of();
        };
    assertThat(look(server.reach(SHORT, stuck, AddressRule.LOOPBACK_TOO))).isEqualTo(NOTHING);
  }

  @Test
  void looksAtAFewOnlyAtOnce() throws Exception {
    CountDownLatch begun = new CountDownLatch(8);
    CountDownLatch release = new CountDownLatch(1);
    NameService waiting =
        _ -> {
          begun.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return List.of(InetAddress.getLoopbackAddress());
        };
    server.put(DOMAIN + OrganizationRecord.PATH, WebServer.json("{}"));
    WebReach reach = server.reach(Duration.ofSeconds(30), waiting, AddressRule.LOOPBACK_TOO);
    try (RecordLooks looks = new RecordLooks(reach)) {
      List<CompletableFuture<RecordLooks.Found>> eight = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        CompletableFuture<RecordLooks.Found> one = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> one.complete(looks.look(DOMAIN)));
        eight.add(one);
      }
      begun.await();
      assertThat(looks.look(DOMAIN)).isEqualTo(new RecordLooks.Found.Busy());
      release.countDown();
      for (CompletableFuture<RecordLooks.Found> one : eight) {
        assertThat(one.get()).isEqualTo(new RecordLooks.Found.Document(JsonObject.EMPTY));
      }
      assertThat(looks.look("localhost")).isEqualTo(NOTHING);
    }
  }
}

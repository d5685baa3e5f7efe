package dev.parley.server.organization;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// A web server on this machine, with a certificate of an authority of its own, that answers each
/// request as a test wants.
public final class WebServer implements AutoCloseable {
  private static final String LENGTH = "Content-Length: ";
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final SSLServerSocket listener;
  private final Path authority;
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();

  /// What somebody sent.
  ///
  /// @param head the lines of the header
  /// @param body the body
  public record Post(List<String> head, String body) {}

  /// Answers one request.
  @FunctionalInterface
  public interface Page {
    /// Writes the whole answer.
    ///
    /// @param out to the client
    /// @throws Exception when the client is gone
    void write(OutputStream out) throws Exception;
  }

  private WebServer(SSLServerSocket listener, Path authority) {
    this.listener = listener;
    this.authority = authority;
    Thread.ofPlatform().daemon().start(this::accept);
  }

  /// Makes an authority and a certificate for some names, and listens.
  ///
  /// @param directory where the keys lie
  /// @param names whom the certificate is for
  /// @return the server
  public static WebServer start(Path directory, String... names) {
    Path store = directory.resolve("server.p12");
    keytool(store, "-alias", "authority", "-dname", "CN=Authority", "-ext", "bc:critical=ca:true");
    String alternatives = String.join(",", Stream.of(names).map(n -> "dns:" + n).toList());
    keytool(
        store,
        "-alias",
        "server",
        "-dname",
        "CN=Server",
        "-signer",
        "authority",
        "-ext",
        "san=" + alternatives);
    try {
      KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
      Path authority = directory.resolve("authority.pem");
      String encoded =
          Base64.getMimeEncoder().encodeToString(keys.getCertificate("authority").getEncoded());
      Files.writeString(
          authority, "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
      keys.deleteEntry("authority");
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return new WebServer(
          (SSLServerSocket)
              context
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
          authority);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(Path store, String... more) {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keystore",
                    store.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    new String(PASSWORD),
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-validity",
                    "3650"),
                Stream.of(more))
            .toList();
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) listener.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  /// What is sent here is ASCII, a character a byte.
  private void posted(List<String> head, BufferedReader in, int length) throws IOException {
    char[] body = new char[length];
    for (int read = 0; read < length; ) {
      int more = in.read(body, read, length - read);
      if (more < 0) {
        throw new IOException("the body ends early");
      }
      read += more;
    }
    if (length > 0) {
      posts.add(new Post(List.copyOf(head), new String(body)));
    }
  }

  private void answer(SSLSocket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String request = String.valueOf(in.readLine());
      String host = "";
      int length = 0;
      List<String> head = new ArrayList<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        head.add(line);
        host = line.startsWith("Host: ") ? line.substring("Host: ".length()) : host;
        length =
            line.startsWith(LENGTH)
                ? Integer.parseInt(line, LENGTH.length(), line.length(), 10)
                : length;
      }
      posted(head, in, length);
      String path = request.split(" ", -1)[1];
      asked.add(host + path);
      Page page = pages.getOrDefault(host + path, text(404, "Not Found", "text/plain", "nothing"));
      page.write(socket.getOutputStream());
      socket.getOutputStream().flush();
    } catch (Exception _) {
      // The client would not have it.
    }
  }

  /// An ordinary answer.
  ///
  /// @param status its status
  /// @param reason what stands behind the status
  /// @param type its content type
  /// @param body its body
  /// @return the page
  public static Page text(int status, String reason, String type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return raw(
        "HTTP/1.1 "
            + status
            + " "
            + reason
            + "\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + bytes.length
            + "\r\nConnection: close\r\n\r\n"
            + body);
  }

  /// A document.
  ///
  /// @param body JSON
  /// @return the page
  public static Page json(String body) {
    return text(200, "OK", "application/json", body);
  }

  /// A redirect.
  ///
  /// @param to its `Location`
  /// @return the page
  public static Page redirect(String to) {
    return raw("HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n");
  }

  /// Exactly these characters.
  ///
  /// @param answer head and body
  /// @return the page
  public static Page raw(String answer) {
    return out -> out.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  /// Has something at a place.
  ///
  /// @param place host and path
  /// @param page what lies there
  public void put(String place, Page page) {
    pages.put(place, page);
  }

  /// Every place that was asked for.
  ///
  /// @return host and path, in order
  public List<String> asked() {
    return asked;
  }

  /// What was sent, as it comes in.
  ///
  /// @return to take from
  public BlockingQueue<Post> posts() {
    return posts;
  }

  /// Where it listens.
  ///
  /// @return the port
  public int port() {
    return listener.getLocalPort();
  }

  /// The certificate of its authority.
  ///
  /// @return a PEM file
  public Path authority() {
    return authority;
  }

  /// A node's way to this server: every name leads here.
  ///
  /// @param time how long a look may take
  /// @return trusts the authority and goes to loopback addresses, too
  public WebReach reach(Duration time) {
    return reach(time, _ -> List.of(InetAddress.getLoopbackAddress()), AddressRule.LOOPBACK_TOO);
  }

  /// A node's way to this server.
  ///
  /// @param time how long a look may take
  /// @param names finds addresses
  /// @param addresses which of them it takes
  /// @return trusts the authority
  public WebReach reach(Duration time, NameService names, AddressRule addresses) {
    try {
      return new WebReach(
          names,
          addresses,
          listener.getLocalPort(),
          WebReach.trusting(Optional.of(authority)),
          time);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

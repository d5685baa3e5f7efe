package dev.parley.cli.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The line between a browser and the node, which can be cut. Thread-safe.
final class Cable implements AutoCloseable {
  private final ServerSocket entry;
  private final int port;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private volatile boolean whole = true;

  private Cable(ServerSocket entry, int port) {
    this.entry = entry;
    this.port = port;
  }

  /// A whole one to a port of this machine.
  static Cable to(int port) {
    try {
      Cable cable = new Cable(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
      Thread.ofVirtual().start(cable::take);
      return cable;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return "http://127.0.0.1:" + entry.getLocalPort();
  }

  /// Ends every connection, and takes no new one.
  void cut() {
    whole = false;
    ends.forEach(Cable::shut);
  }

  void mend() {
    whole = true;
  }

  private void take() {
    while (!entry.isClosed()) {
      try {
        Socket browser = entry.accept();
        if (whole) {
          join(browser);
        } else {
          shut(browser);
        }
      } catch (IOException _) {
        // Closed, or cut in the same moment.
      }
    }
  }

  private void join(Socket browser) throws IOException {
    Socket node = new Socket(InetAddress.getLoopbackAddress(), port);
    ends.add(browser);
    ends.add(node);
    Thread.ofVirtual().start(() -> carry(browser, node));
    Thread.ofVirtual().start(() -> carry(node, browser));
  }

  private void carry(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // One of them is gone, and so is the other then.
    }
    shut(from);
    shut(to);
    ends.remove(from);
    ends.remove(to);
  }

  private static void shut(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone anyway.
    }
  }

  @Override
  public void close() throws IOException {
    cut();
    entry.close();
  }
}

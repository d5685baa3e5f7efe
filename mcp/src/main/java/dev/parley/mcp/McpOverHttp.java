package dev.parley.mcp;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardVirtualThreadExecutor;
import org.apache.catalina.startup.Tomcat;

/// An agent's tools over streamable HTTP, for hosts on this machine only: it listens on loopback,
/// and refuses what comes from a page of another origin or under another host's name (DNS
/// rebinding).
public final class McpOverHttp implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String PATH = "/mcp";
  private static final int MAX_REQUEST = 1024 * 1024;
  private static final int MAX_CONNECTIONS = 64;
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(25);
  private static final Duration SWEEP = Duration.ofMinutes(1);

  /// Kept, since the library's loggers are forgotten and speak again when nobody holds them.
  private static final Logger CONTAINER = Logger.getLogger("org.apache");

  /// It looks for what an application has left behind, which does not matter to a process that
  /// ends.
  private static final Logger LOADER = Logger.getLogger("org.apache.catalina.loader");

  private final Tomcat tomcat;
  private final McpSyncServer server;
  private final Path folder;

  private McpOverHttp(Tomcat tomcat, McpSyncServer server, Path folder) {
    this.tomcat = tomcat;
    this.server = server;
    this.folder = folder;
  }

  /// Serves from now on.
  ///
  /// @param desk the agent; not closed
  /// @param port where; 0 for a free one
  /// @param token what each request has to bring as `Authorization: Bearer`, if anything
  /// @return the running server
  /// @throws IOException if it cannot listen there
  public static McpOverHttp start(Desk desk, int port, Optional<String> token) throws IOException {
    return start(
        transport -> AspServer.equip(McpServer.sync(transport), desk).build(), port, token);
  }

  static McpOverHttp start(
      Function<HttpServletStreamableServerTransportProvider, McpSyncServer> equip,
      int port,
      Optional<String> token)
      throws IOException {
    CONTAINER.setLevel(Level.WARNING);
    LOADER.setLevel(Level.OFF);
    HttpServletStreamableServerTransportProvider transport =
        HttpServletStreamableServerTransportProvider.builder()
            .jsonMapper(SdkJson.MAPPER)
            .mcpEndpoint(PATH)
            .maxRequestSize(MAX_REQUEST)
            .keepAliveInterval(KEEP_ALIVE)
            .sessionSweepInterval(SWEEP)
            .httpHeaderValidator(new LocalCallers(token))
            .build();
    McpSyncServer server = equip.apply(transport);
    Path folder = Files.createTempDirectory("parley-mcp");
    Tomcat tomcat = tomcat(transport, folder, port);
    try {
      tomcat.start();
    } catch (LifecycleException e) {
      throw new IOException("cannot listen on " + LOOPBACK + ":" + port, e);
    }
    if (tomcat.getConnector().getLocalPort() < 0) {
      throw new IOException("cannot listen on " + LOOPBACK + ":" + port);
    }
    return new McpOverHttp(tomcat, server, folder);
  }

  private static Tomcat tomcat(
      HttpServletStreamableServerTransportProvider transport, Path folder, int port) {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    Connector connector = new Connector();
    connector.setPort(port);
    connector.setProperty("address", LOOPBACK);
    connector.setProperty("maxConnections", String.valueOf(MAX_CONNECTIONS));
    connector.setProperty("maxHttpRequestHeaderSize", "16384");
    connector.setXpoweredBy(false);
    StandardVirtualThreadExecutor threads = new StandardVirtualThreadExecutor();
    threads.setName("mcp");
    tomcat.getService().addExecutor(threads);
    connector.getProtocolHandler().setExecutor(threads);
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", folder.toString());
    Wrapper wrapper = Tomcat.addServlet(context, "mcp", transport);
    wrapper.setAsyncSupported(true);
    context.addServletMappingDecoded(PATH, "mcp");
    return tomcat;
  }

  /// Where it is reached.
  ///
  /// @return the address of the endpoint
  public URI address() {
    return URI.create("http://" + LOOPBACK + ":" + tomcat.getConnector().getLocalPort() + PATH);
  }

  /// Ends all streams and stops listening.
  @Override
  public void close() {
    server.close();
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      System.getLogger(McpOverHttp.class.getName())
          .log(System.Logger.Level.WARNING, "did not stop in order: {0}", e.getMessage());
    }
    folder.toFile().deleteOnExit();
  }
}

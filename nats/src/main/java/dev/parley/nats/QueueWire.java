package dev.parley.nats;

import dev.parley.client.ConnectionSettings;
import dev.parley.client.NodeConnection;
import dev.parley.client.Wire;
import dev.parley.core.identity.AgentUri;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The agent's end of the queue: one agent's way to its node. Messages of sessions are queued, and
/// what became of them comes as a receipt; what others say comes unasked; everything else is a
/// request. The rest of the SDK does not notice. Thread-safe.
public final class QueueWire implements Wire {
  private static final String SESSIONS = "/v1/asp/sessions";
  private static final Pattern MESSAGES = Pattern.compile("/v1/asp/sessions/([^/?]+)/messages");
  private static final Pattern EVENTS = Pattern.compile("/v1/asp/sessions/([^/?]+)/events");
  private static final Pattern INBOX = Pattern.compile("/v1/asp/agents/[^/?]+/inbox");
  private static final Pattern DISCOVER =
      Pattern.compile("/v1/asp/discover\\?capability=([^&]*)&?(.*)");
  private static final String NODE_CARD = "/.well-known/asp.json";
  private static final int PENDING = 10_000;

  private final Connection connection;
  private final AgentUri agent;
  private final String node;
  private final Replies replies;
  private final Submissions submissions;
  private final AtomicLong reconnects;

  private QueueWire(
      Connection connection, AgentUri agent, String node, Replies replies, AtomicLong reconnects) {
    this.connection = connection;
    this.agent = agent;
    this.node = node;
    this.replies = replies;
    this.reconnects = reconnects;
    this.submissions = new Submissions(connection, agent);
  }

  /// Connects an agent to its node.
  ///
  /// @param address `nats` or `tls`, the NATS server, and as its path the node's domain, such as
  ///   `tls://nats.example/node.example`. A server on this machine may leave the domain out: then
  ///   the node is asked for it.
  /// @param agent who speaks over this connection
  /// @param credentials a file of credentials, if the server wants one
  /// @param settings how patient the connection is
  /// @return the connection; nothing was sent yet in the agent's name
  /// @throws IOException when the server cannot be reached, or no node listens there
  /// @throws IllegalArgumentException when the address is none
  public static NodeConnection connect(
      URI address, AgentUri agent, Optional<Path> credentials, ConnectionSettings settings)
      throws IOException {
    return NodeConnection.over(to(address, agent, credentials), settings);
  }

  /// The way alone, for a program that does something of its own with it.
  ///
  /// @param address as above
  /// @param agent who speaks
  /// @param credentials a file of credentials, if the server wants one
  /// @return the way, to be closed
  /// @throws IOException when the server cannot be reached, or no node listens there
  /// @throws IllegalArgumentException when the address is none
  public static QueueWire to(URI address, AgentUri agent, Optional<Path> credentials)
      throws IOException {
    String path = address.getPath() == null ? "" : address.getPath();
    String domain = path.isEmpty() ? "" : path.substring(1);
    Broker broker = new Broker(withoutPath(address), credentials);
    if (domain.isEmpty() && !Broker.isLoopback(address.getHost())) {
      throw new IllegalArgumentException(
          "the address has to end with the node's domain: " + broker + "/node.example");
    }
    if (!domain.isEmpty() && AgentUri.parse("agent://" + domain + "/node").isEmpty()) {
      throw new IllegalArgumentException("not a domain: " + domain);
    }
    AtomicLong reconnects = new AtomicLong();
    String prefix = Subjects.answersOf(agent);
    Connection connection = connected(broker, agent, prefix, reconnects);
    try {
      Replies replies = new Replies(connection, prefix);
      String node = "nats://" + (domain.isEmpty() ? asked(connection, agent, replies) : domain);
      return new QueueWire(connection, agent, node, replies, reconnects);
    } catch (IOException | RuntimeException e) {
      Closing.now(connection);
      throw e;
    }
  }

  private static URI withoutPath(URI address) {
    String text = address.toString();
    int path = text.indexOf('/', text.indexOf("://") + 3);
    return URI.create(path < 0 ? text : text.substring(0, path));
  }

  private static Connection connected(
      Broker broker, AgentUri agent, String prefix, AtomicLong reconnects) throws IOException {
    try {
      return broker.connect(
          agent.text(),
          prefix,
          (_, event) -> {
            if (event == ConnectionListener.Events.RESUBSCRIBED) {
              reconnects.incrementAndGet();
            }
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while connecting", e);
    }
  }

  private static String asked(Connection connection, AgentUri agent, Replies replies)
      throws IOException {
    Request request = new Request("GET", NODE_CARD, Map.of(), Optional.empty());
    Reply reply = ask(connection, agent, replies, request).whole(Duration.ofSeconds(5));
    return Receipt.object(reply.body())
        .flatMap(card -> card.string("domain"))
        .filter(domain -> AgentUri.parse("agent://" + domain + "/node").isPresent())
        .orElseThrow(() -> new IOException("what answers there is no node"));
  }

  @Override
  public String node() {
    return node;
  }

  @Override
  public Reply send(Request request, Duration wait) throws IOException {
    if (request.method().equals("POST") && request.body().isPresent()) {
      byte[] body = request.body().get();
      if (request.path().equals(SESSIONS)) {
        Optional<String> session =
            Receipt.object(body).flatMap(envelope -> envelope.string("sessionId"));
        if (session.isPresent()) {
          return submissions.send(session.get(), "open", body, wait);
        }
      }
      Matcher messages = MESSAGES.matcher(request.path());
      if (messages.matches()) {
        return submissions.send(messages.group(1), "append", body, wait);
      }
    }
    return ask(connection, agent, replies, request).whole(wait);
  }

  @Override
  public Incoming open(Request request, Duration wait) throws IOException {
    return ask(connection, agent, replies, request).open(wait);
  }

  private static Replies.Parts ask(
      Connection connection, AgentUri agent, Replies replies, Request request) throws IOException {
    Matcher discover = DISCOVER.matcher(request.path());
    boolean discovers = request.method().equals("GET") && discover.matches();
    Headers headers = new Headers();
    request.headers().forEach(headers::put);
    headers.put(Field.METHOD, request.method());
    headers.put(Field.TARGET, discovers ? "/v1/asp/discover?" + discover.group(2) : request.path());
    String subject =
        discovers
            ? Subjects.discovery(
                java.net.URLDecoder.decode(discover.group(1), StandardCharsets.UTF_8))
            : Subjects.request(agent);
    Replies.Parts parts = replies.expect();
    try {
      connection.publish(
          subject, parts.subject(), headers, request.body().orElseGet(() -> new byte[0]));
      return parts;
    } catch (IllegalStateException e) {
      parts.stop();
      throw new IOException("the queue takes nothing: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<Pushes> pushes(String path) {
    Matcher events = EVENTS.matcher(path);
    if (events.matches()) {
      return Optional.of(new Subscribed(Subjects.reading(agent, events.group(1))));
    }
    return INBOX.matcher(path).matches()
        ? Optional.of(new Subscribed(Subjects.inbox(agent)))
        : Optional.empty();
  }

  /// What comes on one subject. After a pause of the connection some may be missing.
  private final class Subscribed implements Pushes {
    private final Subscription subscription;
    private long seen = reconnects.get();

    Subscribed(String subject) {
      this.subscription = connection.subscribe(subject);
      subscription.setPendingLimits(PENDING, -1);
    }

    @Override
    public Optional<Push> next(Duration wait) throws IOException {
      long now = reconnects.get();
      if (now != seen) {
        seen = now;
        return Optional.of(new Push.Lost());
      }
      try {
        Message message = subscription.nextMessage(wait.isPositive() ? wait : Duration.ofNanos(1));
        return message == null ? Optional.empty() : event(message);
      } catch (IllegalStateException e) {
        throw new IOException("the subscription ended", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for an event", e);
      }
    }

    /// What is no event of a node tells at most that there may be one.
    private Optional<Push> event(Message message) {
      Optional<String> type = Field.of(message, Field.EVENT);
      Optional<Long> number = Field.number(message, Field.NUMBER);
      return type.isPresent() && number.isPresent()
          ? Optional.of(
              new Push.Event(
                  type.get(), number.get(), new String(message.getData(), StandardCharsets.UTF_8)))
          : Optional.of(new Push.Lost());
    }

    @Override
    public void close() {
      if (subscription.isActive()) {
        subscription.unsubscribe();
      }
    }
  }

  @Override
  public void close() {
    submissions.close();
    replies.close();
    Closing.now(connection);
  }

  /// The agent and the node.
  @Override
  public String toString() {
    return "QueueWire[" + agent + " at " + node + "]";
  }
}

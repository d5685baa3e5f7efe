package dev.parley.cli.console;

import dev.parley.client.Session;
import dev.parley.console.Console;
import dev.parley.console.people.Person;
import dev.parley.console.people.Role;
import dev.parley.console.people.Scope;
import dev.parley.core.message.SessionId;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// What all tests of the console share, because it takes long to begin: one browser, and one node
/// with its pages and the sessions of some agents. Every test makes what it changes itself. For one
/// thread.
final class Stage implements AutoCloseable {
  static final Person OPERATOR = new Person("Olga Operator", Role.OPERATOR, new Scope.Node());

  private final Path folder;
  private final Console console;
  private final Node node;
  private final Cast cast;
  private final Chromium chromium;
  private final Http http;
  private final Court court;
  private final Map<Looks, Visitor> judges = new HashMap<>();
  private final Map<Looks, Visitor> operators = new HashMap<>();
  private final Map<Looks, Visitor> bystanders = new HashMap<>();

  private Stage(Path folder, Tone tone) {
    this.folder = folder;
    this.console = new Console();
    this.node =
        Node.start(
            NodeConfiguration.development().onPort(0).keeping(folder.resolve("node")), console);
    this.http = Http.at(node.address().toString());
    this.cast = new Cast(node, folder, tone);
    this.court = new Court(folder, tone);
    this.chromium = Chromium.start();
  }

  static Stage set(Tone tone) {
    try {
      return new Stage(Files.createTempDirectory("parley-console"), tone);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Cast cast() {
    return cast;
  }

  Court court() {
    return court;
  }

  Node node() {
    return node;
  }

  Http http() {
    return http;
  }

  Chromium chromium() {
    return chromium;
  }

  /// The path of a new link.
  String link(Person person) {
    return console.link(person).orElseThrow();
  }

  Http.Session signIn(Person person) {
    return http.signIn(link(person));
  }

  /// A window of its own, in which nobody is signed in.
  Visitor stranger(Looks looks) {
    return chromium.visitor(http.address(), looks);
  }

  /// A window of its own.
  Visitor visitor(Person person, Looks looks) {
    return stranger(looks).with(signIn(person));
  }

  /// A window of the operator's, which tests share that only look.
  Visitor operator(Looks looks) {
    return operators.computeIfAbsent(looks, look -> visitor(OPERATOR, look));
  }

  /// The same, with nobody signed in.
  Visitor bystander(Looks looks) {
    return bystanders.computeIfAbsent(looks, this::stranger);
  }

  /// Leaves the pages that the shared windows show.
  void rest() {
    judges.values().forEach(Visitor::rest);
    operators.values().forEach(Visitor::rest);
    bystanders.values().forEach(Visitor::rest);
  }

  /// A window of the operator's at the node where there is a dispute, which tests share that only
  /// look.
  Visitor judge(Looks looks) {
    return judges.computeIfAbsent(looks, look -> court.visitor(chromium, OPERATOR, look));
  }

  static String path(SessionId session) {
    return "/console/sessions/" + session;
  }

  static String path(Session session) {
    return path(session.id());
  }

  @Override
  public void close() throws IOException {
    chromium.close();
    court.close();
    cast.close();
    node.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}

package dev.parley.server.organization;

import dev.parley.core.card.NamedAgent;
import dev.parley.core.card.OrganizationRecord;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.json.JsonObject;
import dev.parley.server.registry.Admission;
import dev.parley.server.registry.Registrant;
import dev.parley.server.registry.RegistrationResult;
import dev.parley.server.registry.RegistrationResult.Novelty;
import dev.parley.server.rehearsal.NodeParts;
import dev.parley.server.rehearsal.ScriptedAgent;
import dev.parley.server.time.VirtualClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// A node without a network of its own that looks for records on a web server of a test.
final class ProvingNode implements AutoCloseable {
  /// The key with which organisations sign.
  static final AgentKeys KEY = AgentKeys.generate(new SecureRandom());

  final VirtualClock clock = NodeParts.clock();
  private final AtomicLong nanos = new AtomicLong();
  private final Path directory;
  private final WebServer server;
  private final List<Organizations> opened = new ArrayList<>();
  private NodeParts parts;

  ProvingNode(Path directory, WebServer server) {
    this.directory = directory;
    this.server = server;
    this.parts = open(server.reach(Duration.ofSeconds(20)));
  }

  private NodeParts open(WebReach reach) {
    return NodeParts.open(
        directory,
        clock,
        store -> store,
        (store, verifier) -> {
          Organizations next = new Organizations(store, clock, verifier, reach, nanos::get);
          opened.add(next);
          return Admission.ofOrganisations(Set.of("vouched.org")).orProvenBy(next);
        });
  }

  /// The same node after a restart, which reaches the web in some way.
  void restart(WebReach reach) {
    close();
    parts = open(reach);
  }

  NodeParts parts() {
    return parts;
  }

  /// Lets real time pass, so that looks are allowed again.
  void pause() {
    nanos.addAndGet(Duration.ofHours(1).toNanos() + 1);
  }

  RegistrationResult register(ScriptedAgent agent) {
    return register(agent, "here");
  }

  RegistrationResult register(ScriptedAgent agent, String caller) {
    return parts
        .registry()
        .register(agent.uri(), agent.card().json(), new Registrant.Anyone(caller));
  }

  static Novelty novelty(RegistrationResult result) {
    return switch (result) {
      case RegistrationResult.Registered(_, _, Novelty novelty) -> novelty;
      case RegistrationResult.Refused(Refusal refusal) ->
          throw new AssertionError(refusal.json().toString());
    };
  }

  static Refusal refusal(RegistrationResult result) {
    return switch (result) {
      case RegistrationResult.Refused(Refusal refusal) -> refusal;
      case RegistrationResult.Registered(_, JsonObject shown, _) ->
          throw new AssertionError(shown.toString());
    };
  }

  /// The component IV that the node attests.
  long identity(ScriptedAgent agent) {
    JsonObject card = parts.registry().card(agent.uri()).orElseThrow();
    return card.object("trustComponents").orElseThrow().integer("IV").orElseThrow();
  }

  /// A record of the agents' organisation from the clock's present on.
  OrganizationRecord record(String domain, ScriptedAgent... agents) {
    List<NamedAgent> named =
        Stream.of(agents)
            .map(a -> new NamedAgent(a.uri(), a.card().signingKey().thumbprint()))
            .toList();
    return OrganizationRecord.sign(
            "org_acme",
            domain,
            named,
            clock.now(),
            clock.now().plus(Duration.ofDays(90)),
            KEY.signer())
        .orThrow();
  }

  /// Publishes something.
  void publish(String domain, JsonObject record) {
    server.put(domain + OrganizationRecord.PATH, WebServer.json(record.toString()));
  }

  /// Publishes nothing any more.
  void withdraw(String domain) {
    server.put(
        domain + OrganizationRecord.PATH, WebServer.text(404, "Not Found", "text/plain", ""));
  }

  /// How often a domain was asked for its record.
  long asked(String domain) {
    String place = domain + OrganizationRecord.PATH;
    return server.asked().stream().filter(place::equals).count();
  }

  @Override
  public void close() {
    opened.forEach(Organizations::close);
    parts.close();
  }
}

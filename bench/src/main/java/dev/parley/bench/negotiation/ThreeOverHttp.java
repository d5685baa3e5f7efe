package dev.parley.bench.negotiation;

import dev.parley.bench.negotiation.RoundTable.Course;
import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.Invite;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.Vote;
import dev.parley.client.WhenOvertaken;
import dev.parley.client.transcript.Pin;
import dev.parley.client.transcript.TranscriptVerifier;
import dev.parley.client.transcript.Verdict;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Three agents, each with keys and a connection of its own, that hold one table after the other at
/// a node. One table at a time.
public final class ThreeOverHttp implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration SETTLEMENT = Duration.ofHours(1);
  private static final WhenOvertaken AGAIN = WhenOvertaken.repeat(16);
  private static final List<String> NAMES = List.of("first", "second", "third");

  private final List<NodeConnection> lines = new ArrayList<>();
  private final List<Agent> agents = new ArrayList<>();

  private ThreeOverHttp(URI node, Path folder) {
    for (String name : NAMES) {
      NodeConnection line = NodeConnection.to(node);
      lines.add(line);
      KeyFile keys =
          KeyFile.openOrCreate(
              folder.resolve(name + "-of-three.json"),
              new AgentUri("agent://" + name + ".example/table"),
              "org_" + name,
              CardDraft.named(name));
      Agent agent = Agent.at(line, keys);
      agent.register();
      agents.add(agent);
    }
  }

  /// Registers three agents.
  ///
  /// @param node the node's address
  /// @param folder where their keys are kept
  /// @return the three
  public static ThreeOverHttp at(URI node, Path folder) {
    return new ThreeOverHttp(node, folder);
  }

  /// What was carried.
  ///
  /// @param messages how many the session has
  /// @param bytes the length of the transcript
  /// @param faults what is not as in memory; empty if nothing
  public record Carried(int messages, long bytes, List<String> faults) {
    /// Copies.
    public Carried {
      faults = List.copyOf(faults);
    }
  }

  /// Plays a table and compares it with the one in memory.
  ///
  /// @param table who sits there
  /// @param expected how it went in memory
  /// @return what was carried
  /// @throws IOException if the transcript cannot be fetched
  public Carried play(RoundTable table, Course expected) throws IOException {
    List<AgentUri> others = agents.stream().skip(1).map(Agent::id).toList();
    Invite invite = Invite.among(others, table.trio().domain().name()).lasting(SETTLEMENT);
    try (Session first = agents.get(0).open(invite);
        Session second = joined(agents.get(1), first);
        Session third = joined(agents.get(2), first)) {
      List<Session> sessions = List.of(first, second, third);
      sessions.forEach(session -> session.introduced(PATIENCE));
      Floor floor =
          new Floor(table.trio().domain(), sessions, agents.stream().map(Agent::id).toList());
      Course carried = table.play(floor::says);
      List<String> faults = new ArrayList<>();
      if (!carried.equals(expected)) {
        faults.add(table.title() + ": other moves than in memory");
      }
      end(floor, carried.agreement());
      settled(table, first, floor.agreed(), carried.agreement(), faults);
      return verified(table, first, faults);
    }
  }

  private static Session joined(Agent agent, Session opened) {
    Session session = agent.join(opened.id());
    Received invitation = session.next(PATIENCE).orElseThrow();
    session.send(Say.accept(invitation), AGAIN).orThrow();
    session.showCard();
    return session;
  }

  /// What was agreed on is done; then all three say that it is over.
  private static void end(Floor floor, OptionalInt agreement) {
    agreement.ifPresent(floor::settle);
    List<Session> sessions = floor.sessions();
    String reason = agreement.isPresent() ? "completed" : "no-agreement";
    Received close = sessions.getFirst().send(Say.close(reason), AGAIN).orThrow();
    for (Session other : sessions.subList(1, sessions.size())) {
      other.send(Vote.yes(close), AGAIN).orThrow();
    }
  }

  /// What the fold says was agreed on, and that it was done.
  private static void settled(
      RoundTable table,
      Session session,
      OptionalInt bound,
      OptionalInt expected,
      List<String> faults) {
    while (!session.ended()) {
      session.next(Duration.ofSeconds(1));
    }
    List<Commitment> settled =
        session.commitments().stream().filter(c -> c.status() == CommitmentStatus.SETTLED).toList();
    if (!bound.equals(expected) || settled.size() != (expected.isPresent() ? 1 : 0)) {
      faults.add(
          table.title()
              + ": bound to "
              + bound
              + ", "
              + settled.size()
              + " settled, not "
              + expected);
    }
  }

  private Carried verified(RoundTable table, Session session, List<String> faults)
      throws IOException {
    ByteArrayOutputStream transcript = new ByteArrayOutputStream();
    agents.getFirst().transcript(session.id(), transcript);
    Verdict verdict =
        new TranscriptVerifier(CryptoProviders.verifying().verifier(), 1)
            .verify(
                new ByteArrayInputStream(transcript.toByteArray()), new Pin.None(), (_, _) -> {});
    if (!verdict.complete() || verdict.messages() != session.history().size()) {
      faults.add(table.title() + ": the transcript: " + verdict.finding());
    }
    return new Carried(session.history().size(), transcript.size(), faults);
  }

  @Override
  public void close() {
    lines.forEach(NodeConnection::close);
  }
}

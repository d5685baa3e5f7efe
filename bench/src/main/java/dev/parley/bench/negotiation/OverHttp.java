package dev.parley.bench.negotiation;

import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.Invite;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.WhenOvertaken;
import dev.parley.client.negotiation.Bargain;
import dev.parley.client.negotiation.Domain;
import dev.parley.client.negotiation.Ending;
import dev.parley.client.negotiation.Negotiator;
import dev.parley.client.negotiation.Side;
import dev.parley.client.transcript.Pin;
import dev.parley.client.transcript.TranscriptVerifier;
import dev.parley.client.transcript.Verdict;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Two agents, each with keys and a connection of its own, that hold one encounter after the other
/// at a node: signed sessions over HTTP and SSE, bound by a commitment, carried out, closed, and
/// the transcript verified. One encounter at a time.
public final class OverHttp implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration SETTLEMENT = Duration.ofHours(1);

  /// Nothing that the two say outside the bargain depends on what came in between.
  private static final WhenOvertaken AGAIN = WhenOvertaken.repeat(16);

  /// Invitation, consent and two cards.
  private static final int INTRODUCTION = 4;

  /// COMMIT and its ACCEPT, two claims and their ACCEPTs, CLOSE.
  private static final int SETTLING = 7;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final NodeConnection firstLine;
  private final NodeConnection secondLine;
  private final Agent first;
  private final Agent second;

  private OverHttp(URI node, Path folder) {
    firstLine = NodeConnection.to(node);
    secondLine = NodeConnection.to(node);
    first = registered(firstLine, folder, "first");
    second = registered(secondLine, folder, "second");
  }

  /// Registers two agents.
  ///
  /// @param node the node's address
  /// @param folder where their keys are kept
  /// @return the two
  public static OverHttp at(URI node, Path folder) {
    return new OverHttp(node, folder);
  }

  private static Agent registered(NodeConnection line, Path folder, String name) {
    KeyFile keys =
        KeyFile.openOrCreate(
            folder.resolve(name + ".json"),
            new AgentUri("agent://" + name + ".example/negotiator"),
            "org_" + name,
            CardDraft.named(name));
    Agent agent = Agent.at(line, keys);
    agent.register();
    return agent;
  }

  /// What was carried over the wire.
  ///
  /// @param bargain how it went, read from the verified transcript's messages
  /// @param messages how many messages the session has, all of them
  /// @param bytes the length of the transcript
  /// @param faults what is not as in memory; empty if nothing
  public record Carried(Bargain bargain, int messages, long bytes, List<String> faults) {
    /// Copies.
    public Carried {
      faults = List.copyOf(faults);
    }
  }

  /// Plays an encounter and compares it with the one in memory.
  ///
  /// @param encounter which
  /// @param expected how it went in memory
  /// @return what was carried
  /// @throws IOException if the transcript cannot be fetched
  /// @throws InterruptedException when the thread is interrupted
  public Carried play(Encounter encounter, Bargain expected)
      throws IOException, InterruptedException {
    Domain domain = encounter.arena().scenario().domain();
    Invite invite =
        Invite.to(second.id(), domain.name()).lasting(SETTLEMENT).rounds(2 * encounter.rounds());
    try (Session opened = first.open(invite);
        Session joined = second.join(opened.id())) {
      Received invitation = joined.next(PATIENCE).orElseThrow();
      joined.send(Say.accept(invitation), AGAIN).orThrow();
      joined.showCard();
      Future<Ending> answering = threads.submit(() -> side(encounter, Side.SECOND, joined));
      Ending ending = side(encounter, Side.FIRST, opened);
      Comparison comparison = new Comparison(encounter, expected);
      comparison.endings(ending, await(answering));
      if (ending instanceof Ending.Agreed(int outcome, _)) {
        settle(opened, joined, domain.values(outcome));
      }
      ByteArrayOutputStream transcript = new ByteArrayOutputStream();
      first.transcript(opened.id(), transcript);
      Verdict verdict =
          new TranscriptVerifier(CryptoProviders.verifying().verifier(), 1)
              .verify(
                  new ByteArrayInputStream(transcript.toByteArray()), new Pin.None(), (_, _) -> {});
      Bargain carried = Bargain.in(domain, opened.history());
      int more = INTRODUCTION + (expected.agreement().isPresent() ? SETTLING : 0);
      comparison.moves(carried);
      comparison.transcript(verdict, opened, expected.moves().size() + more);
      return new Carried(carried, opened.history().size(), transcript.size(), comparison.faults());
    }
  }

  private Ending side(Encounter encounter, Side side, Session session) {
    session.introduced(PATIENCE);
    AgentUri self = side == Side.FIRST ? first.id() : second.id();
    AgentUri partner = side == Side.FIRST ? second.id() : first.id();
    return new Negotiator(
            session, self, partner, encounter.player(side), PATIENCE, SETTLEMENT.dividedBy(2))
        .negotiate();
  }

  private static Ending await(Future<Ending> answering) throws InterruptedException {
    try {
      return answering.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the second side has failed", e.getCause());
    }
  }

  /// Both do what they agreed on, each says that the other has, and the first closes.
  private static void settle(Session opened, Session joined, JsonObject done) {
    Commitment deal = opened.commitments().getFirst();
    AgentUri opener = opened.history().getFirst().sender();
    for (int obligation = 0; obligation < deal.obligations().size(); obligation++) {
      boolean openerOwes = deal.obligations().get(obligation).debtor().equals(opener);
      Session debtor = openerOwes ? opened : joined;
      Session creditor = openerOwes ? joined : opened;
      debtor.send(Say.fulfill(deal.id(), obligation, done), AGAIN).orThrow();
      Received claim = creditor.next(PATIENCE).orElseThrow();
      while (claim.performative() != Performative.INFORM) {
        claim = creditor.next(PATIENCE).orElseThrow();
      }
      creditor.send(Say.verify(claim), AGAIN).orThrow();
    }
    opened.send(Say.close("completed"), AGAIN).orThrow();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    firstLine.close();
    secondLine.close();
  }
}

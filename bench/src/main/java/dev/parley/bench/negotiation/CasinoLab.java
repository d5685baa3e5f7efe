package dev.parley.bench.negotiation;

import dev.parley.bench.load.Principals;
import dev.parley.bench.load.Voice;
import dev.parley.bench.negotiation.Dialogue.Act;
import dev.parley.bench.negotiation.Dialogue.Item;
import dev.parley.client.negotiation.Side;
import dev.parley.client.transcript.Pin;
import dev.parley.client.transcript.TranscriptVerifier;
import dev.parley.client.transcript.Verdict;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The dialogues of CaSiNo as sessions: every line has to be legal, the transcript has to verify,
/// and the points that follow from the accepted terms have to be those of the file. Thread-safe.
public final class CasinoLab {
  /// What the file gives to both when somebody walked away.
  private static final long NO_DEAL = 5;

  private final Voice node = Voice.of(new AgentUri("agent://node.example/node"), "org_node");
  private final Principals people =
      new Principals(
          Voice.of(new AgentUri("agent://north.example/camper"), "org_north"),
          Voice.of(new AgentUri("agent://south.example/camper"), "org_south"));

  /// A laboratory with new keys for a node and two people.
  public CasinoLab() {}

  /// What came of the dialogues of a file.
  ///
  /// @param dialogues how many there were
  /// @param utterances lines of plain talk
  /// @param submitted Submit-Deal
  /// @param accepted Accept-Deal
  /// @param rejected Reject-Deal
  /// @param walkedAway Walk-Away
  /// @param messages messages of the sessions, the introduction and the CLOSE after a deal included
  /// @param equalPoints people whose points by the accepted terms, or without a deal, were the
  ///   file's
  /// @param findings what did not fit, a line each; empty if nothing
  public record Report(
      int dialogues,
      long utterances,
      long submitted,
      long accepted,
      long rejected,
      long walkedAway,
      long messages,
      long equalPoints,
      List<String> findings) {
    /// Copies.
    public Report {
      findings = List.copyOf(findings);
    }
  }

  /// Replays a file.
  ///
  /// @param file one of CaSiNo's
  /// @return what came of it
  /// @throws IOException if it cannot be read
  /// @throws IllegalArgumentException if it is not of that form
  public Report replay(Path file) throws IOException {
    return replay(DialogueReader.read(file));
  }

  Report replay(List<Dialogue> dialogues) {
    List<Session> sessions = dialogues.parallelStream().map(this::replayed).toList();
    List<String> findings = new ArrayList<>();
    long messages = 0;
    long equal = 0;
    for (Session session : sessions) {
      findings.addAll(session.findings());
      messages += session.messages();
      equal += session.equalPoints();
    }
    return new Report(
        dialogues.size(),
        count(dialogues, Act.Utterance.class),
        count(dialogues, Act.Submit.class),
        count(dialogues, Act.Accept.class),
        count(dialogues, Act.Reject.class),
        count(dialogues, Act.WalkAway.class),
        messages,
        equal,
        findings);
  }

  private static long count(List<Dialogue> dialogues, Class<? extends Act> kind) {
    return dialogues.stream()
        .flatMap(dialogue -> dialogue.lines().stream())
        .filter(line -> kind.isInstance(line.act()))
        .count();
  }

  private record Session(long messages, long equalPoints, List<String> findings) {}

  private Session replayed(Dialogue dialogue) {
    String name = "dialogue " + dialogue.id() + ": ";
    List<String> findings = new ArrayList<>();
    Replay replay = new Replay(node, people);
    replay.run(dialogue).ifPresent(why -> findings.add(name + why));
    if (!(replay.state() instanceof SessionState.Closed) && findings.isEmpty()) {
      findings.add(name + "ends neither with a deal nor with Walk-Away");
    }
    if (findings.isEmpty()) {
      verified(replay).ifPresent(why -> findings.add(name + why));
    }
    long equal = 0;
    Optional<Map<Side, Map<Item, Integer>>> deal = replay.accepted();
    for (Side side : Side.values()) {
      long points =
          deal.map(shares -> dialogue.person(side).worth(shares.getOrDefault(side, Map.of())))
              .orElse(NO_DEAL);
      if (points == dialogue.person(side).points()) {
        equal++;
      } else {
        findings.add(
            name
                + "the "
                + side
                + " person has "
                + points
                + " points by the terms, "
                + dialogue.person(side).points()
                + " in the file");
      }
    }
    return new Session(replay.messages(), equal, findings);
  }

  private static Optional<String> verified(Replay replay) {
    try {
      Verdict verdict =
          new TranscriptVerifier(CryptoProviders.verifying().verifier(), 1)
              .verify(new ByteArrayInputStream(replay.transcript()), new Pin.None(), (_, _) -> {});
      return verdict.complete()
              && verdict.messages() == replay.messages()
              && verdict.state().name() == StateName.CLOSED
          ? Optional.empty()
          : Optional.of("the transcript does not verify: " + verdict.finding());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

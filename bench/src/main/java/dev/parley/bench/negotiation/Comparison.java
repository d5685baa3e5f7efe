package dev.parley.bench.negotiation;

import dev.parley.client.Received;
import dev.parley.client.Session;
import dev.parley.client.negotiation.Bargain;
import dev.parley.client.negotiation.Ending;
import dev.parley.client.negotiation.Move;
import dev.parley.client.negotiation.Side;
import dev.parley.client.transcript.Verdict;
import dev.parley.core.session.StateName;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// What was carried over the wire against what happened in memory, without tolerance. Not
/// thread-safe.
final class Comparison {
  private final Encounter encounter;
  private final Bargain expected;
  private final List<String> faults = new ArrayList<>();

  Comparison(Encounter encounter, Bargain expected) {
    this.encounter = encounter;
    this.expected = expected;
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  private void same(String what, Object inMemory, Object carried) {
    if (!inMemory.equals(carried)) {
      faults.add(
          encounter.title() + ": " + what + ": in memory " + inMemory + ", carried " + carried);
    }
  }

  /// How each side says that it ended.
  void endings(Ending first, Ending second) {
    same("the first side's agreement", expected.agreement(), agreement(first));
    same("the second side's agreement", expected.agreement(), agreement(second));
    for (Ending ending : List.of(first, second)) {
      if (ending instanceof Ending.Broken(String why)) {
        faults.add(encounter.title() + ": " + why);
      }
    }
  }

  private static OptionalInt agreement(Ending ending) {
    return switch (ending) {
      case Ending.Agreed(int outcome, _) -> OptionalInt.of(outcome);
      case Ending.NoAgreement _, Ending.Broken _ -> OptionalInt.empty();
    };
  }

  /// The first move that differs, and all measures.
  void moves(Bargain carried) {
    List<Move> moves = carried.moves();
    int shorter = Math.min(moves.size(), expected.moves().size());
    for (int i = 0; i < shorter; i++) {
      if (!moves.get(i).equals(expected.moves().get(i))) {
        same("move " + i, expected.moves().get(i), moves.get(i));
        break;
      }
    }
    same("moves", expected.moves().size(), moves.size());
    for (Side side : Side.values()) {
      same(
          "the measures of the " + side + " side",
          encounter.measures(expected, side),
          encounter.measures(carried, side));
    }
  }

  /// The transcript: verified, complete, closed, as long as it has to be, and the one that the
  /// agents saw.
  void transcript(Verdict verdict, Session session, int messages) {
    verdict
        .finding()
        .ifPresent(found -> faults.add(encounter.title() + ": the transcript: " + found));
    same("a complete transcript", true, verdict.complete());
    same("the state", StateName.CLOSED, verdict.state().name());
    same("messages in the transcript", (long) messages, verdict.messages());
    List<Received> history = session.history();
    same("messages received", messages, history.size());
    verdict.end().ifPresent(end -> same("the head", history.getLast().hash(), end.head()));
  }
}

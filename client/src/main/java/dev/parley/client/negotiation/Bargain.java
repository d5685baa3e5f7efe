package dev.parley.client.negotiation;

import dev.parley.client.Received;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Clarify;
import dev.parley.core.message.Close;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Observe;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.Reject;
import dev.parley.core.message.Withdraw;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// How a negotiation went: the moves of both sides in turn, the first side's first. Immutable.
///
/// @param moves offers, and last an acceptance or an end
public record Bargain(List<Move> moves) {

  /// Copies.
  public Bargain {
    moves = List.copyOf(moves);
  }

  /// Lets two players bargain in memory.
  ///
  /// @param first who makes the first offer
  /// @param second who answers
  /// @return how it went
  public static Bargain between(Player first, Player second) {
    List<Move> moves = new ArrayList<>();
    OptionalInt standing = OptionalInt.empty();
    while (true) {
      Move move = (moves.size() % 2 == 0 ? first : second).move(standing);
      moves.add(move);
      switch (move) {
        case Move.Offer(int outcome) -> standing = OptionalInt.of(outcome);
        case Move.Accept _, Move.End _ -> {
          return new Bargain(moves);
        }
      }
    }
  }

  /// Reads how a negotiation went from the messages of its session.
  ///
  /// @param domain what was to be settled
  /// @param messages all messages of the session
  /// @return the offers that are outcomes, and what ended them; nothing but the moves of
  ///   [Negotiator] is looked for
  public static Bargain in(Domain domain, List<Received> messages) {
    List<Move> moves = new ArrayList<>();
    Set<String> offers = new HashSet<>();
    for (Received message : messages) {
      switch (message.message()) {
        case Propose propose -> offer(domain, propose.proposalId(), propose.terms(), offers, moves);
        case Counter counter -> offer(domain, counter.proposalId(), counter.terms(), offers, moves);
        case Accept accept when offers.contains(accept.reference().id()) -> {
          moves.add(new Move.Accept());
          return new Bargain(moves);
        }
        case Close _ -> moves.add(new Move.End());
        case Accept _,
            Reject _,
            Inform _,
            Query _,
            Clarify _,
            Commit _,
            Delegate _,
            Escalate _,
            Withdraw _,
            Observe _ -> {}
      }
    }
    return new Bargain(moves);
  }

  private static void offer(
      Domain domain, String id, JsonObject terms, Set<String> offers, List<Move> moves) {
    domain
        .outcome(terms)
        .ifPresent(
            outcome -> {
              offers.add(id);
              moves.add(new Move.Offer(outcome));
            });
  }

  /// What was agreed on.
  ///
  /// @return the outcome; nothing if there was no agreement
  public OptionalInt agreement() {
    return moves.size() > 1
            && moves.getLast() instanceof Move.Accept
            && moves.get(moves.size() - 2) instanceof Move.Offer(int outcome)
        ? OptionalInt.of(outcome)
        : OptionalInt.empty();
  }

  /// The offers of one side.
  ///
  /// @param side whose
  /// @return outcomes, oldest first
  public List<Integer> offers(Side side) {
    List<Integer> out = new ArrayList<>();
    for (int i = side == Side.FIRST ? 0 : 1; i < moves.size(); i += 2) {
      if (moves.get(i) instanceof Move.Offer(int outcome)) {
        out.add(outcome);
      }
    }
    return out;
  }

  /// How many rounds it took; a round is a turn of each side.
  ///
  /// @return at least 1
  public int rounds() {
    return (moves.size() + 1) / 2;
  }
}

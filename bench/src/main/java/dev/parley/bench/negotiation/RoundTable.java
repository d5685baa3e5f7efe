package dev.parley.bench.negotiation;

import dev.parley.client.negotiation.Move;
import dev.parley.client.negotiation.Player;
import dev.parley.client.negotiation.Side;
import dev.parley.client.negotiation.Strategy;
import dev.parley.core.identity.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// Three who bargain by stacked alternating offers (Aydoğan et al. 2017): in turn each accepts what
/// stands, offers something else, or gives up; agreed is what both others have accepted in a row.
/// Immutable.
///
/// @param trio the domain and the three
/// @param strategies that of each
/// @param rounds how many turns each has at most
public record RoundTable(Trio trio, List<Strategy> strategies, int rounds) {

  /// Copies.
  public RoundTable {
    strategies = List.copyOf(strategies);
  }

  /// What one of them did.
  ///
  /// @param side who, 0 to 2
  /// @param move what
  public record Turn(int side, Move move) {}

  /// How it went.
  ///
  /// @param turns in order
  /// @param agreement what was agreed on, if anything was
  public record Course(List<Turn> turns, OptionalInt agreement) {
    /// Copies.
    public Course {
      turns = List.copyOf(turns);
    }
  }

  /// Who sees what was done, and can carry it elsewhere.
  @FunctionalInterface
  interface Watcher {
    void saw(Turn turn);
  }

  /// Lets them bargain in memory.
  ///
  /// @return how it went
  public Course play() {
    return play(_ -> {});
  }

  Course play(Watcher watcher) {
    List<Player> players = players();
    List<Turn> turns = new ArrayList<>();
    OptionalInt standing = OptionalInt.empty();
    int accepted = 0;
    while (turns.size() < rounds * Trio.SIDES) {
      int side = turns.size() % Trio.SIDES;
      Turn turn = new Turn(side, players.get(side).move(standing));
      turns.add(turn);
      watcher.saw(turn);
      switch (turn.move()) {
        case Move.Offer(int outcome) -> {
          standing = OptionalInt.of(outcome);
          accepted = 0;
        }
        case Move.Accept() -> accepted++;
        case Move.End() -> {
          return new Course(turns, OptionalInt.empty());
        }
      }
      if (accepted == Trio.SIDES - 1) {
        return new Course(turns, standing);
      }
    }
    Turn last = new Turn(turns.size() % Trio.SIDES, new Move.End());
    turns.add(last);
    watcher.saw(last);
    return new Course(turns, OptionalInt.empty());
  }

  /// Only the last one's last offer could not be answered any more.
  private List<Player> players() {
    List<Player> out = new ArrayList<>();
    for (int i = 0; i < Trio.SIDES; i++) {
      Side side = i == Trio.SIDES - 1 ? Side.SECOND : Side.FIRST;
      out.add(strategies.get(i).begin(trio.sides().get(i), side, rounds, seed(i)));
    }
    return out;
  }

  private long seed(int side) {
    byte[] text = (title() + " " + rounds + " " + side).getBytes(StandardCharsets.UTF_8);
    return Long.parseUnsignedLong(Hash.of(text).text().substring("sha256:".length(), 22), 16);
  }

  /// What it is called in reports.
  ///
  /// @return domain and strategies
  public String title() {
    return trio.domain().name()
        + ": "
        + strategies.stream().map(Strategy::title).collect(Collectors.joining(", "));
  }
}

package dev.parley.bench.negotiation;

import dev.parley.client.negotiation.Bargain;
import dev.parley.client.negotiation.FrequencyModel;
import dev.parley.client.negotiation.Measures;
import dev.parley.client.negotiation.Player;
import dev.parley.client.negotiation.Preferences;
import dev.parley.client.negotiation.Side;
import dev.parley.client.negotiation.Strategy;
import dev.parley.core.identity.Hash;
import java.nio.charset.StandardCharsets;

/// One session of a tournament: a domain, and a strategy on each side. Immutable.
///
/// @param arena where
/// @param first the strategy of the side that begins
/// @param second the strategy of the other side
/// @param rounds how many turns each side has
public record Encounter(Arena arena, Strategy first, Strategy second, int rounds) {
  /// A new player of one side, with the seed of this encounter.
  ///
  /// @param side which side
  /// @return a player that has not moved yet
  public Player player(Side side) {
    return switch (side) {
      case FIRST -> first.begin(arena.first(), side, rounds, seed(side));
      case SECOND -> second.begin(arena.second(), side, rounds, seed(side));
    };
  }

  /// From the names, so that leaving out others changes nothing.
  private long seed(Side side) {
    byte[] text = (title() + " " + rounds + " " + side).getBytes(StandardCharsets.UTF_8);
    return Long.parseUnsignedLong(Hash.of(text).text().substring("sha256:".length(), 22), 16);
  }

  /// What it is called in reports.
  ///
  /// @return domain and strategies
  public String title() {
    return arena.name() + ": " + first.title() + " v " + second.title();
  }

  /// Lets the two bargain in memory.
  ///
  /// @return how it went
  public Bargain inMemory() {
    return Bargain.between(player(Side.FIRST), player(Side.SECOND));
  }

  /// The strategy of a side.
  ///
  /// @param side which side
  /// @return never null
  public Strategy strategy(Side side) {
    return side == Side.FIRST ? first : second;
  }

  /// What came of it for a side.
  ///
  /// @param bargain how it went
  /// @param side which side
  /// @return the measures
  public Measures measures(Bargain bargain, Side side) {
    return Measures.of(bargain, arena.first(), arena.second(), arena.landscape(), side);
  }

  /// How well the frequency model guesses what a side wants, from all that it has offered.
  ///
  /// @param bargain how it went
  /// @param side about which side
  /// @return the accuracy
  public FrequencyModel.Accuracy guessed(Bargain bargain, Side side) {
    Preferences actual = side == Side.FIRST ? arena.first() : arena.second();
    FrequencyModel model = new FrequencyModel(actual.domain());
    bargain.offers(side).forEach(model::see);
    return model.accuracy(actual);
  }
}

package dev.parley.bench.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.client.negotiation.Measures;
import dev.parley.client.negotiation.Strategy;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The domains that come with Parley, and what a tournament in them comes to.
final class TournamentTest {
  private static final List<Arena> SMALL =
      List.of(
          Arena.named("inheritance-clock"),
          Arena.named("swap-of-tools"),
          Arena.named("last-ticket"));

  @Test
  void thereAreSmallAndLargeOnesForFriendsAndForOpponents() {
    List<Arena> all = Arena.all().toList();
    assertThat(all).hasSizeGreaterThanOrEqualTo(12);
    assertThat(all).extracting(Arena::name).isEqualTo(Arena.NAMES);
    assertThat(all).anyMatch(arena -> arena.landscape().outcomes() < 10);
    assertThat(all)
        .filteredOn(arena -> arena.landscape().outcomes() > 20_000)
        .hasSizeGreaterThan(2);
    assertThat(all).anyMatch(arena -> arena.landscape().opposition() < 0.1);
    assertThat(all).anyMatch(arena -> arena.landscape().opposition() > 0.7);
    assertThat(all).allMatch(arena -> arena.landscape().rational() > 0);
    assertThatIllegalArgumentException().isThrownBy(() -> Arena.named("no-such-domain"));
  }

  @Test
  void everybodyMeetsEverybodyOnBothSides() {
    List<Strategy> two = List.of(Strategy.LINEAR, Strategy.MICRO);
    assertThat(Tournament.encounters(SMALL, two, 10)).hasSize(3 * 2 * 2).doesNotHaveDuplicates();
  }

  @Test
  void comesToTheSameAgain() {
    List<Strategy> all = List.of(Strategy.values());
    assertThat(Tournament.of(SMALL, all, 20)).isEqualTo(Tournament.of(SMALL, all, 20));
  }

  @Test
  void leavingOthersOutChangesNothing() {
    Tournament all = Tournament.of(SMALL, List.of(Strategy.values()), 20);
    Tournament some = Tournament.of(SMALL.subList(1, 2), List.of(Strategy.MICRO), 20);
    assertThat(all.results()).containsAll(some.results());
  }

  /// What is known of these strategies holds here too.
  @Test
  void theStrategiesAreWhatTheyAreSaidToBe() {
    Tournament all = Tournament.of(SMALL, List.of(Strategy.values()), 50);
    Measures boulware = all.mean(Strategy.BOULWARE);
    Measures conceder = all.mean(Strategy.CONCEDER);
    assertThat(boulware.utility()).isGreaterThan(conceder.utility());
    assertThat(boulware.messages()).isGreaterThan(conceder.messages());
    assertThat(all.against(Strategy.HARDLINER, Strategy.HARDLINER).agreement()).isZero();
    assertThat(all.against(Strategy.HARDLINER, Strategy.HARDLINER).advantage()).isZero();
    Encounter micro = new Encounter(SMALL.getFirst(), Strategy.MICRO, Strategy.MICRO, 50);
    assertThat(micro.inMemory().agreement()).isPresent();
    assertThat(all.guessed(Strategy.LINEAR).kendall())
        .isGreaterThan(all.guessed(Strategy.HARDLINER).kendall());
  }
}

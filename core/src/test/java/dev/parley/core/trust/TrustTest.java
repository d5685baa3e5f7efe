package dev.parley.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.core.identity.AgentUri;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of protocol section 10, one by one.
class TrustTest {
  private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
  private static final AgentUri AGENT = new AgentUri("agent://one.example/a");
  private static final Standing STANDING =
      Standing.of(AGENT, 80, Standing.Custody.AGENT, DAY.minusDays(73));

  private int pieces;

  private static AgentUri other(int number) {
    return new AgentUri("agent://o" + number + ".example/a");
  }

  private static Epoch epoch(double t, int others, LocalDate day) {
    List<Rater> raters = new ArrayList<>();
    for (int i = 0; i < others; i++) {
      raters.add(new Rater(other(i), other(i).domain(), t, 10, 80, 60_00, 5_00));
    }
    return Epoch.of(day.toEpochDay(), 100, raters);
  }

  private Evidence.Origin origin(AgentUri counterparty, LocalDate day) {
    Instant at = Instant.ofEpochSecond(day.toEpochDay() * 86_400);
    return new Evidence.Origin(TrustMarket.hash(++pieces), at, AGENT, counterparty, "");
  }

  private Evidence obligation(int counterparty, boolean kept, Evidence.Backing backing) {
    return new Evidence.ObligationEnded(
        origin(other(counterparty), DAY.minusDays(1)), kept, 100_00, backing);
  }

  private Evidence kept(int counterparty) {
    return obligation(counterparty, true, Evidence.Backing.ESCROWED);
  }

  private Evidence breach(int severity, boolean selfReported, boolean forgiven) {
    return new Evidence.Breach(origin(other(0), DAY), severity, 100_00, selfReported, forgiven);
  }

  private static TrustScore score(Evidence... evidence) {
    return Trust.score(STANDING, epoch(0.01, 9, DAY), List.of(evidence));
  }

  @Test
  void theWeightsAreThePublishedOnes() {
    Map<Component, Integer> full = new EnumMap<>(Component.class);
    for (Component component : Component.values()) {
      full.put(component, 100_00);
    }
    assertThat(TrustScore.total(full)).isEqualTo(100_00);
    full.put(Component.CF, 0);
    assertThat(TrustScore.total(full)).isEqualTo(80_00);
  }

  @Test
  void aNewcomerHasItsIdentityAndItsKeysAndIsCalledNew() {
    TrustScore score = score();
    assertThat(score.component(Component.IV)).isEqualTo(80_00);
    assertThat(score.component(Component.SP)).isEqualTo(73_33);
    assertThat(score.total()).isEqualTo(23_33);
    assertThat(score.low()).isEqualTo(23_33);
    assertThat(score.reasons()).containsExactly(Reason.NEW);
  }

  @Test
  void sayingItOftenerAddsLessAndLess() {
    Evidence[] once = {kept(0)};
    Evidence[] often = new Evidence[50];
    for (int i = 0; i < often.length; i++) {
      often[i] = kept(0);
    }
    assertThat(score(often).effectiveCounterparties()).isEqualTo(1_00);
    assertThat(score(often).component(Component.CF))
        .isGreaterThan(score(once).component(Component.CF));
    assertThat(score(kept(0), kept(1), kept(2)).effectiveCounterparties()).isEqualTo(3_00);
  }

  @Test
  void allFreeDealsOfAPairWeighAsMuchAsOneWithEscrow() {
    Evidence[] free = new Evidence[30];
    for (int i = 0; i < free.length; i++) {
      free[i] = obligation(0, true, Evidence.Backing.FREE);
    }
    assertThat(score(free).components()).isEqualTo(score(kept(0)).components());
  }

  @Test
  void whoeverHasNoMassProvesNothing() {
    TrustScore score = Trust.score(STANDING, epoch(0, 9, DAY), List.of(kept(0), kept(1)));
    assertThat(score.total()).isEqualTo(score().total());
    assertThat(score.reasons()).contains(Reason.LITTLE_WEIGHT);
  }

  @Test
  void theOwnOrganisationWeighsAQuarter() {
    AgentUri sister = new AgentUri("agent://one.example/b");
    Evidence piece =
        new Evidence.ObligationEnded(
            origin(sister, DAY.minusDays(1)), true, 100_00, Evidence.Backing.ESCROWED);
    Rater kin = new Rater(sister, "one.example", 0.04, 10, 80, 60_00, 5_00);
    Rater stranger = new Rater(sister, "two.example", 0.01, 10, 80, 60_00, 5_00);
    assertThat(
            Trust.score(STANDING, Epoch.of(DAY.toEpochDay(), 100, List.of(kin)), List.of(piece))
                .components())
        .isEqualTo(
            Trust.score(
                    STANDING, Epoch.of(DAY.toEpochDay(), 100, List.of(stranger)), List.of(piece))
                .components());
  }

  @Test
  void aBreachOutweighsThreeThatWereKept() {
    TrustScore even =
        score(kept(0), kept(1), kept(2), obligation(3, false, Evidence.Backing.ESCROWED));
    assertThat(even.component(Component.CF)).isBetween(45_00, 50_00);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.95", "2, 0.90", "3, 0.75", "4, 0.55", "5, 0.30"})
  void aVerdictMultipliesByItsSeverity(int severity, double factor) {
    double victim = 1 / (1 + TrustProfile.VICTIM);
    int before = score(kept(0), kept(1)).component(Component.CF);
    int after = score(kept(0), kept(1), breach(severity, false, false)).component(Component.CF);
    assertThat(after / (double) before).isCloseTo(Math.pow(factor, victim), within(0.001));
  }

  @Test
  void admittingItHalvesTheDropAndForgivingEndsIt() {
    int full = score(kept(0), breach(4, false, false)).total();
    int half = score(kept(0), breach(4, true, false)).total();
    TrustScore forgiven = score(kept(0), breach(4, false, true));
    assertThat(full).isLessThan(half);
    assertThat(half).isLessThan(forgiven.total());
    assertThat(forgiven.total()).isEqualTo(score(kept(0)).total());
    assertThat(forgiven.lastBreach()).isPresent();
  }

  @Test
  void sleepingSinksToTheNewcomerAndNeverBelow() {
    List<Evidence> evidence = List.of(kept(0), kept(1), kept(2));
    int before = Integer.MAX_VALUE;
    for (int days : List.of(30, 60, 210, 2000, 20000)) {
      LocalDate day = DAY.plusDays(days);
      TrustScore score = Trust.score(STANDING, epoch(0.01, 9, day), evidence);
      int newcomer = Trust.score(STANDING, epoch(0.01, 9, day), List.of()).total();
      int above = score.total() - newcomer;
      assertThat(above).isBetween(0, before);
      before = above;
    }
    assertThat(before).isZero();
  }

  @Test
  void endorsementsCountUpToFiftyFromThoseWhoMay() {
    List<Evidence> all = new ArrayList<>();
    List<Rater> raters = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      all.add(new Evidence.Endorsement(origin(other(i), DAY)));
      raters.add(new Rater(other(i), other(i).domain(), 0, 0, 0, 80_00, 3_00));
    }
    Epoch epoch = Epoch.of(DAY.toEpochDay(), 100, raters);
    assertThat(Trust.score(STANDING, epoch, all).component(Component.PE)).isEqualTo(80_00);
    List<Rater> weak =
        List.of(
            new Rater(other(0), "o0.example", 0, 0, 0, 29_99, 3_00),
            new Rater(other(1), "o1.example", 0, 0, 0, 80_00, 2_99));
    assertThat(
            Trust.score(STANDING, Epoch.of(DAY.toEpochDay(), 100, weak), all)
                .component(Component.PE))
        .isZero();
  }

  @Test
  void ofAnEndorsersWordsTheLastOneHolds() {
    Evidence given = new Evidence.Endorsement(origin(other(0), DAY.minusDays(2)));
    Evidence withdrawn =
        new Evidence.Endorsement(origin(other(0), DAY.minusDays(1)), Evidence.Support.WITHDRAWN);
    Evidence again = new Evidence.Endorsement(origin(other(0), DAY));
    Epoch epoch =
        Epoch.of(
            DAY.toEpochDay(),
            100,
            List.of(new Rater(other(0), other(0).domain(), 0, 0, 0, 80_00, 3_00)));

    assertThat(peers(epoch, given)).isEqualTo(1_60);
    assertThat(peers(epoch, given, withdrawn)).isZero();
    assertThat(peers(epoch, withdrawn, given)).isZero();
    assertThat(peers(epoch, again, withdrawn, given)).isEqualTo(1_60);
  }

  private static int peers(Epoch epoch, Evidence... evidence) {
    return Trust.score(STANDING, epoch, List.of(evidence)).component(Component.PE);
  }

  @Test
  void aRatingIsReadAgainstTheMeanOfWhoGaveIt() {
    Evidence asUsual =
        new Evidence.RatingRevealed(origin(other(0), DAY), 80, Evidence.Backing.ESCROWED);
    Evidence best =
        new Evidence.RatingRevealed(origin(other(0), DAY), 100, Evidence.Backing.ESCROWED);
    assertThat(score(asUsual).component(Component.RQ))
        .isEqualTo(score(best).component(Component.RQ));
  }

  @Test
  void theBoundIsBelowTheScoreAndComesNearerWithMass() {
    TrustScore little = score(kept(0));
    TrustScore much =
        Trust.score(
            STANDING, epoch(0.5, 9, DAY), List.of(kept(0), kept(1), kept(2), kept(3), kept(4)));
    assertThat(little.low()).isLessThan(little.total());
    assertThat(much.total() - much.low()).isLessThan(little.total() - little.low());
  }

  @ParameterizedTest
  @CsvSource({
    "0.05, 1, 1, 0.05",
    "0.5, 3, 3, 0.5",
    "0.05, 4, 1, 0.4728708045015879",
    "0.05, 301, 1, 0.9900967642973053",
    "0.05, 0.5, 0.5, 0.006155829702431115"
  })
  void quantilesOfTheBetaDistributionAreRight(double p, double a, double b, double quantile) {
    assertThat(BetaQuantile.of(p, a, b)).isCloseTo(quantile, within(1e-11));
  }

  @Test
  void aGateSaysWhatIsLacking() {
    Map<Component, Integer> floors = new EnumMap<>(Component.class);
    floors.put(Component.CF, 40_00);
    Gate gate = new Gate(20_00, floors, 2_00);
    assertThat(gate.lacks(score()))
        .containsExactly(
            "CF is 0.0, 40.0 is required", "effectiveCounterparties is 0.0, 2.0 is required");
    assertThat(gate.passes(score(kept(0), kept(1)))).isTrue();
    assertThat(Gate.of(90_00).passes(score())).isFalse();
  }
}

package dev.parley.core.dispute;

import static dev.parley.core.dispute.DisputeCase.DEADLINE;
import static dev.parley.core.dispute.DisputeCase.JUDGES;
import static dev.parley.core.dispute.DisputeCase.candidate;
import static dev.parley.core.dispute.DisputeCase.candidates;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Speaker;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who is drawn onto a panel.
class DisputeDrawTest {
  private static final PanelDraw.Barred NOBODY = new PanelDraw.Barred(Set.of(), Set.of(), DEADLINE);

  private static PanelDraw.Chance chance(long number) {
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    return new PanelDraw.Chance(Hash.of(bytes), Nonce.NONE, Nonce.NONE, Nonce.NONE);
  }

  @Test
  void theOrderInWhichCandidatesAreNamedMeansNothing() {
    List<Candidate> shuffled = new ArrayList<>(candidates(12));
    Collections.shuffle(shuffled, new Random(1));

    assertThat(PanelDraw.draw(shuffled, NOBODY, 3, chance(1)))
        .isEqualTo(PanelDraw.draw(candidates(12), NOBODY, 3, chance(1)))
        .hasSize(3)
        .doesNotHaveDuplicates();
  }

  @Test
  void everyPartOfTheChanceCounts() {
    Hash one = Hash.of(new byte[] {1});
    Nonce other = new Nonce("1".repeat(64));
    List<PanelDraw.Chance> chances =
        List.of(
            new PanelDraw.Chance(Hash.ZERO, Nonce.NONE, Nonce.NONE, Nonce.NONE),
            new PanelDraw.Chance(one, Nonce.NONE, Nonce.NONE, Nonce.NONE),
            new PanelDraw.Chance(Hash.ZERO, other, Nonce.NONE, Nonce.NONE),
            new PanelDraw.Chance(Hash.ZERO, Nonce.NONE, other, Nonce.NONE),
            new PanelDraw.Chance(Hash.ZERO, Nonce.NONE, Nonce.NONE, other));

    assertThat(chances.stream().map(c -> Hash.ofRaw(c.seed()))).doesNotHaveDuplicates();
  }

  @Test
  void onlyTheEligibleAreDrawn() {
    Speaker judge = JUDGES.getFirst();
    Candidate fine = candidate(judge, 70);
    Candidate weak = new Candidate(judge.uri(), "o", new BigDecimal("69.99"), Optional.empty());
    Candidate near =
        new Candidate(
            judge.uri(),
            "o",
            BigDecimal.TEN.pow(2),
            Optional.of(DEADLINE.minus(Candidate.APART).plusMillis(1)));
    Candidate far =
        new Candidate(
            judge.uri(), "o", BigDecimal.TEN.pow(2), Optional.of(DEADLINE.minus(Candidate.APART)));

    assertThat(NOBODY.allows(fine)).isTrue();
    assertThat(NOBODY.allows(far)).isTrue();
    assertThat(NOBODY.allows(weak)).isFalse();
    assertThat(NOBODY.allows(near)).isFalse();
    assertThat(new PanelDraw.Barred(Set.of(fine.orgId()), Set.of(), DEADLINE).allows(fine))
        .isFalse();
    assertThat(new PanelDraw.Barred(Set.of(), Set.of(judge.uri()), DEADLINE).allows(fine))
        .isFalse();
  }

  @Test
  void anOrganisationHasOneSeat() {
    List<Candidate> crowd = new ArrayList<>(candidates(2));
    for (Speaker judge : JUDGES.subList(2, 12)) {
      crowd.add(new Candidate(judge.uri(), "org_crowd", BigDecimal.TEN.pow(2), Optional.empty()));
    }
    List<AgentUri> panel = PanelDraw.draw(crowd, NOBODY, 3, chance(5));

    assertThat(panel).hasSize(3).contains(JUDGES.get(0).uri(), JUDGES.get(1).uri());
    assertThat(PanelDraw.draw(crowd.subList(1, 12), NOBODY, 3, chance(5))).isEmpty();
  }

  @Test
  void nobodyIsDrawnWhereTooFewAreEligible() {
    assertThat(PanelDraw.draw(candidates(2), NOBODY, 3, chance(1))).isEmpty();
    assertThat(PanelDraw.draw(candidates(3), NOBODY, 3, chance(1))).hasSize(3);
    assertThat(PanelDraw.draw(List.of(), NOBODY, 3, chance(1))).isEmpty();
  }

  @Test
  void numbersThatWouldFavourTheFirstAreRejected() {
    assertThat(PanelDraw.unbiased(-1L, 1)).isTrue();
    assertThat(PanelDraw.unbiased(-1L, 2)).isTrue();
    assertThat(PanelDraw.unbiased(-1L, 1 << 30)).isTrue();
    assertThat(PanelDraw.unbiased(-1L, 3)).isFalse();
    assertThat(PanelDraw.unbiased(-2L, 3)).isTrue();
    assertThat(PanelDraw.unbiased(-16L, 10)).isTrue();
    assertThat(PanelDraw.unbiased(-7L, 10)).isTrue();
    assertThat(PanelDraw.unbiased(-6L, 10)).isFalse();
    assertThat(PanelDraw.unbiased(0L, 10)).isTrue();
  }

  /// 12,000 draws of 3 out of 12: each sits 3,000 times, with a standard deviation of 47.
  @Test
  void everybodyIsDrawnEquallyOften() {
    Map<AgentUri, Integer> seats = new HashMap<>();
    for (int i = 0; i < 12_000; i++) {
      PanelDraw.draw(candidates(12), NOBODY, 3, chance(i))
          .forEach(agent -> seats.merge(agent, 1, Integer::sum));
    }
    assertThat(seats).hasSize(12);
    assertThat(seats.values()).allSatisfy(n -> assertThat(n).isBetween(2_750, 3_250));
  }
}

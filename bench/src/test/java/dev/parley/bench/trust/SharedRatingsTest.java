package dev.parley.bench.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.trust.RatingsLab.Injection;
import dev.parley.bench.trust.RatingsLab.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Real ratings that are no part of this repository, read from the folder that `parley.shared.data`
/// names; without it the tests fail.
@Tag("shared-data")
final class SharedRatingsTest {
  private static final Injection NONE = new Injection("none", 0, 0);
  private static final Injection BOTH = new Injection("both", 20, 20);

  private static Path file(String name) {
    String folder = System.getProperty("parley.shared.data");
    assertThat(folder).as("-Dparley.shared.data=<folder of the public data>").isNotBlank();
    Path file = Path.of(folder, "trust", name);
    assertThat(Files.isRegularFile(file)).as("%s is there", file).isTrue();
    return file;
  }

  private static Ratings labelled(String labels) throws IOException {
    return Ratings.read(file("bitcoin-otc.csv"), labels, "founder");
  }

  @Test
  void theRuleFindsTheLabels() throws IOException {
    Ratings ratings = labelled("rule");
    assertThat(ratings.seeds()).hasSize(36);
    assertThat(ratings.good()).hasSize(98);
    assertThat(ratings.bad()).hasSize(182);
  }

  @Test
  void withstandsPromotionAndSlanderTogether() throws IOException {
    for (String labels : new String[] {"rule", file("bitcoin-otc-ground-truth.csv").toString()}) {
      Ratings ratings = labelled(labels);
      assertThat(RatingsLab.auc(ratings, BOTH, Way.EVIDENCE)).isGreaterThanOrEqualTo(0.80);
      assertThat(RatingsLab.auc(ratings, BOTH, Way.BETA)).isLessThan(0.05);
    }
  }

  @Test
  void isAsGoodAsBetaWhereNobodyAttacks() throws IOException {
    Ratings ratings = labelled("rule");
    double beta = RatingsLab.auc(ratings, NONE, Way.BETA);
    assertThat(RatingsLab.auc(ratings, NONE, Way.EVIDENCE_OR_UNKNOWN))
        .isGreaterThanOrEqualTo(beta - 0.02);
    assertThat(RatingsLab.auc(ratings, NONE, Way.EVIDENCE)).isGreaterThanOrEqualTo(beta - 0.04);
  }
}

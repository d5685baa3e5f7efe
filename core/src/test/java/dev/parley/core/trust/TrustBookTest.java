package dev.parley.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is kept up to date piece by piece is what a run from scratch gives.
class TrustBookTest {
  private static final int AGENTS = 40;
  private static final int DAYS = 6;

  /// A book that has lived day by day, and all that it was told.
  private record Lived(TrustMarket market, TrustBook book, List<Evidence> told) {
    static Lived of(long seed) {
      TrustMarket market = new TrustMarket(seed, AGENTS);
      TrustBook book = new TrustBook(TrustMarket.BEGIN.toEpochDay(), Set.of());
      market.standings().forEach(book::register);
      List<Evidence> told = new ArrayList<>();
      for (int day = 0; day < DAYS; day++) {
        LocalDate date = TrustMarket.BEGIN.plusDays(day);
        if (day > 0) {
          book.begin(date.toEpochDay());
        }
        for (int i = 0; i < 150; i++) {
          Evidence piece = market.piece(date);
          told.add(piece);
          book.add(piece);
        }
      }
      return new Lived(market, book, told);
    }

    List<Evidence> about(Standing standing) {
      return told.stream().filter(e -> e.origin().subject().equals(standing.agent())).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void withinADayIsThePureFunctionOfTheEvidenceInAnyOrder(long seed) {
    Lived lived = Lived.of(seed);
    for (Standing standing : lived.market().standings()) {
      List<Evidence> shuffled = new ArrayList<>(lived.about(standing));
      Collections.shuffle(shuffled, new Random(seed));
      TrustScore pure = Trust.score(standing, lived.book().epoch(), shuffled);
      assertThat(lived.book().score(standing.agent())).as("seed %d", seed).contains(pure);
      assertThat(lived.book().total(standing.agent())).isEqualTo(pure.total());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theNextEpochAgreesWithARunFromScratch(long seed) {
    Lived lived = Lived.of(seed);
    LocalDate next = TrustMarket.BEGIN.plusDays(DAYS);
    lived.book().begin(next.toEpochDay());
    TrustBook scratch = new TrustBook(next.toEpochDay() - 1, Set.of());
    List<Evidence> shuffled = new ArrayList<>(lived.told());
    Collections.shuffle(shuffled, new Random(seed));
    shuffled.forEach(scratch::add);
    lived.market().standings().reversed().forEach(scratch::register);
    scratch.begin(next.toEpochDay());
    for (Standing standing : lived.market().standings()) {
      assertThat(scratch.epoch().rater(standing.agent()))
          .as("seed %d", seed)
          .isEqualTo(lived.book().epoch().rater(standing.agent()));
      assertThat(scratch.score(standing.agent())).isEqualTo(lived.book().score(standing.agent()));
    }
  }

  @Test
  void whatOneAgentDoesMovesNobodyElseWithinTheDay() {
    Lived lived = Lived.of(9);
    Evidence piece = lived.market().piece(TrustMarket.BEGIN.plusDays(DAYS - 1));
    List<Standing> others =
        lived.market().standings().stream()
            .filter(s -> !s.agent().equals(piece.origin().subject()))
            .toList();
    List<TrustScore> before =
        others.stream().map(s -> lived.book().score(s.agent()).orElseThrow()).toList();
    lived.book().add(piece);
    assertThat(others.stream().map(s -> lived.book().score(s.agent()).orElseThrow()).toList())
        .isEqualTo(before);
  }

  @Test
  void massesAddUpToOne() {
    Lived lived = Lived.of(10);
    double sum =
        lived.market().standings().stream()
            .mapToDouble(s -> lived.book().epoch().rater(s.agent()).t())
            .sum();
    assertThat(sum).isBetween(1 - 1e-12, 1 + 1e-12);
  }

  @Test
  void refusesWhatIsOfALaterDay() {
    TrustMarket market = new TrustMarket(1, 2);
    TrustBook book = new TrustBook(TrustMarket.BEGIN.toEpochDay(), Set.of());
    Evidence tomorrow = market.piece(TrustMarket.BEGIN.plusDays(1));
    assertThatIllegalArgumentException().isThrownBy(() -> book.add(tomorrow));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> book.begin(TrustMarket.BEGIN.toEpochDay()));
  }

  @Test
  void aDocumentSaysAllThatItsScoreNeeds() {
    Lived lived = Lived.of(11);
    for (Standing standing : lived.market().standings()) {
      EvidenceDocument document =
          new EvidenceDocument(standing, lived.book().epoch(), lived.about(standing));
      EvidenceDocument read = EvidenceDocument.decode(document.json()).orThrow();
      assertThat(read.json()).isEqualTo(document.json());
      assertThat(read.score()).isEqualTo(lived.book().score(standing.agent()).orElseThrow());
    }
  }
}

package dev.parley.cli.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What two transcripts tell is the same when only ids, hashes and times differ, and no more.
final class ToldTest {
  private static String id(int number) {
    return "0190a5c8-0000-7000-8000-00000000000" + number;
  }

  private static String hash(int digit) {
    return "sha256:" + Integer.toString(digit).repeat(64);
  }

  @Test
  void numbersChanceInTheOrderOfItsOccurrence() {
    List<String> one = List.of(id(1) + " at 2026-11-24T06:00:00.000Z", hash(3) + " of " + id(1));
    List<String> other = List.of(id(7) + " at 2026-11-25T07:08:09.123Z", hash(4) + " of " + id(7));
    assertThat(Told.numbered(one))
        .isEqualTo(Told.numbered(other))
        .containsExactly("id-1 at time", "sha256-2 of id-1");
  }

  @Test
  void noticesAReferenceToSomethingElse() {
    assertThat(Told.numbered(List.of(id(1), id(2), "to " + id(1))))
        .isNotEqualTo(Told.numbered(List.of(id(1), id(2), "to " + id(2))));
  }

  @Test
  void keepsWhatWasSaid() {
    assertThat(Told.numbered(List.of("price 100"))).isNotEqualTo(Told.numbered(List.of("price 1")));
  }
}

package dev.parley.cli.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.cli.rules.Checkout;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reads what `scenarios/README.md` describes, and names the line that is none of it.
final class ScriptReaderTest {
  private static final ScriptReader READER = new ScriptReader(Checkout.current());

  private static List<Step> steps(String text) {
    return READER.script("some", "# A rule\n" + text).steps();
  }

  @Test
  void readsWhoSaysWhatAndWhatIsExpected() {
    assertThat(steps("alpha QUERY {\"a\":\n    1}\n  name one\n  cut\n  = malformed\npass 61 s\n"))
        .containsExactly(
            new Step.Says(
                "some:2",
                "alpha",
                "QUERY",
                "{\"a\": 1}",
                List.of(new Clause.Name("one"), new Clause.Damage.Cut()),
                new Expected.Refused("malformed", Optional.empty())),
            new Step.Passes("some:7", Duration.ofSeconds(61)));
  }

  @Test
  void readsWhatIsSentAgainAndWhatTheStewardSays() {
    assertThat(steps("beta again one\n  = same\nsteward INFORM {}\n  = accepted FAILED\n"))
        .containsExactly(
            new Step.Again("some:2", "beta", "one", new Expected.Same()),
            new Step.Steward("some:4", "INFORM", "{}", List.of(), new Expected.Accepted("FAILED")));
  }

  @Test
  void putsPartsInTheirPlace() {
    assertThat(steps("include talk-of-two\n")).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alpha QUERY {}\n",
        "alpha QUERY {}\n  cut\n",
        "alpha QUERY {}\n  tear\n  = malformed\n",
        "alpha QUERY {}\n  put /version\n  = malformed\n",
        "alpha says hello\n  = malformed\n",
        "alpha again one\n  cut\n  = same\n",
        "steward INFORM {}\n  cut\n  = malformed\n"
      })
  void refusesWhatIsNoStep(String text) {
    assertThatThrownBy(() -> steps(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("some:");
  }
}

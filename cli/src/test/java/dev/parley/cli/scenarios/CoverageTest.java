package dev.parley.cli.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.rules.Checkout;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.Performative;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The scripts say every performative, and show every code that a message of a session can be
/// refused with; `scenarios/README.md` says which codes they do not show, and why.
final class CoverageTest {
  private static final Checkout CHECKOUT = Checkout.current();
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z_]+)` \\| \\S.* \\|$", Pattern.MULTILINE);

  private static Stream<Step> steps() {
    return new ScriptReader(CHECKOUT).all().stream().flatMap(script -> script.steps().stream());
  }

  @Test
  void acceptsEveryPerformativeSomewhere() {
    Set<String> accepted =
        steps()
            .flatMap(
                step ->
                    step instanceof Step.Says says && says.expected() instanceof Expected.Accepted
                        ? Stream.of(says.performative())
                        : Stream.empty())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(accepted)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Performative.values()).map(Performative::name).toList());
  }

  @Test
  void showsEveryCodeOrSaysWhyNot() {
    Set<String> shown = new TreeSet<>();
    steps()
        .forEach(
            step -> {
              if (step instanceof Step.Says(_, _, _, _, _, Expected.Refused(String code, _))) {
                shown.add(code);
              }
            });
    String readme = CHECKOUT.read(CHECKOUT.root().resolve("scenarios/README.md"));
    String table =
        readme.substring(
            readme.indexOf("<!-- not shown -->"), readme.indexOf("<!-- /not shown -->"));
    Set<String> excused =
        ROW.matcher(table)
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(shown).as("shown, and said not to be").doesNotContainAnyElementsOf(excused);
    assertThat(Stream.concat(shown.stream(), excused.stream()))
        .as("every code of docs/errors.md is shown, or excused")
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ErrorCode.values()).map(ErrorCode::wire).toList());
  }
}

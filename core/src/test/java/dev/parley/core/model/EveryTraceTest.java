package dev.parley.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The machine and the model agree on every sequence of eight acts: every act of the model by
/// everybody, in every order, with every order in which timers can expire. `docs/model.md` says why
/// trying every act once in each state is enough.
class EveryTraceTest {
  private static final int DEPTH = Boolean.getBoolean("parley.test.full") ? 10 : 8;

  @Test
  void everySequenceOfActsHasTheVerdictsOfTheModel() {
    Comparison comparison = new Comparison(new Ground(TableModule.Table.REAL), Relation.REAL);
    assertThat(comparison.difference(DEPTH)).isEmpty();
    assertThat(comparison.situations()).as("what the model can tell apart").isGreaterThan(1_900);
    assertThat(comparison.states()).as("what can be told apart").isGreaterThan(20_000);
    assertThat(comparison.moved()).as("acts taken").isGreaterThan(90_000);
  }
}

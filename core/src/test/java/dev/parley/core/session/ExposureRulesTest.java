package dev.parley.core.session;

import static dev.parley.core.message.Reference.Kind.COMMITMENT;
import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static dev.parley.core.session.Stage.DEADLINE;
import static dev.parley.core.session.StateName.AGREEING;
import static dev.parley.core.session.StateName.EXECUTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Words;
import dev.parley.core.commitment.Exposure;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Amount;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExposureRulesTest {
  private final Conversation talk = Stage.talking();

  private static JsonObject money(String amount, String currency) {
    return JsonObject.EMPTY.with("amount", amount).with("currency", currency);
  }

  private static Words commit(String value) {
    return Words.commit("k", BETA.uri(), DEADLINE).with("value", money(value, "USD"));
  }

  private List<Effect.ExposureChanged> changes() {
    return talk.accepted().getLast().effects().stream()
        .filter(Effect.ExposureChanged.class::isInstance)
        .map(Effect.ExposureChanged.class::cast)
        .toList();
  }

  private static Exposure exposed(long units) {
    return new Exposure(BETA.uri(), new Amount(units, "USD"));
  }

  @Test
  void aPromiseExposesItsDebtorFromTheLastAcceptanceToItsEnd() {
    talk.says(BETA, commit("12.34")).expectMoved(AGREEING);
    assertThat(changes()).isEmpty();
    talk.says(ALPHA, Words.accept(COMMITMENT, "k")).expectMoved(EXECUTING);
    assertThat(changes())
        .containsExactly(new Effect.ExposureChanged(List.of(), List.of(exposed(1_234))));
    talk.says(ALPHA, Words.release("k")).expectMoved(EXECUTING);
    assertThat(changes())
        .containsExactly(new Effect.ExposureChanged(List.of(exposed(1_234)), List.of()));
  }

  @Test
  void onlyWhatIsNotInEscrowIsExposed() {
    talk.says(BETA, commit("12.34").with("escrow", money("10.00", "USD"))).expectMoved(AGREEING);
    talk.says(ALPHA, Words.accept(COMMITMENT, "k")).expectMoved(EXECUTING);
    assertThat(changes())
        .containsExactly(new Effect.ExposureChanged(List.of(), List.of(exposed(234))));
  }

  @Test
  void whatIsWorthItsEscrowExposesNobody() {
    talk.says(BETA, Words.commit("k", BETA.uri(), DEADLINE).with("escrow", money("10", "USD")))
        .expectMoved(AGREEING);
    talk.says(ALPHA, Words.accept(COMMITMENT, "k")).expectMoved(EXECUTING);
    assertThat(changes()).isEmpty();
  }

  @Test
  void aValueIsAnAmountThatAnAccountCouldHold() {
    talk.says(BETA, commit("0.001")).expectRefused(ErrorCode.MALFORMED);
    talk.says(BETA, Words.commit("k", BETA.uri(), DEADLINE).with("value", money("1", "XXX")))
        .expectRefused(ErrorCode.MALFORMED);
  }
}

package dev.parley.core.dispute;

import static dev.parley.core.dispute.DisputeCase.ALPHA;
import static dev.parley.core.dispute.DisputeCase.BETA;
import static dev.parley.core.dispute.DisputeCase.NODE;
import static dev.parley.core.dispute.DisputeCase.STRANGER;
import static dev.parley.core.dispute.DisputeCase.appeal;
import static dev.parley.core.dispute.DisputeCase.bond;
import static dev.parley.core.dispute.DisputeCase.decision;
import static dev.parley.core.dispute.DisputeCase.deny;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ErrorCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is staked to be heard.
class DisputeBondTest {
  private static Ruling ruling(Ruling.Basis basis, boolean upheld, int severity) {
    return new Ruling(basis, decision(upheld, severity, upheld ? "1" : "0"));
  }

  @Test
  void aBondIsExactlyWhatIsAskedFor() {
    DisputeCase.declined()
        .contested()
        .cannot(
            ErrorCode.POLICY_VIOLATION,
            ALPHA,
            new DisputeAct.Bonded(bond("1.99", Bond.Source.ACCOUNT)))
        .cannot(
            ErrorCode.POLICY_VIOLATION,
            ALPHA,
            new DisputeAct.Bonded(bond("2.01", Bond.Source.ACCOUNT)))
        .cannot(ErrorCode.NOT_PARTICIPANT, STRANGER, new DisputeAct.Bonded(bond()))
        .cannot(ErrorCode.UNAUTHORIZED, NODE, new DisputeAct.Bonded(bond()))
        .says(ALPHA, new DisputeAct.Bonded(bond("2.00", Bond.Source.ESCROW)))
        .cannot(ErrorCode.DUPLICATE, ALPHA, new DisputeAct.Bonded(bond()))
        .says(BETA, new DisputeAct.Bonded(bond()));
  }

  @Test
  void aBondIsOnePercentAndAtLeastOneUnit() {
    assertThat(bondOf("50")).isEqualTo("1.00");
    assertThat(bondOf("100")).isEqualTo("1.00");
    assertThat(bondOf("100.01")).isEqualTo("1.01");
    assertThat(bondOf("12345.67")).isEqualTo("123.46");
  }

  private static String bondOf(String value) {
    return staked(DisputeCase.stake(value, "0"))
        .contested()
        .dispute()
        .bondDue()
        .orElseThrow()
        .decimal()
        .toPlainString();
  }

  private static DisputeCase staked(DisputeFacts.Stake stake) {
    return staked(Optional.of(stake));
  }

  private static DisputeCase staked(Optional<DisputeFacts.Stake> stake) {
    return new DisputeCase(Situation.of(DisputeCase.declined().facts).staked(stake).facts());
  }

  @Test
  void escrowThatIsNotThereCarriesNoBond() {
    staked(DisputeCase.stake("200", "1.99"))
        .contested()
        .cannot(
            ErrorCode.ESCROW_UNAVAILABLE,
            ALPHA,
            new DisputeAct.Bonded(bond("2", Bond.Source.ESCROW)))
        .says(ALPHA, new DisputeAct.Bonded(bond()));
  }

  @Test
  void whoStakesNothingLoses() {
    DisputeCase nobody = DisputeCase.declined().contested().overdue().steward();
    DisputeCase respondent =
        DisputeCase.declined()
            .contested()
            .says(ALPHA, new DisputeAct.Bonded(bond()))
            .overdue()
            .cannot(ErrorCode.TIMEOUT, BETA, new DisputeAct.Bonded(bond()))
            .steward();

    assertThat(nobody.dispute().standing()).contains(ruling(Ruling.Basis.BOND, false, 3));
    assertThat(respondent.dispute().standing()).contains(ruling(Ruling.Basis.BOND, true, 3));
    assertThat(respondent.effects)
        .contains(new DisputeEffect.Missed(List.of(BETA.uri()), DisputeTimer.BOND));
    respondent.cannot(ErrorCode.TIMEOUT, BETA, appeal()).steward();
  }

  @Test
  void whereNothingIsAtStakeNobodyStakes() {
    DisputeCase free = staked(Optional.empty());
    free.contested();
    assertThat(free.stage()).isEqualTo(StageName.SEALING);

    free.unanimous(decision(false, 2, "0"))
        .cannot(ErrorCode.POLICY_VIOLATION, ALPHA, appeal())
        .overdue()
        .steward();
    assertThat(free.effects(DisputeEffect.Settled.class)).isEmpty();
    assertThat(free.trust()).hasSize(2);
  }

  @Test
  void nobodyAsksForTheVictimsBondWhereTheStewardFiled() {
    DisputeCase steward =
        new DisputeCase(DisputeCase.declined().facts).says(NODE, DisputeCase.filedBySteward());
    steward
        .says(BETA, deny())
        .cannot(ErrorCode.DUPLICATE, ALPHA, new DisputeAct.Bonded(bond()))
        .says(BETA, new DisputeAct.Bonded(bond()));

    assertThat(steward.stage()).isEqualTo(StageName.SEALING);
  }
}

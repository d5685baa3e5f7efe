package dev.parley.core.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonNumber;
import dev.parley.core.learning.PolicyProposal.Advice;
import dev.parley.core.learning.PolicyProposal.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What follows for a policy, and what must not move it.
final class PolicyProposalsTest {
  private static final Case.Kept KEPT = new Case.Kept(1, 0, 0);
  private static final Case.Kept BROKEN = new Case.Kept(0, 1, 0);
  private static final Case.Kept NONE = Case.Kept.NONE;

  private static List<PolicyProposal> of(Cases cases, Kind kind) {
    return PolicyProposals.of(cases.all()).stream().filter(p -> p.kind() == kind).toList();
  }

  /// Ten rounds with five organisations, at 91 to 100.
  private static Cases market() {
    Cases cases = new Cases();
    for (int i = 0; i < 10; i++) {
      for (int org = 0; org < 5; org++) {
        cases.with("org" + org + ".example").deal(91 + i);
      }
    }
    return cases;
  }

  @Test
  void proposesWhereToBeginAndWhereToStop() {
    PolicyProposal opening = of(market(), Kind.OPENING).getFirst();
    assertThat(opening.value()).contains(JsonNumber.of(93));
    assertThat(opening.now()).contains(JsonNumber.of(60));
    assertThat(opening.evidence()).isEqualTo(new PolicyProposal.Evidence(50, 5, 0.2));
    assertThat(of(market(), Kind.RESERVATION).getFirst().value()).contains(JsonNumber.of(98));
  }

  @Test
  void turnsRoundForASeller() {
    Cases cases = new Cases().as(Bargain.Role.SELLER);
    for (int i = 0; i < 10; i++) {
      for (int org = 0; org < 5; org++) {
        cases.with("org" + org + ".example").deal(91 + i);
      }
    }
    assertThat(of(cases, Kind.OPENING).getFirst().value()).contains(JsonNumber.of(98));
    assertThat(of(cases, Kind.RESERVATION).getFirst().value()).contains(JsonNumber.of(93));
    assertThat(of(new Cases().as(Bargain.Role.UNKNOWN).deal(1), Kind.OPENING)).isEmpty();
  }

  @Test
  void oneOrganisationWithAThousandSessionsMovesNoPrice() {
    Cases poisoned = market().with("loud.example");
    for (int i = 0; i < 1000; i++) {
      poisoned.deal(500);
    }
    for (Kind kind : List.of(Kind.OPENING, Kind.RESERVATION)) {
      PolicyProposal price = of(poisoned, kind).getFirst();
      assertThat(price.evidence().largestShare()).isLessThanOrEqualTo(Shares.MOST + 1e-9);
      assertThat(((JsonNumber) price.value().orElseThrow()).value())
          .as("%s stays where the others are", kind)
          .isBetween(91.0, 100.0);
    }
  }

  @Test
  void saysNothingFromTooFew() {
    Cases few = new Cases();
    for (int i = 0; i < 20; i++) {
      few.with("org" + i % 4 + ".example").deal(100);
    }
    assertThat(of(few, Kind.OPENING)).as("four organisations").isEmpty();
    assertThat(PolicyProposals.of(List.of())).isEmpty();
  }

  @Test
  void theNewestQuarterMovesNothingAlone() {
    Cases cases = market();
    cases.with("late.example").obliged(BROKEN, NONE);
    for (int i = 0; i < 8; i++) {
      cases.deal(95);
    }
    assertThat(of(cases, Kind.PARTNERS)).isEmpty();
    for (int i = 0; i < 40; i++) {
      cases.with("org" + i % 5 + ".example").obliged(KEPT, NONE).deal(95);
    }
    assertThat(of(cases, Kind.PARTNERS))
        .filteredOn(p -> p.advice() == Advice.AVOID)
        .singleElement()
        .matches(p -> p.subject().toString().contains("late.example"));
  }

  @Test
  void warnsOfWhoBreaksAndAsksItForEscrow() {
    Cases cases = new Cases();
    for (int i = 0; i < 10; i++) {
      for (int org = 0; org < 6; org++) {
        cases.with("org" + org + ".example").obliged(org == 0 ? BROKEN : KEPT, NONE).deal(100);
      }
    }
    PolicyProposal partners = of(cases, Kind.PARTNERS).getFirst();
    assertThat(partners.advice()).isEqualTo(Advice.AVOID);
    assertThat(partners.subject().string("counterparty"))
        .isEqualTo(Optional.of("agent://org0.example/agent"));
    assertThat(partners.evidence().largestShare()).isEqualTo(0.5);
    assertThat(partners.why()).contains("10 of 10", "0 %");
    assertThat(of(cases, Kind.ESCROW)).singleElement().matches(p -> p.advice() == Advice.REQUIRE);
  }

  @Test
  void prefersWhoKeepsWhatOthersBreak() {
    Cases cases = new Cases();
    for (int i = 0; i < 20; i++) {
      for (int org = 0; org < 6; org++) {
        boolean breaks = org > 0 && i % 5 == 0;
        cases.with("org" + org + ".example").obliged(breaks ? BROKEN : KEPT, NONE).deal(100);
      }
    }
    assertThat(of(cases, Kind.PARTNERS))
        .filteredOn(p -> p.advice() == Advice.PREFER)
        .singleElement()
        .matches(p -> p.subject().toString().contains("org0.example"));
  }

  @Test
  void asksForEscrowWhereWithoutItMoreBreaks() {
    Cases cases = new Cases();
    for (int i = 0; i < 12; i++) {
      for (int org = 0; org < 5; org++) {
        cases.with("org" + org + ".example");
        cases.obliged(i % 4 == 0 ? BROKEN : KEPT, KEPT).deal(100);
      }
    }
    assertThat(of(cases, Kind.ESCROW))
        .filteredOn(p -> p.subject().string("capability").isPresent())
        .singleElement()
        .matches(p -> p.why().equals("without escrow 25 % of obligations broke, with it 0 %"));
  }
}

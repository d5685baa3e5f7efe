package dev.parley.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.AgentUri;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Whoever was overtaken has the head for a second, each in turn.
final class ReservationsTest {
  private static final AgentUri ALPHA = new AgentUri("agent://acme.example/alpha");
  private static final AgentUri BETA = new AgentUri("agent://acme.example/beta");
  private static final AgentUri GAMMA = new AgentUri("agent://acme.example/gamma");
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /// Near the overflow, since the origin of such times is arbitrary.
  private static final long START = Long.MAX_VALUE - SECOND / 2;

  private final Reservations reservations = new Reservations();

  @Test
  void letsEverybodySpeakWhereNobodyWasOvertaken() {
    assertThat(reservations.objection(ALPHA, START)).isEmpty();
  }

  @Test
  void keepsTheHeadForTheOneWhoWasOvertakenAndForNoLongerThanASecond() {
    reservations.ask(ALPHA, START);
    assertThat(reservations.objection(ALPHA, START)).isEmpty();
    assertThat(reservations.objection(BETA, START + SECOND / 4)).contains(Duration.ofMillis(750));
    assertThat(reservations.objection(BETA, START + SECOND)).isEmpty();
  }

  @Test
  void passesTheTurnOnWhenItIsUsed() {
    reservations.ask(ALPHA, START);
    reservations.ask(BETA, START + 1);
    reservations.spoke(ALPHA, START + 2);
    assertThat(reservations.objection(ALPHA, START + 2)).contains(Duration.ofSeconds(1));
    assertThat(reservations.objection(BETA, START + 2)).isEmpty();
  }

  @Test
  void passesTheTurnOnWhenItIsNotUsed() {
    reservations.ask(ALPHA, START);
    reservations.ask(BETA, START);
    reservations.ask(GAMMA, START);
    assertThat(reservations.objection(BETA, START + SECOND)).isEmpty();
    assertThat(reservations.objection(ALPHA, START + SECOND)).contains(Duration.ofSeconds(1));
    assertThat(reservations.objection(GAMMA, START + 2 * SECOND)).isEmpty();
    assertThat(reservations.objection(ALPHA, START + 3 * SECOND)).isEmpty();
  }

  @Test
  void givesNobodyTwoTurnsWhileOthersWait() {
    reservations.ask(ALPHA, START);
    reservations.ask(BETA, START);
    reservations.ask(ALPHA, START + 1);
    reservations.spoke(ALPHA, START + 2);
    reservations.ask(ALPHA, START + 3);
    assertThat(reservations.objection(ALPHA, START + 3)).isPresent();
    assertThat(reservations.objection(BETA, START + 3)).isEmpty();
  }

  @Test
  void beginsTheSameTurnAnewWhenTheStewardBreaksIn() {
    reservations.ask(ALPHA, START);
    reservations.startAnew(START + SECOND - 1);
    assertThat(reservations.objection(BETA, START + SECOND)).isPresent();
    assertThat(reservations.objection(BETA, START + 2 * SECOND)).isEmpty();
  }

  @Test
  void keepsTheTurnWhenSomebodySpeaksWhoseTurnItWasNot() {
    reservations.ask(ALPHA, START);
    reservations.ask(BETA, START);
    reservations.spoke(BETA, START + 1);
    assertThat(reservations.objection(BETA, START + 1)).isPresent();
    assertThat(reservations.objection(ALPHA, START + 1)).isEmpty();
  }
}

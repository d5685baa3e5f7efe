package dev.parley.core.rating;

import static dev.parley.core.rating.Aftermath.ALPHA;
import static dev.parley.core.rating.Aftermath.BETA;
import static dev.parley.core.rating.Aftermath.COLLEAGUE;
import static dev.parley.core.rating.Aftermath.DEPUTY;
import static dev.parley.core.rating.Aftermath.NODE;
import static dev.parley.core.rating.Aftermath.STRANGER;
import static dev.parley.core.rating.Aftermath.peer;
import static dev.parley.core.rating.Aftermath.rating;
import static dev.parley.core.rating.Aftermath.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.StateName;
import dev.parley.core.trust.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who may rate whom, and until when.
class RatingWindowTest {
  private final RatingWindow window = window(Aftermath.closed(BETA));

  private Optional<ErrorCode> refused(Rating rating, Instant at) {
    return window.fault(rating, at).map(Refusal::code);
  }

  private Rating stamped(Instant timestamp) {
    return Rating.decode(
            Rating.sign(
                window.sessionId(),
                timestamp,
                ALPHA.uri(),
                List.of(peer(BETA, 3)),
                window.head(),
                ALPHA.signer()))
        .orThrow();
  }

  @Test
  void nobodyRatesBeforeTheEnd() {
    assertThat(RatingWindow.of(Aftermath.met(BETA).state())).isEmpty();
    assertThat(RatingWindow.of(Conversation.with(NODE, ClockKind.REAL).state())).isEmpty();
  }

  @Test
  void partiesRateEachOtherForADay() {
    assertThat(window.raters()).containsExactly(ALPHA.uri(), BETA.uri());
    assertThat(window.peersOf(ALPHA.uri())).containsExactly(BETA.uri());
    assertThat(window.closes()).isEqualTo(window.opens().plus(Duration.ofHours(24)));

    Instant last = window.closes().minusMillis(1);
    assertThat(refused(rating(window, BETA, peer(ALPHA, 1)), window.opens())).isEmpty();
    assertThat(refused(stamped(last), last)).isEmpty();
    assertThat(refused(stamped(window.closes()), window.closes())).contains(ErrorCode.TIMEOUT);
  }

  @Test
  void refusesOtherTimes() {
    Instant at = window.opens().plus(Duration.ofHours(1));
    assertThat(refused(stamped(at), window.opens().minusMillis(1))).contains(ErrorCode.STALE);
    assertThat(refused(stamped(at.minusMillis(300_001)), at)).contains(ErrorCode.STALE);
    assertThat(refused(stamped(at.minusMillis(300_000)), at)).isEmpty();
  }

  @Test
  void refusesWhoWasNoParty() {
    assertThat(refused(rating(window, STRANGER, peer(BETA, 1)), window.opens()))
        .contains(ErrorCode.UNAUTHORIZED);
    assertThat(refused(rating(window, NODE, peer(BETA, 1)), window.opens()))
        .contains(ErrorCode.UNAUTHORIZED);
    for (Speaker nobody : List.of(STRANGER, NODE, ALPHA)) {
      assertThat(refused(rating(window, ALPHA, peer(nobody, 5)), window.opens()))
          .contains(ErrorCode.INVALID_REFERENCE);
    }
  }

  @Test
  void aDelegateNeitherRatesNorIsRated() {
    RatingWindow deputed = window(Aftermath.deputed());

    assertThat(deputed.raters()).containsExactly(ALPHA.uri(), BETA.uri());
    assertThat(deputed.fault(rating(deputed, DEPUTY, peer(BETA, 1)), deputed.opens()))
        .map(Refusal::code)
        .contains(ErrorCode.UNAUTHORIZED);
    assertThat(deputed.fault(rating(deputed, BETA, peer(DEPUTY, 1)), deputed.opens()))
        .map(Refusal::code)
        .contains(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void anObserverNeitherRatesNorIsRated() {
    RatingWindow watched = window(Aftermath.watched());

    assertThat(watched.raters()).containsExactly(ALPHA.uri(), BETA.uri());
    assertThat(watched.fault(rating(watched, STRANGER, peer(BETA, 1)), watched.opens()))
        .map(Refusal::code)
        .contains(ErrorCode.UNAUTHORIZED);
    assertThat(watched.fault(rating(watched, BETA, peer(STRANGER, 1)), watched.opens()))
        .map(Refusal::code)
        .contains(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void nobodyRatesItsOwnOrganisation() {
    RatingWindow own = window(Aftermath.closed(COLLEAGUE));

    assertThat(own.raters()).isEmpty();
    assertThat(own.fault(rating(own, ALPHA, peer(COLLEAGUE, 5)), own.opens()))
        .map(Refusal::code)
        .contains(ErrorCode.POLICY_VIOLATION);
  }

  @Test
  void whoWasOnlyInvitedHasMetNobody() {
    Conversation silent =
        Conversation.with(NODE, ClockKind.REAL)
            .says(ALPHA, Words.invitation(JsonObject.EMPTY.with("node", NODE.uri().text())))
            .to(BETA)
            .expectMoved(StateName.INVITED)
            .says(ALPHA, Words.identity(ALPHA))
            .expectMoved(StateName.INVITED)
            .passes(Duration.ofMinutes(1));
    RatingWindow failed = window(silent);

    assertThat(silent.state().name()).isEqualTo(StateName.FAILED);
    assertThat(failed.raters()).isEmpty();
    assertThat(failed.fault(rating(failed, ALPHA, peer(BETA, 1)), failed.opens()))
        .map(Refusal::code)
        .contains(ErrorCode.INVALID_REFERENCE);
    assertThat(failed.fault(rating(failed, BETA, peer(ALPHA, 1)), failed.opens()))
        .map(Refusal::code)
        .contains(ErrorCode.UNAUTHORIZED);
  }

  @Test
  void aRatingBelongsToOneSessionAtItsEnd() {
    RatingWindow later =
        new RatingWindow(
            window.sessionId(),
            Hash.of(new byte[] {1}),
            window.opens(),
            window.closes(),
            window.parties(),
            window.backed());
    RatingWindow other =
        new RatingWindow(
            new SessionId(Conversation.uuid7(Conversation.START, 9)),
            window.head(),
            window.opens(),
            window.closes(),
            window.parties(),
            window.backed());

    assertThat(refused(rating(later, ALPHA, peer(BETA, 3)), window.opens()))
        .contains(ErrorCode.CHAIN_CONFLICT);
    assertThat(refused(rating(other, ALPHA, peer(BETA, 3)), window.opens()))
        .contains(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void allAreInWhenNobodyIsLeft() {
    assertThat(window.complete(Set.of(ALPHA.uri()))).isFalse();
    assertThat(window.complete(Set.of(ALPHA.uri(), BETA.uri()))).isTrue();
  }

  @Test
  void trustLearnsOnePieceForEachPeer() {
    Instant at = window.opens().plusSeconds(60);
    Rating said = rating(window, ALPHA, peer(BETA, 4));
    List<Evidence> free = RatingEvidence.of(window, said, at);
    RatingWindow paid = window(Aftermath.paid());
    List<Evidence> backed = RatingEvidence.of(paid, rating(paid, BETA, peer(ALPHA, 1)), at);

    assertThat(free)
        .containsExactly(
            new Evidence.RatingRevealed(
                new Evidence.Origin(Evidence.hash(said.hash(), 0), at, BETA.uri(), ALPHA.uri(), ""),
                75,
                Evidence.Backing.FREE));
    assertThat(backed)
        .first()
        .isInstanceOfSatisfying(
            Evidence.RatingRevealed.class,
            piece -> {
              assertThat(piece.points()).isZero();
              assertThat(piece.backing()).isEqualTo(Evidence.Backing.ESCROWED);
            });
  }
}

package dev.parley.core.session;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.identity.Hash;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Inform;
import dev.parley.core.message.TimerKey;
import dev.parley.core.session.Matter.Claim;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// How obligations end: claims, their answers, and release (protocol section 9).
final class FulfillmentRules {
  private FulfillmentRules() {}

  /// One obligation of one commitment.
  private record Owed(Commitment commitment, Obligation obligation) {}

  static Ruling claim(Talk talk, Turn turn, Inform.Content.Fulfillment claim) {
    if (talk.matters().containsKey(claim.fulfillmentId())) {
      return Answers.usedId(claim.fulfillmentId());
    }
    Optional<Owed> owed =
        find(talk, claim.commitmentId(), claim.obligation())
            .filter(o -> o.obligation().debtor().equals(turn.principal()))
            .filter(o -> o.obligation().status().after(ObligationStatus.Event.CLAIM).isPresent());
    if (owed.isEmpty()) {
      return Ruling.badReference(claim.commitmentId(), "no obligation of yours that is still owed");
    }
    Obligation obligation = owed.get().obligation();
    Commitment commitment = owed.get().commitment();
    Timer window =
        new Timer(
            TimerKey.VERIFICATION,
            turn.at().plus(commitment.verificationWindow()),
            turn.hash(),
            commitment.id(),
            obligation.index(),
            List.of(obligation.creditor()));
    Talk next =
        withoutTimers(talk, commitment.id(), obligation.index())
            .with(
                new Claim(
                    claim.fulfillmentId(), turn.origin(talk), commitment.id(), obligation.index()))
            .with(
                commitment.change(
                    obligation.index(),
                    o -> o.claimed(claim.fulfillmentId(), turn.at(), claim.evidence())))
            .timed(t -> t.with(window));
    return Ruling.stay(next);
  }

  static Ruling accept(Talk talk, Turn turn, Accept accept) {
    String id = accept.reference().id();
    Optional<Owed> owed = claimed(talk, turn, id);
    if (owed.isEmpty()) {
      return notYours(id);
    }
    Optional<Ruling> wrongHash =
        talk.matter(id, Claim.class).flatMap(c -> Answers.hashDiffers(accept, c.origin()));
    return wrongHash.orElseGet(
        () -> Ruling.stay(ended(talk, owed.get(), o -> o.accepted(turn.at()))));
  }

  static Ruling reject(Talk talk, Turn turn, String id) {
    Optional<Owed> owed = claimed(talk, turn, id);
    if (owed.isEmpty()) {
      return notYours(id);
    }
    return Ruling.stay(declined(talk, owed.get(), turn.hash(), turn.at()));
  }

  /// A declined claim may be repeated until the deadline, or until the limit of being late.
  private static Talk declined(Talk talk, Owed owed, Hash cause, Instant at) {
    Obligation obligation = owed.obligation();
    Commitment commitment = owed.commitment();
    Timer deadline =
        new Timer(
            obligation.terms().lateUntil().isPresent() ? TimerKey.LATE : TimerKey.OBLIGATION,
            obligation.terms().lastMoment(),
            cause,
            commitment.id(),
            obligation.index(),
            List.of(obligation.debtor()));
    return withoutTimers(talk, commitment.id(), obligation.index())
        .with(commitment.change(obligation.index(), o -> o.declined(at)))
        .timed(t -> t.with(deadline));
  }

  static boolean answerable(Talk talk, Turn turn, String fulfillmentId) {
    return claimed(talk, turn, fulfillmentId).isPresent();
  }

  /// An authority refused: the claim counts as declined, if nobody has answered it since.
  static Talk withoutClaim(Talk talk, Hash cause, Instant at, Claim claim) {
    return find(talk, claim.commitmentId(), claim.obligation())
        .filter(o -> o.obligation().claimId().filter(claim.id()::equals).isPresent())
        .map(o -> declined(talk, o, cause, at))
        .orElse(talk);
  }

  /// The creditor lets the debtor off; or the debtor leaves for the fee that was agreed.
  static Ruling release(Talk talk, Turn turn, Inform.Content.Release release) {
    Optional<Owed> open =
        find(talk, release.commitmentId(), release.obligation())
            .filter(o -> o.obligation().status().open());
    if (open.filter(o -> o.obligation().creditor().equals(turn.principal())).isPresent()) {
      return Ruling.stay(ended(talk, open.get(), o -> o.in(ObligationStatus.RELEASED, turn.at())));
    }
    return open.filter(o -> o.obligation().debtor().equals(turn.principal()))
        .flatMap(
            o -> o.commitment().exitFee().map(fee -> Ruling.stay(left(talk, o, fee, turn.at()))))
        .orElseGet(
            () ->
                Ruling.badReference(
                    release.commitmentId(),
                    "nothing that is still owed to you, and nothing that you may leave for a fee"));
  }

  /// The debtor says that it will fail, before anybody else does. It still owes.
  static Ruling admit(Talk talk, Turn turn, Inform.Content.Admission admission) {
    return find(talk, admission.commitmentId(), admission.obligation())
        .filter(o -> o.obligation().status().open())
        .filter(o -> o.obligation().debtor().equals(turn.principal()))
        .filter(o -> o.obligation().admittedAt().isEmpty())
        .map(
            o ->
                Ruling.stay(
                    talk.with(
                        o.commitment()
                            .change(o.obligation().index(), own -> own.admitted(turn.at())))))
        .orElseGet(
            () ->
                Ruling.badReference(
                    admission.commitmentId(),
                    "no obligation of yours that is still owed and not admitted yet"));
  }

  private static Talk left(Talk talk, Owed owed, Amount fee, Instant at) {
    int index = owed.obligation().index();
    return withoutTimers(talk, owed.commitment().id(), index)
        .with(owed.commitment().change(index, o -> o.left(fee, at)));
  }

  private static Talk ended(Talk talk, Owed owed, UnaryOperator<Obligation> end) {
    int index = owed.obligation().index();
    return withoutTimers(talk, owed.commitment().id(), index)
        .with(owed.commitment().change(index, end));
  }

  static Talk withoutTimers(Talk talk, String commitmentId, int obligation) {
    return talk.timed(
        t ->
            t.without(TimerKey.OBLIGATION, commitmentId, obligation)
                .without(TimerKey.LATE, commitmentId, obligation)
                .without(TimerKey.VERIFICATION, commitmentId, obligation));
  }

  private static Optional<Owed> find(Talk talk, String commitmentId, long index) {
    return talk.promises()
        .byId(commitmentId)
        .filter(c -> c.status() == CommitmentStatus.ACTIVE && index < c.obligations().size())
        .map(c -> new Owed(c, c.obligations().get((int) index)));
  }

  /// The claimed obligation behind a claim that is the speaker's to answer.
  private static Optional<Owed> claimed(Talk talk, Turn turn, String fulfillmentId) {
    return talk.matter(fulfillmentId, Claim.class)
        .flatMap(c -> find(talk, c.commitmentId(), c.obligation()))
        .filter(o -> o.obligation().claimId().filter(fulfillmentId::equals).isPresent())
        .filter(o -> o.obligation().creditor().equals(turn.principal()));
  }

  private static Ruling notYours(String id) {
    return Ruling.badReference(id, "no claim that waits for your answer");
  }
}

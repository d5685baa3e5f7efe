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
import java.util.List;
import java.util.Optional;

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
                    obligation.index(), o -> o.claimed(claim.fulfillmentId(), turn.at())))
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
        () -> Ruling.stay(ended(talk, owed.get(), ObligationStatus.FULFILLED)));
  }

  static Ruling reject(Talk talk, Turn turn, String id) {
    Optional<Owed> owed = claimed(talk, turn, id);
    if (owed.isEmpty()) {
      return notYours(id);
    }
    return Ruling.stay(rejected(talk, owed.get(), turn.hash()));
  }

  /// A declined claim may be repeated until the deadline, or until the limit of being late.
  private static Talk rejected(Talk talk, Owed owed, Hash cause) {
    Obligation obligation = owed.obligation();
    Commitment commitment = owed.commitment();
    Timer deadline =
        new Timer(
            obligation.lateUntil().isPresent() ? TimerKey.LATE : TimerKey.OBLIGATION,
            obligation.lateUntil().orElse(obligation.deadline()),
            cause,
            commitment.id(),
            obligation.index(),
            List.of(obligation.debtor()));
    return withoutTimers(talk, commitment.id(), obligation.index())
        .with(commitment.change(obligation.index(), o -> o.in(ObligationStatus.REJECTED)))
        .timed(t -> t.with(deadline));
  }

  static boolean answerable(Talk talk, Turn turn, String fulfillmentId) {
    return claimed(talk, turn, fulfillmentId).isPresent();
  }

  /// An authority refused: the claim counts as declined, if nobody has answered it since.
  static Talk withoutClaim(Talk talk, Hash cause, Claim claim) {
    return find(talk, claim.commitmentId(), claim.obligation())
        .filter(o -> o.obligation().claim().filter(claim.id()::equals).isPresent())
        .map(o -> rejected(talk, o, cause))
        .orElse(talk);
  }

  /// The creditor lets the debtor off; or the debtor leaves for the fee that was agreed.
  static Ruling release(Talk talk, Turn turn, Inform.Content.Release release) {
    Optional<Owed> open =
        find(talk, release.commitmentId(), release.obligation())
            .filter(o -> o.obligation().status().open());
    if (open.filter(o -> o.obligation().creditor().equals(turn.principal())).isPresent()) {
      return Ruling.stay(ended(talk, open.get(), ObligationStatus.RELEASED));
    }
    return open.filter(o -> o.obligation().debtor().equals(turn.principal()))
        .flatMap(o -> o.commitment().exitFee().map(fee -> Ruling.stay(left(talk, o, fee))))
        .orElseGet(
            () ->
                Ruling.badReference(
                    release.commitmentId(),
                    "nothing that is still owed to you, and nothing that you may leave for a fee"));
  }

  private static Talk left(Talk talk, Owed owed, Amount fee) {
    int index = owed.obligation().index();
    return withoutTimers(talk, owed.commitment().id(), index)
        .with(owed.commitment().change(index, o -> o.left(fee)));
  }

  private static Talk ended(Talk talk, Owed owed, ObligationStatus status) {
    int index = owed.obligation().index();
    return withoutTimers(talk, owed.commitment().id(), index)
        .with(owed.commitment().change(index, o -> o.in(status)));
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
        .filter(o -> o.obligation().claim().filter(fulfillmentId::equals).isPresent())
        .filter(o -> o.obligation().creditor().equals(turn.principal()));
  }

  private static Ruling notYours(String id) {
    return Ruling.badReference(id, "no claim that waits for your answer");
  }
}

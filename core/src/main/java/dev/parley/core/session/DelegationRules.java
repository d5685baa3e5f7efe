package dev.parley.core.session;

import dev.parley.core.consensus.Tally;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Authority;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Money;
import dev.parley.core.message.SessionTerms;
import dev.parley.core.session.Matter.Delegation;
import dev.parley.core.session.Participant.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Who acts for whom, how far, and until when (protocol sections 5 and 8): a delegation needs the
/// consent of the other principals, then the answer of its target. What a delegate may do ends with
/// its own delegation and with each one above it.
final class DelegationRules {
  private DelegationRules() {}

  /// DELEGATE.
  static Ruling delegate(Talk talk, Turn turn, Delegate delegate) {
    if (talk.matters().containsKey(delegate.delegationId())) {
      return Answers.usedId(delegate.delegationId());
    }
    Optional<Ruling> objection = unspoken(delegate);
    if (objection.isPresent()) {
      return objection.get();
    }
    if (delegate.authority().compareTo(granted(turn.speaker().seat())) > 0) {
      return Ruling.denied(
          ErrorCode.UNAUTHORIZED, "nobody can hand on more authority than it has itself");
    }
    Optional<String> wider = wider(chain(talk, turn.speaker()), delegate);
    if (wider.isPresent()) {
      return Ruling.denied(ErrorCode.UNAUTHORIZED, wider.get());
    }
    Optional<Refusal> unavailable = unavailable(talk, delegate.targetAgent());
    if (unavailable.isPresent()) {
      return new Ruling.Denied(unavailable.get());
    }
    if (delegate.expiresAt().filter(end -> !turn.at().isBefore(end)).isPresent()) {
      return Ruling.denied(ErrorCode.TIMEOUT, "limits.expiresAt has passed");
    }
    if (delegate.a2aCard().isPresent()) {
      return Ruling.stay(
          talk.with(delegation(talk, turn, delegate, Set.of(), Delegation.Status.ACTIVE)));
    }
    Set<AgentUri> awaited = new TreeSet<>();
    if (talk.opening().terms().delegation() == SessionTerms.Delegation.BY_CONSENT) {
      talk.participants().values().stream()
          .filter(p -> p.present() && p.seat().principal() && p.seat().binds())
          .map(Participant::agent)
          .forEach(awaited::add);
      awaited.remove(turn.principal());
    }
    Delegation delegation =
        delegation(
            talk,
            turn,
            delegate,
            Set.copyOf(awaited),
            awaited.isEmpty() ? Delegation.Status.OFFERED : Delegation.Status.ASKED);
    if (delegation.status() == Delegation.Status.OFFERED) {
      return Ruling.stay(offered(talk, delegation));
    }
    Talk next = talk.with(delegation);
    return ConsensusRules.applies(talk)
        ? ConsensusRules.admission(next, turn, delegation)
        : Ruling.stay(next);
  }

  private static Delegation delegation(
      Talk talk, Turn turn, Delegate delegate, Set<AgentUri> awaited, Delegation.Status status) {
    return new Delegation(
        delegate.delegationId(),
        turn.origin(talk),
        delegate.targetAgent(),
        delegate.authority(),
        delegate.expiresAt(),
        delegate.maxValue(),
        delegate.acts(),
        awaited,
        status);
  }

  /// Over A2A work is handed to an agent that never comes in: nobody has to consent, it answers
  /// nothing here and signs nothing, so it can have no authority but to do the work.
  private static Optional<Ruling> unspoken(Delegate delegate) {
    return switch (delegate.protocol()) {
      case "asp" -> Optional.empty();
      case "a2a" ->
          delegate.authority() == Authority.ADVISORY
              ? Optional.empty()
              : Optional.of(
                  Ruling.denied(
                      ErrorCode.UNAUTHORIZED,
                      "an agent outside the session signs nothing in it: its authority is"
                          + " advisory"));
      default ->
          Optional.of(
              Ruling.denied(
                  ErrorCode.SCHEMA_UNSUPPORTED,
                  "delegation over " + delegate.protocol() + " is not supported"));
    };
  }

  /// Nobody's consent is missing: the target may answer.
  static Talk offered(Talk talk, Delegation delegation) {
    return talk.with(delegation)
        .with(
            Participant.of(delegation.target(), seat(delegation.authority()), Standing.INVITED)
                .joinedFor(delegation.origin().principal(), delegation.id()));
  }

  /// ACCEPT of a delegation: consent of another principal, or the target's own answer.
  static Ruling accept(Talk talk, Turn turn, Accept accept) {
    String id = accept.reference().id();
    Optional<Delegation> delegation = answerable(talk, turn, id);
    if (delegation.isEmpty()) {
      return notYours(id);
    }
    Delegation d = delegation.get();
    return Answers.hashDiffers(accept, d.origin())
        .orElseGet(
            () ->
                d.status() == Delegation.Status.ASKED
                    ? consented(talk, turn, d)
                    : joined(talk, turn, d));
  }

  private static Ruling consented(Talk talk, Turn turn, Delegation d) {
    Optional<Matter.Vote> vote = ConsensusRules.onAdmission(talk, d.id());
    if (vote.isPresent()) {
      return ConsensusRules.cast(talk, turn, vote.get(), Tally.Choice.FOR);
    }
    Set<AgentUri> left = new TreeSet<>(d.awaited());
    left.remove(turn.principal());
    Delegation after = d.awaiting(Set.copyOf(left));
    if (after.status() != Delegation.Status.OFFERED) {
      return Ruling.stay(talk.with(after));
    }
    // Somebody else may have brought the same target in since it was asked for.
    return unavailable(talk, d.target())
        .<Ruling>map(Ruling.Denied::new)
        .orElseGet(() -> Ruling.stay(offered(talk, after)));
  }

  private static Ruling joined(Talk talk, Turn turn, Delegation d) {
    double score = turn.envelope().sender().trustScore();
    double least =
        Math.max(
            talk.opening().terms().minTrustScore(), d.origin().constraints().requiredTrustScore());
    if (score < least) {
      return TrustRules.tooLittle(score, least);
    }
    return Ruling.stay(
        talk.with(d.in(Delegation.Status.ACTIVE))
            .change(turn.speaker().agent(), p -> p.in(Standing.ACCEPTED)));
  }

  static Optional<Refusal> unavailable(Talk talk, AgentUri target) {
    if (talk.participants().containsKey(target)) {
      return Optional.of(
          ErrorCode.INVALID_REFERENCE
              .because(target + ": takes or took part already")
              .with("reference", target.text()));
    }
    return talk.participants().size() <= SessionTerms.MAX_PARTICIPANTS
        ? Optional.empty()
        : Optional.of(
            ErrorCode.CAPACITY_UNAVAILABLE.because(
                "a session has at most " + SessionTerms.MAX_PARTICIPANTS + " participants"));
  }

  static Ruling reject(Talk talk, Turn turn, String id) {
    return answerable(talk, turn, id)
        .map(
            d ->
                ConsensusRules.onAdmission(talk, d.id())
                    .map(vote -> ConsensusRules.cast(talk, turn, vote, Tally.Choice.AGAINST))
                    .orElseGet(() -> Ruling.stay(rejected(talk, d))))
        .orElseGet(() -> notYours(id));
  }

  static Talk rejected(Talk talk, Delegation d) {
    return without(talk.with(d.in(Delegation.Status.REJECTED)), d, Standing.OUT);
  }

  /// WITHDRAW of a delegation: by the principal, or by the delegate that made it.
  static Ruling withdraw(Talk talk, Turn turn, String id) {
    AgentUri speaker = turn.speaker().agent();
    return talk.matter(id, Delegation.class)
        .filter(d -> speaker.equals(d.origin().principal()) || speaker.equals(d.origin().agent()))
        .filter(
            d ->
                switch (d.status()) {
                  case ASKED, OFFERED, ACTIVE -> true;
                  case REJECTED, WITHDRAWN -> false;
                })
        .map(
            d ->
                Ruling.stay(
                    without(
                        ConsensusRules.withdrawn(talk, d.id())
                            .with(d.in(Delegation.Status.WITHDRAWN)),
                        d,
                        Standing.LEFT)))
        .orElseGet(() -> Ruling.badReference(id, "no delegation of yours"));
  }

  /// The target goes, unless it takes part by another delegation.
  private static Talk without(Talk talk, Delegation d, Standing standing) {
    return talk.change(
        d.target(), p -> p.via().filter(d.id()::equals).isPresent() ? p.in(standing) : p);
  }

  private static Optional<Delegation> answerable(Talk talk, Turn turn, String id) {
    return talk.matter(id, Delegation.class)
        .filter(
            d ->
                switch (d.status()) {
                  case ASKED -> d.awaited().contains(turn.principal());
                  case OFFERED -> d.target().equals(turn.speaker().agent());
                  case ACTIVE, REJECTED, WITHDRAWN -> false;
                })
        .filter(d -> !expired(d, turn.at()));
  }

  static Seat seat(Authority authority) {
    return switch (authority) {
      case ADVISORY -> Seat.DELEGATE_ADVISORY;
      case NEGOTIATE -> Seat.DELEGATE_NEGOTIATE;
      case COMMIT -> Seat.DELEGATE_COMMIT;
    };
  }

  private static Authority granted(Seat seat) {
    return switch (seat) {
      case INITIATOR, COUNTERPARTY, DELEGATE_COMMIT -> Authority.COMMIT;
      case DELEGATE_NEGOTIATE -> Authority.NEGOTIATE;
      case SOURCE, DELEGATE_ADVISORY, CANDIDATE, OBSERVER, AUTHORITY, STEWARD -> Authority.ADVISORY;
    };
  }

  private static Ruling notYours(String id) {
    return Ruling.badReference(id, "no delegation that waits for your answer");
  }

  /// Whether a delegate's authority has run out or was taken back further up, or somebody further
  /// up has left or only watches.
  static boolean ended(Talk talk, Turn turn) {
    for (Delegation d : chain(talk, turn.speaker())) {
      boolean own = turn.speaker().via().filter(d.id()::equals).isPresent();
      Participant above = talk.participant(d.origin().agent()).orElseThrow();
      boolean given = above.present() && above.seat().negotiates();
      if (expired(d, turn.at()) || !given || (!own && d.status() != Delegation.Status.ACTIVE)) {
        return true;
      }
    }
    return false;
  }

  /// Whether binding to a value is more than a delegate's limits allow; a commitment without a
  /// value has the value zero.
  static Optional<Ruling> tooMuch(Talk talk, Turn turn, Optional<Money> value) {
    for (Delegation d : chain(talk, turn.speaker())) {
      boolean within =
          d.maxValue().isEmpty()
              || value.isEmpty()
              || value.get().amount().compareTo(BigDecimal.ZERO) == 0
              || (value.get().currency().equals(d.maxValue().get().currency())
                  && value.get().amount().compareTo(d.maxValue().get().amount()) <= 0);
      if (!within) {
        return Optional.of(
            Ruling.denied(ErrorCode.BUDGET_EXCEEDED, "above limits.maxValue of " + d.id()));
      }
    }
    return Optional.empty();
  }

  /// In what a delegation would be wider than one by which its maker acts. What it does not say it
  /// inherits, since each act is checked against the whole chain.
  private static Optional<String> wider(List<Delegation> chain, Delegate delegate) {
    for (Delegation above : chain) {
      Optional<Money> most = above.maxValue();
      boolean more =
          most.isPresent()
              && delegate
                  .maxValue()
                  .filter(
                      value ->
                          !value.currency().equals(most.get().currency())
                              || value.amount().compareTo(most.get().amount()) > 0)
                  .isPresent();
      if (more) {
        return Optional.of("limits.maxValue is above that of " + above.id());
      }
      if (above.expiresAt().isPresent()
          && delegate.expiresAt().filter(above.expiresAt().get()::isBefore).isPresent()) {
        return Optional.of("limits.expiresAt is after that of " + above.id());
      }
      if (above.acts().isPresent()
          && delegate.acts().filter(acts -> !above.acts().get().containsAll(acts)).isPresent()) {
        return Optional.of("scope.performatives has what that of " + above.id() + " has not");
      }
    }
    return Optional.empty();
  }

  /// Whether a delegate says something that its scope, or one above it, does not have. It may
  /// always answer its own delegation, show its card and go.
  static Optional<Ruling> beyondScope(Talk talk, Turn turn) {
    boolean always =
        switch (turn.act()) {
          case INFORM_IDENTITY, ACCEPT_DELEGATION, REJECT_DELEGATION, WITHDRAW_PARTICIPATION ->
              true;
          default -> false;
        };
    if (always) {
      return Optional.empty();
    }
    for (Delegation d : chain(talk, turn.speaker())) {
      if (d.acts().filter(acts -> !acts.contains(turn.envelope().performative())).isPresent()) {
        return Optional.of(
            Ruling.denied(
                ErrorCode.UNAUTHORIZED,
                turn.envelope().performative() + " is beyond the scope of " + d.id()));
      }
    }
    return Optional.empty();
  }

  /// The delegations by which somebody acts, its own first; a principal has none.
  private static List<Delegation> chain(Talk talk, Participant speaker) {
    List<Delegation> out = new ArrayList<>();
    Optional<Participant> next = Optional.of(speaker);
    while (next.flatMap(Participant::via).isPresent()) {
      Delegation d =
          next.flatMap(Participant::via)
              .flatMap(id -> talk.matter(id, Delegation.class))
              .orElseThrow();
      out.add(d);
      next = talk.participant(d.origin().agent());
    }
    return out;
  }

  private static boolean expired(Delegation d, Instant at) {
    return d.expiresAt().filter(end -> !at.isBefore(end)).isPresent();
  }
}

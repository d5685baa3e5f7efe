package dev.parley.core.session;

import dev.parley.core.consensus.Tally;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Authority;
import dev.parley.core.message.ConsensusRule;
import dev.parley.core.message.Constraints;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Firmness;
import dev.parley.core.message.Money;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionTerms;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Something in a session that later messages can point at by its body id (protocol section 5).
/// Body ids are unique across kinds and senders. Immutable.
public sealed interface Matter {

  /// Its body id.
  ///
  /// @return unique in the session
  String id();

  /// The message that made it.
  ///
  /// @return where it came from
  Origin origin();

  /// The message behind a matter.
  ///
  /// @param agent its sender
  /// @param principal for whom the sender acted
  /// @param hash its hash, for `acceptedHash` and timers
  /// @param position its position
  /// @param recipient who was expected to act
  /// @param constraints what it asks of answers
  record Origin(
      AgentUri agent,
      AgentUri principal,
      Hash hash,
      long position,
      Optional<AgentUri> recipient,
      Constraints constraints) {}

  /// A proposal or a counter-proposal; the invitation is one too.
  ///
  /// @param id its id
  /// @param origin its message
  /// @param kind of the session, or of the talk
  /// @param terms what is proposed
  /// @param validUntil void from then on
  /// @param firmness whether it obliges its maker
  /// @param status where it stands
  /// @param acceptedBy the principal that accepted it, once somebody has
  record Proposal(
      String id,
      Origin origin,
      Kind kind,
      JsonObject terms,
      Optional<Instant> validUntil,
      Firmness firmness,
      Proposal.Status status,
      Optional<AgentUri> acceptedBy)
      implements Matter {

    /// What a proposal is about.
    public enum Kind {
      /// The terms of the session itself.
      INVITATION,
      /// How three or more principals decide.
      RULE,
      /// A bid that is a hash until its call is over.
      SEALED,
      /// Anything else.
      TALK
    }

    /// The states of a proposal; only OPEN is alive.
    public enum Status {
      /// Can be answered.
      OPEN,
      /// Somebody agreed.
      ACCEPTED,
      /// Somebody declined.
      REJECTED,
      /// Somebody declined and proposed something else.
      COUNTERED,
      /// Its maker took it back.
      WITHDRAWN
    }

    /// Whether it can be answered.
    ///
    /// @param at the time of the answer
    /// @return true while OPEN and before `validUntil`
    public boolean alive(Instant at) {
      return status == Proposal.Status.OPEN && validUntil.map(at::isBefore).orElse(true);
    }

    /// One that nobody has accepted.
    Proposal(
        String id,
        Origin origin,
        Kind kind,
        JsonObject terms,
        Optional<Instant> validUntil,
        Firmness firmness,
        Proposal.Status status) {
      this(id, origin, kind, terms, validUntil, firmness, status, Optional.empty());
    }

    Proposal in(Proposal.Status next) {
      return new Proposal(id, origin, kind, terms, validUntil, firmness, next, acceptedBy);
    }

    Proposal acceptedBy(AgentUri principal) {
      return new Proposal(
          id,
          origin,
          kind,
          terms,
          validUntil,
          firmness,
          Proposal.Status.ACCEPTED,
          Optional.of(principal));
    }

    /// A bid that everybody can read from here on.
    Proposal opened(JsonObject revealed) {
      return new Proposal(
          id, origin, Kind.TALK, revealed, validUntil, firmness, status, acceptedBy);
    }
  }

  /// A question.
  ///
  /// @param id its id
  /// @param origin its message
  record Question(String id, Origin origin) implements Matter {}

  /// A commitment; its life stands in the session's promises.
  ///
  /// @param id its id
  /// @param origin its message
  /// @param owedTo who had accepted the firm offer that it carries out, if it does; may not refuse
  ///   it without being charged
  record Promise(String id, Origin origin, Optional<AgentUri> owedTo) implements Matter {}

  /// A claim that an obligation is fulfilled.
  ///
  /// @param id its id
  /// @param origin its message
  /// @param commitmentId which commitment
  /// @param obligation which obligation
  record Claim(String id, Origin origin, String commitmentId, int obligation) implements Matter {}

  /// A delegation.
  ///
  /// @param id its id
  /// @param origin its message
  /// @param target to whom
  /// @param authority how far it goes
  /// @param expiresAt when it ends, if stated
  /// @param maxValue the most that the target may bind its principal to, if stated
  /// @param acts what the target may say at all, if the scope names it
  /// @param awaited the principals whose consent is still missing
  /// @param status where it stands
  record Delegation(
      String id,
      Origin origin,
      AgentUri target,
      Authority authority,
      Optional<Instant> expiresAt,
      Optional<Money> maxValue,
      Optional<Set<Performative>> acts,
      Set<AgentUri> awaited,
      Delegation.Status status)
      implements Matter {

    /// The states of a delegation.
    public enum Status {
      /// Other principals have to consent.
      ASKED,
      /// The target may answer.
      OFFERED,
      /// The target joined.
      ACTIVE,
      /// Somebody declined.
      REJECTED,
      /// The delegator took it back.
      WITHDRAWN
    }

    Delegation in(Delegation.Status next) {
      return new Delegation(
          id, origin, target, authority, expiresAt, maxValue, acts, awaited, next);
    }

    Delegation awaiting(Set<AgentUri> left) {
      return new Delegation(
          id,
          origin,
          target,
          authority,
          expiresAt,
          maxValue,
          acts,
          left,
          left.isEmpty() ? Delegation.Status.OFFERED : status);
    }
  }

  /// A sealed call for proposals (protocol section 5, sealed calls).
  ///
  /// @param id its id
  /// @param origin its message
  /// @param deadline until when bids are taken
  /// @param revealBy until when they have to be revealed
  /// @param bids the proposals that were made
  /// @param status where it stands
  record Call(
      String id,
      Origin origin,
      Instant deadline,
      Instant revealBy,
      Set<String> bids,
      Call.Status status)
      implements Matter {

    /// The states of a call.
    public enum Status {
      /// Bids are taken, or wait to be revealed.
      SEALED,
      /// All bids are open or void.
      REVEALED
    }

    Call with(Set<String> next) {
      return new Call(id, origin, deadline, revealBy, next, status);
    }

    Call revealed() {
      return new Call(id, origin, deadline, revealBy, bids, Status.REVEALED);
    }
  }

  /// A vote on a transition (protocol section 8).
  ///
  /// @param id the `messageId` of the message that asked for it, its `transitionId`
  /// @param origin that message
  /// @param asked what is decided
  /// @param tally the votes
  /// @param status where it stands
  record Vote(String id, Origin origin, Asked asked, Tally tally, Vote.Status status)
      implements Matter {

    /// What a vote decides.
    public sealed interface Asked {
      /// The end of the session.
      ///
      /// @param reason that of the CLOSE
      record Closing(String reason) implements Asked {}

      /// Whether a delegate joins.
      ///
      /// @param delegationId by which delegation
      record Admission(String delegationId) implements Asked {}

      /// Another rule of decision.
      ///
      /// @param proposalId which proposal
      /// @param rule the rule
      record Rule(String proposalId, ConsensusRule rule) implements Asked {}
    }

    /// The states of a vote.
    public enum Status {
      /// Can be voted on.
      OPEN,
      /// It was decided so.
      PASSED,
      /// It was not, or not in time.
      FAILED,
      /// Who asked has taken it back.
      WITHDRAWN
    }

    Vote in(Vote.Status next) {
      return new Vote(id, origin, asked, tally, next);
    }

    Vote with(String organisation, Tally.Choice choice) {
      return new Vote(id, origin, asked, tally.with(organisation, choice), status);
    }
  }

  /// An escalation.
  ///
  /// @param id its id
  /// @param origin its message
  /// @param to the authority asked; absent: any of the invitation's, else the node's operators
  /// @param question what is asked
  /// @param due when the safe answer, a refusal, takes effect
  /// @param answer what became of it
  record Escalation(
      String id,
      Origin origin,
      Optional<AgentUri> to,
      Escalate.Question question,
      Instant due,
      Escalation.Answer answer)
      implements Matter {

    /// What became of a question.
    public enum Answer {
      /// Nobody has decided yet; so it stays where the session ends before.
      WAITING,
      /// Who asked may.
      APPROVED,
      /// It may not.
      REFUSED,
      /// Nobody decided in time: it may not.
      EXPIRED
    }

    /// Who decides it.
    ///
    /// @param terms the terms of the session
    /// @return nobody where the node's operators do
    public NavigableSet<AgentUri> deciders(SessionTerms terms) {
      NavigableSet<AgentUri> out = new TreeSet<>(terms.authorities());
      to.ifPresent(out::add);
      return out;
    }

    Escalation answered(Escalation.Answer next) {
      return new Escalation(id, origin, to, question, due, next);
    }
  }
}

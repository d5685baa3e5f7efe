package dev.parley.mcp;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Signer;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Clarify;
import dev.parley.core.message.Close;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Mandate;
import dev.parley.core.message.Message;
import dev.parley.core.message.Money;
import dev.parley.core.message.Observe;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.Reject;
import dev.parley.core.message.Withdraw;
import dev.parley.core.session.MandateRules;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Talk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a person lets a model do with an agent's name: the agent's mandate (protocol section 8,
/// people), and ranges for numbers in terms. Given at start-up; no tool reads or writes it
/// otherwise than to show it. Immutable.
///
/// @param mandate what may be bound without asking
/// @param ranges what may be proposed and agreed to, whoever approves
/// @param stated as the person gave it; absent when nothing was given
public record Limits(Mandate mandate, List<TermRange> ranges, Optional<JsonObject> stated) {
  private static final String TERMS = "terms";

  /// A mandate in no currency: whatever binds is beyond it.
  private static final JsonObject NOTHING =
      JsonObject.of("currencies", JsonArray.ofStrings(List.of(Money.NONE.currency())));

  /// Copies.
  public Limits {
    ranges = List.copyOf(ranges);
  }

  /// Reads what a person has given.
  ///
  /// @param stated any of `maxValue`, `floor`, `approvalAbove`, `currencies`, `counterparties`,
  ///   `maxRounds`, and `terms` with ranges by JSON pointer
  /// @param by the agent that they are for
  /// @param at now, in whole milliseconds
  /// @param signer the agent's key
  /// @return the limits, or `malformed`
  public static Decoded<Limits> decode(JsonObject stated, AgentUri by, Instant at, Signer signer) {
    Optional<Refusal> unknown = unknown(stated);
    if (unknown.isPresent()) {
      return Decoded.refused(unknown.get());
    }
    return Mandate.decode(Mandate.sign(stated.without(TERMS), by, at, signer))
        .then(
            mandate ->
                TermRange.decode(stated.object(TERMS).orElse(JsonObject.EMPTY))
                    .then(
                        ranges -> Decoded.valid(new Limits(mandate, ranges, Optional.of(stated)))));
  }

  /// A slip of the pen must not become the absence of a limit.
  private static Optional<Refusal> unknown(JsonObject stated) {
    List<String> known =
        List.of(
            "maxValue",
            "floor",
            "approvalAbove",
            "currencies",
            "counterparties",
            "maxRounds",
            TERMS);
    if (stated.has(TERMS) && stated.object(TERMS).isEmpty()) {
      return Optional.of(ErrorCode.MALFORMED.because("/terms: has to be an object"));
    }
    return stated.names().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .map(name -> ErrorCode.MALFORMED.because("/" + name + " is none of " + known));
  }

  /// What holds when nothing was given: whatever binds has to be approved.
  ///
  /// @param by the agent that it is for
  /// @param at now, in whole milliseconds
  /// @param signer the agent's key
  /// @return limits
  public static Limits approvingEverything(AgentUri by, Instant at, Signer signer) {
    return new Limits(
        Mandate.decode(Mandate.sign(NOTHING, by, at, signer)).orThrow(),
        List.of(),
        Optional.empty());
  }

  /// For the model, which does better when it knows them.
  JsonObject json() {
    return stated.orElseGet(
        () -> JsonObject.EMPTY.with("approval", "whatever binds has to be approved by a person"));
  }

  /// What is to be said against a message.
  ///
  /// @return nothing if it may be said; else `escalation_required`, with `approval: never` in the
  ///   details where no approval helps
  Optional<Refusal> objection(Talk talk, AgentUri principal, Message message, JsonObject body) {
    Optional<JsonObject> terms = terms(talk, message);
    if (terms.isPresent()) {
      for (TermRange range : ranges) {
        Optional<String> fault = range.fault(terms.get());
        if (fault.isPresent()) {
          return Optional.of(
              ErrorCode.ESCALATION_REQUIRED
                  .because("beyond what the person allows: " + fault.get())
                  .with("approval", "never"));
        }
      }
    }
    Optional<Refusal> beyond = MandateRules.objection(mandate, talk, principal, message, body);
    return stated.isPresent() || beyond.isEmpty()
        ? beyond
        : Optional.of(
            ErrorCode.ESCALATION_REQUIRED.because(
                "no mandate was given at start-up, so whatever binds has to be approved"));
  }

  /// The terms that a message puts up or agrees to; nothing for those of the session itself.
  private static Optional<JsonObject> terms(Talk talk, Message message) {
    return switch (message) {
      case Propose propose ->
          propose.type().equals(ProposalType.SESSION_INVITATION)
                  || propose.type().equals(ProposalType.SESSION_RULE)
              ? Optional.empty()
              : Optional.of(propose.terms());
      case Counter counter ->
          talk.matters().get(counter.inReplyTo()) instanceof Matter.Proposal p
                  && p.kind() != Matter.Proposal.Kind.TALK
              ? Optional.empty()
              : Optional.of(counter.terms());
      case Accept accept ->
          talk.matters().get(accept.reference().id()) instanceof Matter.Proposal p
                  && p.kind() == Matter.Proposal.Kind.TALK
              ? Optional.of(p.terms())
              : Optional.empty();
      case Reject _,
          Inform _,
          Query _,
          Clarify _,
          Commit _,
          Delegate _,
          Escalate _,
          Withdraw _,
          Observe _,
          Close _ ->
          Optional.empty();
    };
  }
}

package dev.parley.server.ratings;

import dev.parley.core.card.AgentCard;
import dev.parley.core.endorsement.Endorsement;
import dev.parley.core.endorsement.EndorsementEvidence;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.records.RecordOutcome;
import dev.parley.server.registry.Registry;
import dev.parley.server.store.Content;
import dev.parley.server.store.EndorsementAppend;
import dev.parley.server.store.EndorsementOutcome;
import dev.parley.server.store.RatingStore;
import dev.parley.server.store.StoredEndorsement;
import dev.parley.server.store.StoredJson;
import dev.parley.server.store.Unavailable;
import dev.parley.server.time.NodeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The endorsements at a node, for callers that it has authenticated (protocol section 10, PE).
/// What could not count is refused here; whether one that was taken counts on a day, trust says.
/// Thread-safe.
public final class EndorsementDesk {
  /// The least score with which an agent endorses.
  public static final double LEAST_SCORE = 30;

  /// How many endorsements an agent gives at most that it has not withdrawn.
  public static final int MOST_GIVEN = 50;

  /// How far the `timestamp` of a record may lie from the time of its acceptance.
  public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(EndorsementDesk.class);

  private final RatingStore store;
  private final Registry registry;
  private final ToDoubleFunction<AgentUri> score;
  private final NodeClock clock;
  private final Verifier verifier;

  /// Opens the endorsements of a node.
  ///
  /// @param store where they are kept
  /// @param registry the node's agents
  /// @param score their scores, 0 to 100
  /// @param clock the node's clock
  /// @param verifier checks signatures
  public EndorsementDesk(
      RatingStore store,
      Registry registry,
      ToDoubleFunction<AgentUri> score,
      NodeClock clock,
      Verifier verifier) {
    this.store = store;
    this.registry = registry;
    this.score = score;
    this.clock = clock;
    this.verifier = verifier;
  }

  /// Takes an endorsement, or the withdrawal of one.
  ///
  /// @param caller who makes it
  /// @param agent whom it is about
  /// @param json the signed record; in node custody `statement` or `withdraws`, or neither
  /// @return what became of it
  public RecordOutcome endorse(AgentUri caller, AgentUri agent, JsonObject json) {
    Instant at = clock.now();
    if (registry.current(agent).isEmpty()) {
      return RecordOutcome.refused(unknown());
    }
    Optional<AgentKeys> held = registry.heldKeys(caller);
    Decoded<Endorsement> read =
        held.isPresent()
            ? completed(caller, agent, held.get(), json, at)
            : own(caller, agent, json);
    return switch (read) {
      case Decoded.Refused<Endorsement>(Refusal refusal) -> RecordOutcome.refused(refusal);
      case Decoded.Valid<Endorsement>(Endorsement made) ->
          fault(made, at).map(RecordOutcome::refused).orElseGet(() -> keep(made, at));
    };
  }

  private Decoded<Endorsement> own(AgentUri caller, AgentUri agent, JsonObject json) {
    AgentCard card = registry.current(caller).orElseThrow();
    return Endorsement.decode(json)
        .then(
            read -> {
              if (!read.by().equals(caller)) {
                return Decoded.refused(ErrorCode.UNAUTHORIZED.because("by is not the caller"));
              }
              return read.agent().equals(agent)
                  ? read.verified(card, verifier)
                  : Decoded.refused(
                      ErrorCode.INVALID_REFERENCE.because("the record is about another agent"));
            });
  }

  private Decoded<Endorsement> completed(
      AgentUri caller, AgentUri agent, AgentKeys keys, JsonObject json, Instant at) {
    Members in = Members.of(json, "");
    for (String assigned : List.of("timestamp", "integrity")) {
      if (json.has(assigned)) {
        in.wrong(assigned, "is assigned by the node, which holds this agent's keys");
      }
    }
    return in.result(() -> Endorsement.sign(json, agent, caller, here(), at, keys.signer()))
        .then(Endorsement::decode);
  }

  private AgentUri here() {
    return registry.stewardCard().agentId();
  }

  private Optional<Refusal> fault(Endorsement made, Instant at) {
    if (!made.node().equals(here())) {
      return refuse(ErrorCode.POLICY_VIOLATION, "the endorsement is for another node");
    }
    if (made.agent().equals(made.by())) {
      return refuse(ErrorCode.POLICY_VIOLATION, "nobody endorses itself");
    }
    if (Timestamp.apart(made.timestamp(), at).compareTo(CLOCK_TOLERANCE) > 0) {
      return refuse(ErrorCode.STALE, "timestamp is more than 300 s from the time of acceptance");
    }
    return switch (made.act()) {
      case Endorsement.Act.Withdrawn _ -> Optional.empty();
      case Endorsement.Act.Given _ ->
          score.applyAsDouble(made.by()) < LEAST_SCORE
              ? Optional.of(
                  ErrorCode.INSUFFICIENT_TRUST_SCORE
                      .because("an endorser needs a trust score of at least 30")
                      .with("required", (long) LEAST_SCORE))
              : Optional.empty();
    };
  }

  private static Optional<Refusal> refuse(ErrorCode code, String why) {
    return Optional.of(code.because(why));
  }

  private RecordOutcome keep(Endorsement made, Instant at) {
    Optional<Hash> withdraws =
        switch (made.act()) {
          case Endorsement.Act.Given _ -> Optional.empty();
          case Endorsement.Act.Withdrawn(Hash endorsement) -> Optional.of(endorsement);
        };
    StoredEndorsement record =
        new StoredEndorsement(
            0,
            made.hash(),
            made.agent().text(),
            made.by().text(),
            at,
            withdraws,
            Content.of(CanonicalJson.bytes(made.json())));
    EndorsementAppend append =
        new EndorsementAppend(record, MOST_GIVEN, EndorsementEvidence.of(made, at));
    return switch (store.endorse(append).join()) {
      case EndorsementOutcome.Kept(StoredEndorsement kept) -> {
        registry.trust().changed();
        yield new RecordOutcome.Accepted(shown(kept));
      }
      case EndorsementOutcome.Repeated(StoredEndorsement kept) ->
          new RecordOutcome.Repeated(shown(kept));
      case EndorsementOutcome.Given(StoredEndorsement earlier) ->
          RecordOutcome.refused(
              ErrorCode.DUPLICATE
                  .because("you endorse that agent already")
                  .with("hash", earlier.hash().text()));
      case EndorsementOutcome.TooMany(int most) ->
          RecordOutcome.refused(
              ErrorCode.POLICY_VIOLATION
                  .because("an agent endorses at most " + most + " others")
                  .with("limit", most));
      case EndorsementOutcome.NothingGiven() ->
          RecordOutcome.refused(
              ErrorCode.INVALID_REFERENCE.because(
                  "you have given that agent no such endorsement, or have withdrawn it"));
      case EndorsementOutcome.Outdated() -> RecordOutcome.unavailable();
      case Unavailable(Unavailable.Cause cause, String detail) -> {
        LOG.warn("an endorsement is not stored: {} ({})", cause, detail);
        yield RecordOutcome.unavailable();
      }
    };
  }

  /// The endorsements of an agent that were not withdrawn.
  ///
  /// @param agent whom they are about
  /// @param after the number of the last one of the page before, or 0
  /// @param limit how many at most, at least 1
  /// @return in the order of their acceptance; nothing when the agent is not registered here
  public Optional<List<StoredEndorsement>> list(AgentUri agent, long after, int limit) {
    return registry.current(agent).map(_ -> store.endorsements(agent.text(), after, limit));
  }

  /// An endorsement as it is shown.
  ///
  /// @param endorsement as it is stored
  /// @return `{acceptedAt, endorsement}`
  public static JsonObject shown(StoredEndorsement endorsement) {
    return JsonObject.builder()
        .put("acceptedAt", Timestamp.format(endorsement.acceptedAt()))
        .put("endorsement", StoredJson.of(endorsement.canonical()))
        .build();
  }

  private static Refusal unknown() {
    return ErrorCode.AGENT_NOT_FOUND.because("no such agent is registered here");
  }
}

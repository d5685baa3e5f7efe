package dev.parley.server.calls;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Reveal;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SealedCallRules;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import dev.parley.core.wire.Members;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.records.RecordOutcome;
import dev.parley.server.registry.Registry;
import dev.parley.server.sessions.Outcome;
import dev.parley.server.sessions.SessionView;
import dev.parley.server.sessions.Sessions;
import dev.parley.server.store.CallStore;
import dev.parley.server.store.Content;
import dev.parley.server.store.RevealOutcome;
import dev.parley.server.store.StoredReveal;
import dev.parley.server.store.Unavailable;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what bidders reveal, for callers that the node has authenticated. Nobody sees it before
/// the steward publishes all bids of the call. A session that a caller takes no part in is answered
/// like one that does not exist. Thread-safe.
public final class RevealDesk {
  private static final Logger LOG = LoggerFactory.getLogger(RevealDesk.class);

  private final CallStore store;
  private final Registry registry;
  private final Sessions sessions;
  private final Verifier verifier;

  /// Opens it.
  ///
  /// @param store where it is kept
  /// @param registry the node's agents
  /// @param sessions the node's sessions
  /// @param verifier checks signatures
  public RevealDesk(CallStore store, Registry registry, Sessions sessions, Verifier verifier) {
    this.store = store;
    this.registry = registry;
    this.sessions = sessions;
    this.verifier = verifier;
  }

  /// Takes what a bidder reveals.
  ///
  /// @param caller who does
  /// @param session the session
  /// @param json the signed record; in node custody `queryId`, `proposalId`, `salt` and `terms`
  /// @return what became of it
  public RecordOutcome reveal(AgentUri caller, SessionId session, JsonObject json) {
    Optional<SessionView> view = sessions.view(caller, session);
    if (view.isEmpty()) {
      return RecordOutcome.refused(Outcome.UNKNOWN_SESSION);
    }
    SessionState state = view.get().state();
    Decoded<Reveal> read =
        registry
            .heldKeys(caller)
            .map(keys -> completed(caller, keys, session, json))
            .orElseGet(() -> Reveal.decode(json));
    return switch (read.then(reveal -> own(caller, session, state, reveal))) {
      case Decoded.Refused<Reveal>(Refusal refusal) -> RecordOutcome.refused(refusal);
      case Decoded.Valid<Reveal>(Reveal reveal) ->
          sessions
              .inTurn(session, (now, at) -> taken(now, reveal, at))
              .orElseGet(RecordOutcome::unavailable);
    };
  }

  /// While nothing else happens in the session: what is acknowledged is published.
  private RecordOutcome taken(SessionState state, Reveal reveal, Instant at) {
    return fault(state, reveal, at).map(RecordOutcome::refused).orElseGet(() -> keep(reveal, at));
  }

  /// In node custody the client decides what is said, and the node signs it.
  private static Decoded<Reveal> completed(
      AgentUri caller, AgentKeys keys, SessionId session, JsonObject json) {
    Members in = Members.of(json, "");
    if (json.has("integrity")) {
      in.wrong("integrity", "is assigned by the node, which holds this agent's keys");
    }
    return in.result(() -> Reveal.sign(json, session, caller, keys.signer())).then(Reveal::decode);
  }

  private Decoded<Reveal> own(
      AgentUri caller, SessionId session, SessionState state, Reveal reveal) {
    if (!reveal.by().equals(caller) || !reveal.sessionId().equals(session)) {
      return Decoded.refused(
          ErrorCode.UNAUTHORIZED.because("the record is of another agent or another session"));
    }
    Optional<AgentCard> card =
        state.said().flatMap(talk -> talk.participant(caller)).flatMap(Participant::card);
    return card.map(used -> reveal.verified(used, verifier))
        .orElseGet(
            () -> Decoded.refused(ErrorCode.UNAUTHORIZED.because("the caller has said nothing")));
  }

  private static Optional<Refusal> fault(SessionState state, Reveal reveal, Instant now) {
    Optional<Talk> talk =
        state instanceof SessionState.Ongoing ongoing
            ? Optional.of(ongoing.talk())
            : Optional.empty();
    Optional<Matter.Call> call =
        talk.map(t -> t.matters().get(reveal.queryId()))
            .filter(Matter.Call.class::isInstance)
            .map(Matter.Call.class::cast)
            .filter(c -> c.status() == Matter.Call.Status.SEALED);
    if (call.isEmpty()) {
      return Optional.of(
          ErrorCode.INVALID_REFERENCE
              .because("no call that is sealed")
              .with("reference", reveal.queryId()));
    }
    if (now.isBefore(call.get().deadline())) {
      return Optional.of(
          ErrorCode.INVALID_TRANSITION
              .because("bids are revealed after the deadline of the call")
              .with("deadline", Timestamp.format(call.get().deadline())));
    }
    if (!now.isBefore(call.get().revealBy())) {
      return Optional.of(ErrorCode.TIMEOUT.because("the time to reveal is over"));
    }
    Optional<Matter.Proposal> bid =
        SealedCallRules.bids(talk.get(), call.get(), now).stream()
            .filter(each -> each.id().equals(reveal.proposalId()))
            .filter(each -> each.origin().agent().equals(reveal.by()))
            .findFirst();
    if (bid.isEmpty()) {
      return Optional.of(
          ErrorCode.INVALID_REFERENCE
              .because("no sealed bid of yours")
              .with("reference", reveal.proposalId()));
    }
    return SealedCallRules.opens(talk.get(), call.get(), bid.get(), reveal.salt(), reveal.terms())
        ? Optional.empty()
        : Optional.of(ErrorCode.HASH_MISMATCH.because("that is not what was bid"));
  }

  private RecordOutcome keep(Reveal reveal, Instant at) {
    StoredReveal stored =
        new StoredReveal(
            reveal.sessionId().value(),
            reveal.queryId(),
            reveal.proposalId(),
            at,
            reveal.hash(),
            Content.of(CanonicalJson.bytes(reveal.json())));
    return switch (store.keep(stored).join()) {
      case RevealOutcome.Kept() -> new RecordOutcome.Accepted(shown(stored));
      // It opens the bid, and so says the same as what was handed in before.
      case RevealOutcome.Known(StoredReveal earlier) -> new RecordOutcome.Repeated(shown(earlier));
      case Unavailable(Unavailable.Cause cause, String detail) -> {
        LOG.warn("session {}: not kept: {} ({})", reveal.sessionId(), cause, detail);
        yield RecordOutcome.unavailable();
      }
    };
  }

  private static JsonObject shown(StoredReveal reveal) {
    return JsonObject.builder()
        .put("queryId", reveal.queryId())
        .put("proposalId", reveal.proposalId())
        .put("acceptedAt", Timestamp.format(reveal.acceptedAt()))
        .put("hash", reveal.hash().text())
        .build();
  }
}

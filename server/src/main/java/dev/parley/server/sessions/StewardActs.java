package dev.parley.server.sessions;

import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.Draft;
import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.Performative;
import dev.parley.core.session.Expiries;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Matter.Proposal;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SealedCallRules;
import dev.parley.core.session.SessionMachine;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import dev.parley.server.registry.Steward;
import dev.parley.server.store.CallStore;
import dev.parley.server.store.StoredJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the steward has to say in a session, and how it says it: signed and chained like anybody's
/// message (protocol sections 1, 7 and 8).
final class StewardActs {
  private static final JsonObject IMPASSE =
      JsonObject.builder()
          .put("informType", "impasse")
          .put("subject", "the talk has had its most rounds, or does not move")
          .build();

  private final Steward steward;
  private final AgentCard card;
  private final FreshIds ids;
  private final CallStore calls;

  StewardActs(Steward steward, AgentCard card, FreshIds ids, CallStore calls) {
    this.steward = steward;
    this.card = card;
    this.ids = ids;
    this.calls = calls;
  }

  /// What it has to say now: the bids of a call, the next expiry, or that the talk is over because
  /// it is at an impasse and nothing can come of it any more.
  Optional<JsonObject> due(SessionState state, Instant at) {
    return revealed(state, at)
        .or(() -> Expiries.due(state, at))
        .or(() -> stuck(state, at) ? impasse(state) : Optional.empty());
  }

  /// The bids of a call that are all handed in, or whose time to be is over.
  private Optional<JsonObject> revealed(SessionState state, Instant at) {
    for (Matter.Call call : SealedCallRules.revealing(state, at)) {
      Talk talk = state.said().orElseThrow();
      List<Proposal> bids = SealedCallRules.bids(talk, call, at);
      List<JsonObject> opened = opened(talk, call, bids);
      if (opened.size() == bids.size() || !at.isBefore(call.revealBy())) {
        return Optional.of(SealedCallRules.body(call.id(), opened));
      }
    }
    return Optional.empty();
  }

  private List<JsonObject> opened(Talk talk, Matter.Call call, List<Proposal> bids) {
    Set<String> wanted = bids.stream().map(Proposal::id).collect(Collectors.toSet());
    return calls.reveals(talk.opening().session().value(), call.id()).stream()
        .filter(reveal -> wanted.contains(reveal.proposalId()))
        .map(reveal -> StoredJson.of(reveal.canonical()))
        .toList();
  }

  /// That the talk is over, when it is at an impasse: the answer to one round more.
  static Optional<JsonObject> impasse(SessionState state) {
    return state instanceof SessionState.Conversing conversing && conversing.talk().atImpasse()
        ? Optional.of(IMPASSE)
        : Optional.empty();
  }

  /// Nothing on the table, and nothing agreed that a COMMIT could still follow.
  private static boolean stuck(SessionState state, Instant at) {
    return impasse(state).isPresent()
        && state.said().orElseThrow().matters().values().stream()
            .noneMatch(
                m ->
                    m instanceof Proposal p
                        && p.kind() != Proposal.Kind.INVITATION
                        && (p.alive(at) || p.status() == Proposal.Status.ACCEPTED));
  }

  /// Signs what it has to say in a session that has begun; after the end that is only what was
  /// still owed.
  VerifiedEnvelope sign(SessionState state, JsonObject body, Instant at) {
    Talk talk = state.said().orElseThrow();
    Participant seat = talk.participant(steward.agent()).orElseThrow();
    AgentCard used = seat.card().orElse(card);
    JsonObject envelope =
        new Draft(
                talk.opening().version(),
                new MessageId(ids.next(at)),
                talk.opening().session(),
                seat.nextSequence(),
                at,
                steward.agent(),
                used.orgId(),
                SessionMachine.STEWARD_SCORE,
                Optional.empty(),
                Performative.INFORM,
                body,
                JsonObject.EMPTY,
                talk.head().hash())
            .sign(steward.signer(), steward.proofSigner());
    return VerifiedEnvelope.verifiedBefore(Envelope.decode(envelope).orThrow(), used);
  }
}

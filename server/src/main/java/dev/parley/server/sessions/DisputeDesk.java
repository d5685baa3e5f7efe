package dev.parley.server.sessions;

import dev.parley.core.card.AgentCard;
import dev.parley.core.dispute.Decision;
import dev.parley.core.dispute.Dispute;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeRecord;
import dev.parley.core.dispute.DisputeSeat;
import dev.parley.core.dispute.Foresight;
import dev.parley.core.dispute.Ruling;
import dev.parley.core.dispute.VerifiedRecord;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Talk;
import dev.parley.core.wire.Members;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.registry.Registry;
import dev.parley.server.store.NodeStore;
import dev.parley.server.store.PinnedCard;
import dev.parley.server.store.StoredRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The disputes of a node, for callers that it has authenticated (protocol section 11). A dispute
/// that a caller takes no part in is answered like one that does not exist. Thread-safe.
public final class DisputeDesk {
  private final NodeStore store;
  private final Registry registry;
  private final Verifier verifier;
  private final LiveSessions live;
  private final WritePath path;
  private final DisputeActs acts;
  private final FreshIds ids;

  DisputeDesk(
      NodeStore store,
      Registry registry,
      Verifier verifier,
      LiveSessions live,
      WritePath path,
      DisputeActs acts,
      FreshIds ids) {
    this.store = store;
    this.registry = registry;
    this.verifier = verifier;
    this.live = live;
    this.path = path;
    this.acts = acts;
    this.ids = ids;
  }

  /// Begins a dispute.
  ///
  /// @param caller who files
  /// @param json the signed record; in node custody without what the node assigns
  /// @return what became of it
  public DisputeOutcome file(AgentUri caller, JsonObject json) {
    Optional<SessionId> session = json.string("sessionId").flatMap(SessionId::parse);
    Optional<LiveSession> found =
        session.flatMap(live::find).filter(s -> s.participant(caller).isPresent());
    return found
        .map(s -> submit(s, caller, json, Optional.empty()))
        .orElseGet(() -> DisputeOutcome.refused(unknown()));
  }

  /// Adds a record to a dispute.
  ///
  /// @param caller who makes it
  /// @param disputeId the dispute
  /// @param json the signed record; in node custody without what the node assigns
  /// @return what became of it
  public DisputeOutcome record(AgentUri caller, String disputeId, JsonObject json) {
    return visible(caller, disputeId)
        .map(session -> submit(session, caller, json, Optional.of(disputeId)))
        .orElseGet(() -> DisputeOutcome.refused(unknown()));
  }

  private DisputeOutcome submit(
      LiveSession session, AgentUri caller, JsonObject json, Optional<String> disputeId) {
    Optional<AgentKeys> held = registry.heldKeys(caller);
    if (held.isPresent()) {
      AgentKeys keys = held.get();
      return path.dispute(session, (now, at) -> completed(now, caller, keys, json, disputeId, at));
    }
    return switch (DisputeRecord.decode(json).then(read -> own(read, session, caller, disputeId))) {
      case Decoded.Refused<DisputePath.Signed>(Refusal refusal) -> DisputeOutcome.refused(refusal);
      case Decoded.Valid<DisputePath.Signed>(DisputePath.Signed signed) ->
          path.dispute(session, (_, _) -> Decoded.valid(signed));
    };
  }

  private Decoded<DisputePath.Signed> own(
      DisputeRecord read, LiveSession session, AgentUri caller, Optional<String> disputeId) {
    if (!read.by().equals(caller)) {
      return Decoded.refused(ErrorCode.UNAUTHORIZED.because("by is not the caller"));
    }
    if (disputeId.filter(id -> !id.equals(read.disputeId())).isPresent()
        || !read.sessionId().equals(session.id())) {
      return Decoded.refused(
          ErrorCode.INVALID_REFERENCE.because("the record belongs to another dispute"));
    }
    AgentCard card = card(session, caller);
    return read.verify(card, verifier).then(verified -> signed(verified, card));
  }

  private static Decoded<DisputePath.Signed> signed(VerifiedRecord record, AgentCard card) {
    return Decoded.valid(
        new DisputePath.Signed(record, new PinnedCard(card.agentId().text(), card.hash())));
  }

  /// The card that an agent uses in the session, else its current one.
  private AgentCard card(LiveSession session, AgentUri agent) {
    return session
        .participant(agent)
        .flatMap(participant -> participant.card())
        .or(() -> registry.current(agent))
        .orElseThrow();
  }

  /// Completes and signs a record in node custody: the client decides what is said.
  private Decoded<DisputePath.Signed> completed(
      LiveSession session,
      AgentUri caller,
      AgentKeys keys,
      JsonObject json,
      Optional<String> disputeId,
      Instant at) {
    Members in = Members.of(json, "");
    for (String assigned : List.of("position", "timestamp", "integrity")) {
      if (json.has(assigned)) {
        in.wrong(assigned, "is assigned by the node, which holds this agent's keys");
      }
    }
    Optional<Dispute> dispute = disputeId.flatMap(session.disputes().docket()::byId);
    Hash head = session.state().said().map(Talk::head).map(Talk.Head::hash).orElse(Hash.ZERO);
    String id =
        disputeId.or(() -> json.string("disputeId")).orElseGet(() -> ids.next(at).toString());
    JsonObject bare =
        json.with("disputeId", id)
            .with("sessionId", session.id().toString())
            .with("position", dispute.map(d -> d.head().nextPosition()).orElse(0L))
            .with("timestamp", Timestamp.format(at))
            .with("by", caller.text())
            .with(
                "integrity",
                JsonObject.EMPTY.with(
                    "previousHash", dispute.map(d -> d.head().hash()).orElse(head).text()));
    JsonObject own = disputeId.isEmpty() ? bare.with("filedBy", caller.text()) : bare;
    AgentCard card = card(session, caller);
    return in.result(() -> own)
        .then(whole -> DisputeRecord.sign(whole, keys.signer()))
        .then(DisputeRecord::decode)
        .then(
            record ->
                VerifiedRecord.verifiedBefore(record)
                    .map(verified -> signed(verified, card))
                    .orElseThrow());
  }

  /// A person rules: an operator of the node, through the node.
  ///
  /// @param disputeId the dispute
  /// @param json `{upheld, severity, valueShare, grounds}`
  /// @return what became of it
  public DisputeOutcome rule(String disputeId, JsonObject json) {
    Optional<LiveSession> session = session(disputeId);
    if (session.isEmpty()) {
      return DisputeOutcome.refused(unknown());
    }
    Members in = Members.of(json, "");
    Optional<Decision> decision = Decision.read(in);
    Optional<String> grounds = in.optionalText("grounds");
    return switch (in.result(() -> json)) {
      case Decoded.Refused<JsonObject>(Refusal refusal) -> DisputeOutcome.refused(refusal);
      case Decoded.Valid<JsonObject> _ ->
          path.dispute(
              session.get(),
              (now, at) -> {
                Dispute dispute = now.disputes().docket().byId(disputeId).orElseThrow();
                Ruling ruling = new Ruling(Ruling.Basis.PERSON, decision.orElseThrow());
                return Decoded.valid(acts.next(dispute, new DisputeAct.Ruled(ruling, grounds), at));
              });
    };
  }

  /// A dispute with its records.
  ///
  /// @param caller who asks
  /// @param disputeId the dispute
  /// @return nothing when there is none for this caller
  public Optional<JsonObject> view(AgentUri caller, String disputeId) {
    return visible(caller, disputeId).flatMap(session -> view(session, disputeId));
  }

  /// A dispute with its records, for the operator.
  ///
  /// @param disputeId the dispute
  /// @return nothing when there is none
  public Optional<JsonObject> view(String disputeId) {
    return session(disputeId).flatMap(session -> view(session, disputeId));
  }

  /// What a ruling of a person would come to.
  ///
  /// @param disputeId the dispute
  /// @param decision what the person would decide
  /// @return nothing when there is no such dispute
  public Optional<Foresight> foresee(String disputeId, Decision decision) {
    return session(disputeId)
        .flatMap(session -> session.disputes().docket().byId(disputeId))
        .map(dispute -> Foresight.of(dispute, decision));
  }

  private Optional<JsonObject> view(LiveSession session, String disputeId) {
    return session
        .disputes()
        .docket()
        .byId(disputeId)
        .map(
            dispute ->
                DisputeView.of(
                    dispute,
                    store.disputeRecords(session.id().value()).stream()
                        .filter(record -> record.dispute().equals(disputeId))
                        .toList()));
  }

  /// The disputes that the caller takes or took part in.
  ///
  /// @param caller who asks
  /// @param after the last id of the page before, or empty
  /// @param limit how many at most, at least 1
  /// @return what each is about and where it stands
  public List<JsonObject> list(AgentUri caller, String after, int limit) {
    return summaries(store.disputesOf(caller.text(), after, limit));
  }

  /// The disputes that are not final, for the operator.
  ///
  /// @param stage at which stage; nothing for any
  /// @param after the last id of the page before, or empty
  /// @param limit how many at most, at least 1
  /// @return what each is about and where it stands
  public List<JsonObject> open(Optional<String> stage, String after, int limit) {
    return summaries(store.openDisputes(stage, after, limit));
  }

  private List<JsonObject> summaries(List<String> disputes) {
    return disputes.stream()
        .flatMap(
            id -> session(id).flatMap(session -> session.disputes().docket().byId(id)).stream())
        .map(DisputeView::summary)
        .toList();
  }

  /// The session that somebody has to judge.
  ///
  /// @param caller who asks
  /// @param disputeId the dispute
  /// @return nothing when there is none for this caller
  public Optional<SessionId> judged(AgentUri caller, String disputeId) {
    return visible(caller, disputeId).map(LiveSession::id);
  }

  private Optional<LiveSession> visible(AgentUri caller, String disputeId) {
    return session(disputeId)
        .filter(
            session ->
                session.participant(caller).isPresent()
                    || store.takesPart(caller.text(), disputeId)
                    || session
                        .disputes()
                        .docket()
                        .byId(disputeId)
                        .filter(d -> d.seats(caller).contains(DisputeSeat.PERSON))
                        .isPresent());
  }

  private Optional<LiveSession> session(String disputeId) {
    Optional<UUID> session = store.sessionOfDispute(disputeId);
    return session.map(SessionId::new).flatMap(live::find);
  }

  /// An accepted record with its place.
  ///
  /// @param record the record
  /// @return `{position, acceptedAt, record}`
  public static JsonObject shown(StoredRecord record) {
    return DisputeView.record(record);
  }

  private static Refusal unknown() {
    return ErrorCode.SESSION_NOT_FOUND.because("no such dispute for you");
  }
}

package dev.parley.client;

import dev.parley.core.card.AgentCard;
import dev.parley.core.dispute.Bond;
import dev.parley.core.dispute.Decision;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeDraft;
import dev.parley.core.dispute.Nonce;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.SessionId;
import dev.parley.core.wire.Timestamp;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The disputes of an agent at a node (protocol section 11): it files, answers, stakes, takes part
/// in the draw of a panel, judges, appeals and forgives. Every record is signed on the head of the
/// dispute, anew when something came in between. What a dispute came to is for everybody to check
/// in the transcript. Thread-safe.
public final class Disputes {
  private static final String PATH = "/v1/asp/disputes";
  private static final int ATTEMPTS = 10;

  private final HttpCalls calls;
  private final Credentials by;
  private final KeyFile file;
  private final Supplier<AgentCard> card;
  private final Supplier<Instant> now;

  Disputes(
      HttpCalls calls,
      Credentials by,
      KeyFile file,
      Supplier<AgentCard> card,
      Supplier<Instant> now) {
    this.calls = calls;
    this.by = by;
    this.file = file;
    this.card = card;
    this.now = now;
  }

  /// The disputes that this agent takes or took part in.
  ///
  /// @return what each is about and where it stands
  /// @throws RefusedException if the node declines
  public List<JsonObject> list() {
    List<JsonObject> out = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      String page = PATH + cursor.map(c -> "?cursor=" + Paths.encoded(c)).orElse("");
      JsonObject answer = calls.exchange(Call.read(page), by).orThrow();
      for (JsonValue each : answer.array("disputes").orElse(JsonArray.EMPTY)) {
        if (each instanceof JsonObject dispute) {
          out.add(dispute);
        }
      }
      Optional<String> next = answer.string("nextCursor");
      cursor = next.equals(cursor) ? Optional.empty() : next;
    } while (cursor.isPresent());
    return out;
  }

  /// A dispute as the node shows it, with its records.
  ///
  /// @param disputeId which
  /// @return the dispute
  /// @throws RefusedException if there is none for this agent
  public JsonObject show(String disputeId) {
    return calls.exchange(Call.read(path(disputeId)), by).orThrow();
  }

  /// Files a dispute about an obligation of a session.
  ///
  /// @param session the session
  /// @param complaint about what and whom; `filedBy` has to be this agent
  /// @return the id of the dispute
  /// @throws RefusedException if the node declines it
  public String file(SessionId session, DisputeAct.Filed complaint) {
    String id = FreshIds.uuid7(now.get()).toString();
    repeated(
        () -> {
          JsonObject view = calls.exchange(Call.read(Paths.session(session)), by).orThrow();
          Hash head = view.string("head").flatMap(Hash::parse).orElseThrow(Disputes::noHead);
          JsonObject record =
              signed(
                  new DisputeDraft(id, session, 0, at(), file.agentId(), head, complaint), session);
          return calls.exchange(Call.send("POST", PATH, record), by);
        });
    return id;
  }

  /// Answers a complaint about this agent.
  ///
  /// @param disputeId the dispute
  /// @param answer denied or conceded, with what speaks for it
  /// @return the record with its place
  /// @throws RefusedException if the node declines it
  public JsonObject answer(String disputeId, DisputeAct.Answered answer) {
    return record(disputeId, _ -> answer);
  }

  /// Stakes the bond that is asked for.
  ///
  /// @param disputeId the dispute
  /// @param bond how much, and from where
  /// @return the record with its place
  /// @throws RefusedException if the node declines it
  public JsonObject bond(String disputeId, Bond bond) {
    return record(disputeId, _ -> new DisputeAct.Bonded(bond));
  }

  /// Takes this agent's complaint back.
  ///
  /// @param disputeId the dispute
  /// @return the record with its place
  /// @throws RefusedException if the node declines it
  public JsonObject withdraw(String disputeId) {
    return record(disputeId, _ -> new DisputeAct.Withdrawn());
  }

  /// Seals this agent's nonce for the draw of the panel that was asked for. The nonce follows from
  /// the agent's key, so that nothing has to be kept until it is revealed.
  ///
  /// @param disputeId the dispute
  /// @return the record with its place
  /// @throws RefusedException if the node declines it
  public JsonObject seal(String disputeId) {
    return record(
        disputeId,
        round ->
            new DisputeAct.Sealed(
                round, nonce(disputeId, round).seal(file.agentId(), disputeId, round)));
  }

  /// Reveals what was sealed.
  ///
  /// @param disputeId the dispute
  /// @return the record with its place
  /// @throws RefusedException if the node declines it
  public JsonObject reveal(String disputeId) {
    return record(disputeId, round -> new DisputeAct.Revealed(round, nonce(disputeId, round)));
  }

  /// Votes as a member of the panel.
  ///
  /// @param disputeId the dispute
  /// @param decision what it decides
  /// @param grounds for people, if any
  /// @return the record with its place
  /// @throws RefusedException if the node declines it
  public JsonObject vote(String disputeId, Decision decision, Optional<String> grounds) {
    return record(disputeId, round -> new DisputeAct.Voted(round, decision, grounds));
  }

  /// Asks for a higher judge.
  ///
  /// @param disputeId the dispute
  /// @param bond what is staked; absent exactly where nothing is at stake
  /// @param grounds for people, if any
  /// @return the record with its place
  /// @throws RefusedException if the node declines it
  public JsonObject appeal(String disputeId, Optional<Bond> bond, Optional<String> grounds) {
    return record(disputeId, _ -> new DisputeAct.Appealed(bond, grounds));
  }

  /// Forgives what a ruling upheld; for the victim alone.
  ///
  /// @param disputeId the dispute
  /// @return the record with its place
  /// @throws RefusedException if the node declines it
  public JsonObject forgive(String disputeId) {
    return record(disputeId, _ -> new DisputeAct.Forgiven());
  }

  /// Fetches the transcript of the session that the dispute is about, also for a judge who took no
  /// part in it. Nothing in it is checked here.
  ///
  /// @param disputeId the dispute
  /// @param out where to write it; not closed
  /// @throws IOException if it cannot be written there
  /// @throws RefusedException if there is no such dispute for this agent
  public void transcript(String disputeId, OutputStream out) throws IOException {
    new TranscriptDownload(calls, by).copy(path(disputeId) + "/transcript", out);
  }

  private static String path(String disputeId) {
    return PATH + "/" + Paths.encoded(disputeId);
  }

  /// Signs a record on the head of the dispute; the act may depend on which panel was asked for.
  private JsonObject record(String disputeId, Function<Integer, DisputeAct> act) {
    return repeated(
        () -> {
          JsonObject view = show(disputeId);
          SessionId session =
              view.string("sessionId").flatMap(SessionId::parse).orElseThrow(Disputes::noHead);
          Hash head = view.string("head").flatMap(Hash::parse).orElseThrow(Disputes::noHead);
          int round = Math.toIntExact(view.integer("round").orElse(0L));
          JsonObject record =
              signed(
                  new DisputeDraft(
                      disputeId,
                      session,
                      view.integer("nextPosition").orElseThrow(Disputes::noHead),
                      at(),
                      file.agentId(),
                      head,
                      act.apply(round)),
                  session);
          return calls.exchange(Call.send("POST", path(disputeId) + "/records", record), by);
        });
  }

  private static JsonObject repeated(Supplier<Answer> attempt) {
    for (int attempts = 1; ; attempts++) {
      Answer answer = attempt.get();
      if (answer.good()
          || attempts == ATTEMPTS
          || answer.refusal().code() != ErrorCode.CHAIN_CONFLICT) {
        return answer.orThrow();
      }
    }
  }

  private Instant at() {
    return Timestamp.whole(now.get());
  }

  private JsonObject signed(DisputeDraft draft, SessionId session) {
    return draft.sign(keys(session).signer());
  }

  /// The keys of the card that this agent uses in the session, else of its present one.
  private AgentKeys keys(SessionId session) {
    Optional<Hash> used = Optional.empty();
    Answer answer = calls.exchange(Call.read(Paths.session(session)), by);
    if (answer.good()) {
      for (JsonValue each : answer.object().array("participants").orElse(JsonArray.EMPTY)) {
        if (each instanceof JsonObject participant
            && participant.string("agentId").equals(Optional.of(file.agentId().text()))) {
          used = participant.string("cardHash").flatMap(Hash::parse);
        }
      }
    }
    return used.flatMap(hash -> keysOfCard(session, hash))
        .or(() -> file.keysOf(card.get().signingKey()))
        .orElseThrow(() -> new KeyFileException(file.path() + " has no key for this session"));
  }

  private Optional<AgentKeys> keysOfCard(SessionId session, Hash hash) {
    JsonObject json = calls.exchange(Call.read(Paths.card(session, hash)), by).orThrow();
    return file.keysOf(AgentCard.decode(json).orThrow().signingKey());
  }

  /// Known to nobody without the agent's key, since the signature is.
  private Nonce nonce(String disputeId, int round) {
    Hash place =
        Hash.of(("parley-nonce\n" + disputeId + "\n" + round).getBytes(StandardCharsets.UTF_8));
    byte[] secret = file.keys().signer().sign(SigningPurpose.REVEAL.input(place));
    return new Nonce(Hash.of(secret).text().substring("sha256:".length()));
  }

  private static TransportException noHead() {
    return new TransportException("the node's answer lacks what a record follows");
  }
}

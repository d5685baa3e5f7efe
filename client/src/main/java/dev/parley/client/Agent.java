package dev.parley.client;

import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.EnvelopeVerifier;
import dev.parley.core.endorsement.Endorsement;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.SessionMachine;
import dev.parley.core.trust.SignedEvidence;
import dev.parley.core.wire.Timestamp;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// An agent at a node, with keys of its own (self custody, protocol section 4): registers, finds
/// others, is invited, opens sessions. Thread-safe.
public final class Agent {
  private final NodeConnection node;
  private final KeyFile file;
  private final Tokens tokens;
  private final Registration registration;

  private Agent(NodeConnection node, KeyFile file) {
    this.node = node;
    this.file = file;
    this.tokens = new Tokens(node.calls(), file.agentId(), file::keys);
    this.registration = new Registration(node, file, tokens);
  }

  /// An agent at a node. Nothing is sent yet.
  ///
  /// @param node the node
  /// @param file who the agent is
  /// @return the agent
  public static Agent at(NodeConnection node, KeyFile file) {
    return new Agent(node, file);
  }

  /// Its name.
  ///
  /// @return the name
  public AgentUri id() {
    return file.agentId();
  }

  /// Brings the node's card of this agent up to date with the key file: a first card, or a new
  /// version if something changed; nothing happens if it is up to date.
  ///
  /// @return the card as it is registered now
  /// @throws RefusedException if the node declines it
  public AgentCard register() {
    return registration.register();
  }

  /// Makes new keys and registers them, signed by the old ones. Can be called again after a failure
  /// or a crash: it goes on where it stopped. Sessions that are going on keep the old keys until
  /// [Session#showCard].
  ///
  /// @return the card with the new keys
  /// @throws RefusedException if the node declines it
  public AgentCard rotateKeys() {
    return registration.rotateKeys();
  }

  /// This agent's card as the node has it.
  ///
  /// @return the card
  /// @throws RefusedException if it is not registered
  public AgentCard card() {
    return registration.card();
  }

  /// Another agent's card as the node shows it now, its own hash checked; who stands behind it is
  /// checked in a session.
  ///
  /// @param agent who
  /// @return nothing if the node does not know it
  public Optional<FoundAgent> card(AgentUri agent) {
    return node.agent(agent);
  }

  /// Finds agents that offer something.
  ///
  /// @param capability what
  /// @param minTrust the least score, 0 to 100
  /// @return those that the node knows, in its order
  public List<FoundAgent> discover(String capability, double minTrust) {
    String query =
        "/v1/asp/discover?capability=" + Paths.encoded(capability) + "&min_trust=" + minTrust;
    return pages(query, "agents").stream().map(FoundAgent::decode).toList();
  }

  /// What the node makes of an agent today.
  ///
  /// @param agent who
  /// @return its score, with what stands beside it
  /// @throws RefusedException if the node does not know it
  public AgentTrust trust(AgentUri agent) {
    return AgentTrust.decode(
        agent, node.calls().exchange(Call.read(Paths.trust(agent)), tokens).orThrow());
  }

  /// All that an agent's score follows from: [SignedEvidence#document] computes it. The node's
  /// signature is checked with the card of this connection's node.
  ///
  /// @param agent who
  /// @return the evidence
  /// @throws RefusedException if the node does not know it
  /// @throws NodeMisbehavedException if it is about somebody else, or the node has not signed it
  public SignedEvidence evidence(AgentUri agent) {
    JsonObject json =
        node.calls().exchange(Call.read(Paths.trust(agent) + "/evidence"), tokens).orThrow();
    if (SignedEvidence.decode(json) instanceof Decoded.Valid<SignedEvidence>(SignedEvidence read)
        && read.document().standing().agent().equals(agent)
        && read.seal().filter(s -> s.card().equals(node.card().steward())).isPresent()
        && read.fault(node.verifier()).isEmpty()) {
      return read;
    }
    String expected = "evidence about " + agent + " that the node has signed";
    throw new Discrepancy(Discrepancy.Kind.INTEGRITY, -1, expected, "something else").exception();
  }

  /// What this agent's account at the node holds, and its newest lines.
  ///
  /// @return `{account, balances, lines, nextCursor}`
  public JsonObject statement() {
    return node.calls().exchange(Call.read("/v1/asp/ledger"), tokens).orThrow();
  }

  /// The disputes that this agent takes part in.
  ///
  /// @return a handle; nothing is sent yet
  public Disputes disputes() {
    return new Disputes(node.calls(), tokens, file, registration::card, node::now);
  }

  /// What this agent can learn from its sessions that have ended.
  ///
  /// @return a handle; nothing is sent yet
  public Learning learning() {
    return new Learning(this, node.calls(), tokens);
  }

  /// What waits for this agent as an authority.
  ///
  /// @return a handle; nothing is sent yet
  public Escalations escalations() {
    return new Escalations(node.calls(), tokens);
  }

  /// What this agent may do without asking.
  ///
  /// @return a handle; nothing is sent yet
  public OwnMandate mandate() {
    return new OwnMandate(node.calls(), tokens, file, node::now);
  }

  /// Endorses another agent at the node, which asks for a trust score of at least 30.
  ///
  /// @param agent whom
  /// @param statement for people, if any
  /// @return the record with the time of its acceptance
  /// @throws RefusedException if the node declines it
  public JsonObject endorse(AgentUri agent, Optional<String> statement) {
    return endorse(agent, new Endorsement.Act.Given(statement));
  }

  /// Takes this agent's endorsement of another one back.
  ///
  /// @param agent whom
  /// @param endorsement the hash of the record that gave it, see [#endorsements]
  /// @return the record with the time of its acceptance
  /// @throws RefusedException if there is none
  public JsonObject withdrawEndorsement(AgentUri agent, Hash endorsement) {
    return endorse(agent, new Endorsement.Act.Withdrawn(endorsement));
  }

  private JsonObject endorse(AgentUri agent, Endorsement.Act act) {
    JsonObject record =
        Endorsement.sign(
            agent,
            id(),
            node.card().steward().agentId(),
            Timestamp.whole(node.now()),
            act,
            file.keys().signer());
    return node.calls()
        .exchange(Call.send("POST", Paths.endorsements(agent), record), tokens)
        .orThrow();
  }

  /// The endorsements of an agent that were not withdrawn, as the node shows them.
  ///
  /// @param agent whom they are about
  /// @return `{acceptedAt, endorsement}` each, in the order of their acceptance
  /// @throws RefusedException if the node does not know the agent
  public List<JsonObject> endorsements(AgentUri agent) {
    return pages(Paths.endorsements(agent) + "?limit=100", "endorsements");
  }

  /// The sessions that this agent takes or took part in, or was invited to.
  ///
  /// @return their ids, in the node's order
  public List<SessionId> sessions() {
    return pages(Paths.SESSIONS + "?limit=100", "sessions").stream()
        .flatMap(session -> session.string("sessionId").stream())
        .flatMap(id -> SessionId.parse(id).stream())
        .toList();
  }

  /// All pages of a list.
  private List<JsonObject> pages(String query, String member) {
    List<JsonObject> out = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      String page = query + cursor.map(c -> "&cursor=" + Paths.encoded(c)).orElse("");
      JsonObject answer = node.calls().exchange(Call.read(page), tokens).orThrow();
      for (JsonValue each : answer.array(member).orElse(JsonArray.EMPTY)) {
        if (each instanceof JsonObject entry) {
          out.add(entry);
        }
      }
      Optional<String> next = answer.string("nextCursor");
      cursor = next.equals(cursor) ? Optional.empty() : next;
    } while (cursor.isPresent());
    return out;
  }

  /// All invitations that are kept for this agent, then those that come.
  ///
  /// @return the inbox
  public Inbox inbox() {
    return inbox(Optional.empty());
  }

  /// The invitations behind one that was read in an earlier life.
  ///
  /// @param mark where that one stood, [Invitation#mark]
  /// @return the inbox
  public Inbox inboxAfter(String mark) {
    return inbox(Optional.of(mark));
  }

  private Inbox inbox(Optional<String> after) {
    Events events = Events.of(node.calls(), tokens, Paths.inbox(id()), after);
    return new Inbox(this, events, node.calls().settings().silence());
  }

  /// Opens a session: invites, and shows this agent's card.
  ///
  /// @param invite whom, about what, on which terms
  /// @return the session; see [Session#introduced] for the answer
  /// @throws RefusedException if the node declines it
  public Session open(Invite invite) {
    SessionId id = new SessionId(FreshIds.uuid7(node.now()));
    return started(
        id,
        opened -> {
          opened.session().send(invite.at(node.card().steward().agentId())).orThrow();
          opened.following().follow(0);
          opened.session().showCard();
        });
  }

  /// Takes up a session that this agent takes part in, or was invited to. All of it is fetched and
  /// checked; [Session#next] begins with its first message.
  ///
  /// @param id the session
  /// @return the session
  /// @throws RefusedException if there is no such session for this agent
  /// @throws NodeMisbehavedException if the node shows something that cannot be true
  public Session join(SessionId id) {
    return joinFrom(id, 0);
  }

  /// Takes up a session after a restart. All of it is fetched and checked again.
  ///
  /// @param id the session
  /// @param position the first position that was not read before
  /// @return the session; [Session#next] begins at that position
  /// @throws RefusedException if there is no such session for this agent
  /// @throws NodeMisbehavedException if the node shows something that cannot be true
  public Session joinFrom(SessionId id, long position) {
    return started(id, opened -> opened.following().follow(position));
  }

  /// Fetches the transcript of a session: header, cards, messages, and once it has ended the node's
  /// signature under all of it. Nothing in it is checked here.
  ///
  /// @param id the session
  /// @param out where to write it; not closed
  /// @throws IOException if it cannot be written there
  /// @throws RefusedException if there is no such session for this agent
  public void transcript(SessionId id, OutputStream out) throws IOException {
    new TranscriptDownload(node.calls(), tokens).copy(Paths.transcript(id), out);
  }

  /// What follows the answer to an invitation.
  enum Afterwards {
    SHOW_CARD,
    NOTHING
  }

  /// Answers the invitation of a session, or the last COUNTER to it.
  Session answering(Session session, Function<Received, Utterance> answer, Afterwards afterwards) {
    boolean answered = false;
    try {
      session
          .send(answer.apply(session.history().getFirst()), WhenOvertaken.repeat(Dispatch.MANY))
          .orThrow();
      if (afterwards == Afterwards.SHOW_CARD) {
        session.showCard();
      }
      answered = true;
      return session;
    } finally {
      if (!answered) {
        session.close();
      }
    }
  }

  /// A session with its first steps done; a handle on which they fail is closed.
  private Session started(SessionId id, Consumer<Opened> steps) {
    Opened opened = session(id);
    boolean begun = false;
    try {
      steps.accept(opened);
      begun = true;
      return opened.session();
    } finally {
      if (!begun) {
        opened.following().close();
      }
    }
  }

  private record Opened(Session session, Following following) {}

  private Opened session(SessionId id) {
    NodeCard card = node.card();
    SessionWire wire = new SessionWire(node.calls(), tokens, node.book(), id);
    AgentUri steward = card.steward().agentId();
    Replica replica =
        new Replica(
            id,
            new SessionMachine(card.clock()),
            new EnvelopeVerifier(node.verifier()),
            node.book(),
            agent -> agent.equals(steward) ? List.of(card.steward()) : node.book().of(agent));
    Following following = new Following(id, id(), wire, node.calls().settings(), replica);
    return new Opened(new Session(following, wire, sending()), following);
  }

  private Session.Sending sending() {
    Voice voice = new Voice(file);
    return new Session.Sending() {
      @Override
      public Voice voice() {
        return voice;
      }

      @Override
      public AgentCard card() {
        return registration.card();
      }

      @Override
      public double trustScore() {
        return registration.recordedScore();
      }

      @Override
      public Instant now() {
        return node.now();
      }

      @Override
      public ConnectionSettings settings() {
        return node.calls().settings();
      }
    };
  }

  /// The agent and the node.
  @Override
  public String toString() {
    return "Agent[" + id() + " at " + node + "]";
  }
}

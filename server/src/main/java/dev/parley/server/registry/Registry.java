package dev.parley.server.registry;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonObject;
import dev.parley.core.session.Cards;
import dev.parley.core.trust.Standing;
import dev.parley.core.trust.TrustScore;
import dev.parley.server.registry.RegistrationResult.Novelty;
import dev.parley.server.store.Attestation;
import dev.parley.server.store.Discovery;
import dev.parley.server.store.NodeStore;
import dev.parley.server.store.RegisteredAgent;
import dev.parley.server.time.NodeClock;
import dev.parley.server.trust.NodeTrust;
import java.util.List;
import java.util.Optional;

/// The agents of a node (protocol section 4). Reads come from memory where they can; what a
/// registration changes is on disk before it is answered. Thread-safe.
public final class Registry implements Cards {
  private final NodeStore store;
  private final NodeClock clock;
  private final Steward steward;
  private final Directory directory;
  private final Attestations attestations;
  private final NodeTrust trust;
  private final Registrar registrar;
  private final AgentCard stewardCard;

  /// Opens the registry of a node and sees to it that its steward is registered.
  ///
  /// @param store where agents are kept
  /// @param clock the node's clock
  /// @param steward the node's own agent
  /// @param vault encrypts the keys of agents in node custody
  /// @param admission which organisations may register
  /// @param verifier checks signatures
  /// @param trust what the node makes of what its agents did
  /// @throws IllegalStateException when the store holds a steward with other keys, or takes nothing
  public Registry(
      NodeStore store,
      NodeClock clock,
      Steward steward,
      Vault vault,
      Admission admission,
      Verifier verifier,
      NodeTrust trust) {
    this.store = store;
    this.clock = clock;
    this.steward = steward;
    Proving proving =
        (card, at) ->
            card.agentId().equals(steward.agent())
                ? IdentityProof.OPERATOR_VOUCHED
                : admission.proof(card, at);
    this.directory = new Directory(store, vault, proving);
    this.attestations = new Attestations(steward);
    this.trust = trust;
    CardDesk desk = new CardDesk(store, clock, directory, attestations, trust, proving);
    this.registrar = new Registrar(steward, directory, desk, vault, admission, verifier);
    this.stewardCard = registrar.stewardCard();
  }

  /// Registers an agent or a new version of its card.
  ///
  /// @param agent the agent of the request's path
  /// @param body the signed card; in node custody `card` (its unsigned fields) and `clientKey`
  /// @param by on whose authority
  /// @return what became of it
  public RegistrationResult register(AgentUri agent, JsonObject body, Registrant by) {
    return switch (registrar.register(agent, body, by)) {
      case Decoded.Refused<Novelty>(var refusal) -> new RegistrationResult.Refused(refusal);
      case Decoded.Valid<Novelty>(Novelty novelty) ->
          directory
              .agent(agent)
              .<RegistrationResult>map(
                  known -> new RegistrationResult.Registered(known.card(), shown(known), novelty))
              .orElseThrow();
    };
  }

  /// The steward's card.
  ///
  /// @return its current version
  public AgentCard stewardCard() {
    return stewardCard;
  }

  /// An agent's card with the node's part.
  ///
  /// @param agent the agent
  /// @return nothing when it is not registered here
  public Optional<JsonObject> card(AgentUri agent) {
    return directory.agent(agent).map(this::shown);
  }

  /// An agent's current card.
  ///
  /// @param agent the agent
  /// @return nothing when it is not registered here
  public Optional<AgentCard> current(AgentUri agent) {
    return directory.agent(agent).map(KnownAgent::card);
  }

  /// Who an agent is, for people.
  ///
  /// @param agent the agent
  /// @return nothing when it is not registered here
  public Optional<Profile> profile(AgentUri agent) {
    return directory.agent(agent).map(known -> known.profile(clock.now()));
  }

  @Override
  public Optional<AgentCard> byHash(Hash hash) {
    return directory.byHash(hash);
  }

  /// Who may sign client assertions and request proofs of an agent.
  ///
  /// @param agent the agent
  /// @return in self custody the card's signing key, in node custody the client's key; nothing when
  ///   the agent is not registered here
  public Optional<ProofKey> assertionKey(AgentUri agent) {
    return directory.agent(agent).map(KnownAgent::assertionKey);
  }

  /// The key of the client of an agent in node custody.
  ///
  /// @param agent the agent
  /// @return nothing in self custody, or when the agent is not registered here
  public Optional<ProofKey> clientKey(AgentUri agent) {
    return directory.agent(agent).flatMap(KnownAgent::held).map(KnownAgent.Held::clientKey);
  }

  /// The keys that the node holds for an agent.
  ///
  /// @param agent the agent
  /// @return nothing in self custody, or when the agent is not registered here
  public Optional<AgentKeys> heldKeys(AgentUri agent) {
    return directory.agent(agent).flatMap(KnownAgent::held).map(KnownAgent.Held::keys);
  }

  /// Who may open a session with an agent.
  ///
  /// @param agent the agent
  /// @return nothing when it is not registered here
  public Optional<ContactPolicy> contactPolicy(AgentUri agent) {
    return directory.agent(agent).map(KnownAgent::policy);
  }

  /// An agent's trust score.
  ///
  /// @param agent the agent
  /// @return 0 to 100 in steps of 0.01; 0 when it is not registered here
  public double score(AgentUri agent) {
    return directory.agent(agent).map(known -> score(known).total() / 100.0).orElse(0.0);
  }

  /// The node itself deals with nobody, so trust keeps nothing about it.
  private TrustScore score(KnownAgent known) {
    Standing standing = known.standing(clock.now());
    return trust.score(standing).orElseGet(() -> trust.scoreAs(standing));
  }

  /// What the node makes of what its agents did.
  ///
  /// @return the same each time
  public NodeTrust trust() {
    return trust;
  }

  /// An agent's trust score with its parts.
  ///
  /// @param agent the agent
  /// @return 0 in every part when it is not registered here
  public TrustScore trustScore(AgentUri agent) {
    return directory.agent(agent).map(this::score).orElseGet(() -> trust.none(agent));
  }

  /// An agent's trust level.
  ///
  /// @param agent the agent
  /// @return the lowest when it is not registered here
  public TrustLevel level(AgentUri agent) {
    return TrustLevel.of(score(agent));
  }

  /// Whether an agent may state a score in its first message: it is its score, or was within the
  /// last 5 minutes (protocol section 2, `sender.trustScore`).
  ///
  /// @param agent the agent
  /// @param stated the score that it states
  /// @return true if so
  public boolean servedLately(AgentUri agent, double stated) {
    int hundredths = (int) Math.rint(stated * 100);
    return hundredths / 100.0 == stated
        && directory
            .agent(agent)
            .filter(
                known -> trust.heldLately(agent, hundredths) || score(known).total() == hundredths)
            .isPresent();
  }

  /// Finds agents, the highest score first. The steward is not among them.
  ///
  /// @param capability what they must offer; nothing for any
  /// @param minTrust the least score, 0 to 100
  /// @param cursor where the page begins, from the page before
  /// @param limit how many at most, at least 1
  /// @return the page; `malformed` when the cursor is none of ours
  public Decoded<Page> discover(
      Optional<String> capability, double minTrust, Optional<String> cursor, int limit) {
    Optional<Discovery.Place> after = cursor.flatMap(Registry::place);
    if (cursor.isPresent() && after.isEmpty()) {
      return Decoded.refused(ErrorCode.MALFORMED.because("the cursor is none of this node's"));
    }
    trust.publish();
    int least = (int) Math.ceil(Math.clamp(minTrust, 0, 100) * 100 - 1e-6);
    List<RegisteredAgent> found =
        store.discover(
            new Discovery(capability.orElse(null), least, after.orElse(null), limit + 1));
    boolean more = found.size() > limit;
    List<RegisteredAgent> page = more ? found.subList(0, limit) : found;
    List<JsonObject> cards =
        page.stream()
            .filter(row -> !row.card().agent().equals(steward.agent().text()))
            .flatMap(row -> directory.agent(new AgentUri(row.card().agent())).stream())
            .map(this::shown)
            .toList();
    return Decoded.valid(
        new Page(cards, more ? Optional.of(cursor(page.getLast())) : Optional.empty()));
  }

  /// The agents with the highest scores as they were last attested. The steward is not among them.
  ///
  /// @param most how many at most, at least 1
  /// @return their current cards, the highest score first
  public List<AgentCard> best(int most) {
    return store.discover(new Discovery(null, 0, null, most)).stream()
        .filter(row -> !row.card().agent().equals(steward.agent().text()))
        .flatMap(row -> current(new AgentUri(row.card().agent())).stream())
        .toList();
  }

  private static String cursor(RegisteredAgent last) {
    Discovery.Place place = Discovery.Place.of(last);
    return place.trustScoreHundredths() + "~" + place.agent();
  }

  private static Optional<Discovery.Place> place(String cursor) {
    int split = cursor.indexOf('~');
    if (split < 1 || split > 5 || !cursor.substring(0, split).chars().allMatch(Registry::digit)) {
      return Optional.empty();
    }
    return AgentUri.parse(cursor.substring(split + 1))
        .map(
            agent ->
                new Discovery.Place(Integer.parseInt(cursor.substring(0, split)), agent.text()));
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }

  /// Attests anew when the score has changed and somebody looks; what is stored follows.
  private JsonObject shown(KnownAgent known) {
    TrustScore score = score(known);
    if (attestations.current(known.attestation(), known.card(), score)) {
      return Attestations.shown(known.card(), known.attestation());
    }
    Attestation fresh = attestations.of(known.card(), score);
    var _ =
        store
            .attest(known.agent().text(), known.card().hash(), fresh)
            .thenRunAsync(() -> directory.forget(known.agent()));
    return Attestations.shown(known.card(), fresh);
  }
}

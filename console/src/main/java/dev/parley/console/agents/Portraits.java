package dev.parley.console.agents;

import dev.parley.console.page.Site;
import dev.parley.console.people.Person;
import dev.parley.console.people.Role;
import dev.parley.console.words.Plain;
import dev.parley.core.card.AgentCard;
import dev.parley.core.endorsement.Endorsement;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.ledger.Account;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.EvidenceDocument;
import dev.parley.server.http.NodeBinding;
import dev.parley.server.registry.Profile;
import dev.parley.server.store.Content;
import dev.parley.server.store.OverviewStore;
import dev.parley.server.store.StoredEndorsement;
import dev.parley.server.store.StoredJson;
import dev.parley.server.store.TrustStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// Puts together what a page shows of an agent. However much there is of it, a page reads a limited
/// part.
final class Portraits {
  /// How many pieces of evidence a page reads; who has more gets no history, and dealings of the
  /// newest only. A document by the API holds many more.
  static final int PIECES = 1_000;

  private static final int ENDORSEMENTS = 20;

  private final Site site;

  Portraits(Site site) {
    this.site = site;
  }

  /// An agent as a person may know it.
  ///
  /// @param before where a page of evidence begins
  /// @return nothing when no such agent is registered here
  Optional<Portrait> of(AgentUri agent, Person person, long before) {
    NodeBinding.Parts node = site.node();
    Optional<Profile> profile = node.registry().profile(agent);
    if (profile.isEmpty()) {
      return Optional.empty();
    }
    boolean mine = person.scope().reach().covers(agent.text());
    OverviewStore overview = site.overview();
    List<TrustStore.Piece> newest = overview.evidence(agent, Long.MAX_VALUE, PIECES + 1);
    Optional<EvidenceDocument> document =
        newest.size() > PIECES ? Optional.empty() : node.registry().trust().document(agent, PIECES);
    return Optional.of(
        new Portrait(
            agent,
            Papers.of(profile.get(), cards(profile.get().card()), node.verifier()),
            new Repute(node.registry().trustScore(agent)),
            document.map(ScoreHistory::of),
            backing(
                node.store().ratings().endorsements(agent.text(), 0, ENDORSEMENTS + 1),
                StoredEndorsement::endorser),
            backing(overview.endorsedBy(agent, 0, ENDORSEMENTS + 1), StoredEndorsement::agent),
            mine ? Optional.of(conduct(agent, newest, before)) : Optional.empty(),
            mine && person.role() == Role.OPERATOR
                ? Optional.of(
                    Purse.of(
                        node.ledger()
                            .statement(new Account.OfAgent(agent), Long.MAX_VALUE, Purse.LINES)))
                : Optional.empty(),
            person.scope().title()));
  }

  /// The newest versions, with the one before them to check the first of them with.
  private List<AgentCard> cards(AgentCard current) {
    long from = Math.max(1, current.version() - Papers.VERSIONS);
    return site
        .node()
        .store()
        .versions(current.agentId().text(), from, Papers.VERSIONS + 1)
        .stream()
        .map(stored -> AgentCard.decode(StoredJson.of(stored.canonical())).orThrow())
        .toList();
  }

  private static Portrait.Backing backing(
      List<StoredEndorsement> found, Function<StoredEndorsement, String> other) {
    return new Portrait.Backing(
        found.stream()
            .limit(ENDORSEMENTS)
            .map(
                stored ->
                    new Portrait.Word(
                        new AgentUri(other.apply(stored)),
                        stored.acceptedAt(),
                        statement(stored.canonical())))
            .toList(),
        found.size() > ENDORSEMENTS);
  }

  private static String statement(Content record) {
    return switch (Endorsement.decode(StoredJson.of(record)).orThrow().act()) {
      case Endorsement.Act.Given(Optional<String> statement) ->
          statement.map(Plain::text).orElse("");
      case Endorsement.Act.Withdrawn _ -> "";
    };
  }

  private Conduct conduct(AgentUri agent, List<TrustStore.Piece> newest, long before) {
    List<TrustStore.Piece> listed =
        before == Long.MAX_VALUE
            ? newest
            : site.overview().evidence(agent, before, Conduct.LISTED + 1);
    List<TrustStore.Piece> shown = listed.subList(0, Math.min(Conduct.LISTED, listed.size()));
    return new Conduct(
        agent,
        Dealings.of(distinct(newest)),
        newest.size() <= PIECES,
        distinct(shown).stream().map(Conduct.Piece::new).toList(),
        listed.size() > Conduct.LISTED
            ? OptionalLong.of(shown.getLast().number())
            : OptionalLong.empty());
  }

  /// A breach that was forgiven since comes twice: the newer one holds.
  private static List<Evidence> distinct(List<TrustStore.Piece> newestFirst) {
    Map<String, Evidence> out = new LinkedHashMap<>();
    newestFirst.forEach(
        piece -> out.putIfAbsent(piece.evidence().origin().hash().text(), piece.evidence()));
    return new ArrayList<>(out.values());
  }
}

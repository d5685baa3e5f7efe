package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Cards by hash, and the agents of this node with their chains of card versions (protocol, section
/// 4).
///
/// Safe for all threads; reads and futures behave as in [SessionStore].
public interface CardStore {

  /// Makes a card its agent's current one if it continues the chain; with it the capabilities, the
  /// node's part and the custody.
  ///
  /// @param registration the new version
  /// @return what became of it, once that is certain
  CompletableFuture<RegistrationOutcome> register(Registration registration);

  /// Keeps a card of an agent that is not of this node. Keeping it again changes nothing.
  ///
  /// @param card the card
  /// @return what became of it, once that is certain
  CompletableFuture<WriteOutcome> keep(StoredCard card);

  /// Replaces the node's part of an agent's card, if `card` is still the current one.
  ///
  /// @param agent the agent URI
  /// @param card the card that is attested
  /// @param attestation the new part
  /// @return what became of it, once that is certain
  CompletableFuture<WriteOutcome> attest(String agent, Hash card, Attestation attestation);

  /// Keeps what an organisation says of its agents, in place of what it said before.
  ///
  /// @param organization its record
  /// @return what became of it, once that is certain
  CompletableFuture<WriteOutcome> keep(StoredOrganization organization);

  /// What an organisation said of its agents last.
  ///
  /// @param domain its domain
  /// @return its record, empty when it has none here
  Optional<StoredOrganization> organization(String domain);

  /// A card by its hash.
  ///
  /// @param hash its hash
  /// @return the card, empty when it is not kept here
  Optional<StoredCard> card(Hash hash);

  /// An agent of this node.
  ///
  /// @param agent the agent URI
  /// @return the agent, empty when it is not registered here
  Optional<RegisteredAgent> agent(String agent);

  /// The card versions of an agent from a version on, in order.
  ///
  /// @param agent the agent URI
  /// @param from the first version
  /// @param limit how many at most
  /// @return the cards
  List<StoredCard> versions(String agent, long from, int limit);

  /// Agents of this node that match, in order.
  ///
  /// @param discovery what is looked for
  /// @return one page
  List<RegisteredAgent> discover(Discovery discovery);

  /// Who holds an agent's keys; empty when the agent is not of this node.
  ///
  /// @param agent the agent URI
  /// @return the custody
  Optional<Custody> custody(String agent);
}

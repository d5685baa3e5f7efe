package dev.parley.console.agents;

import dev.parley.console.words.Plain;
import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.Verifier;
import dev.parley.core.trust.Standing;
import dev.parley.server.registry.IdentityProof;
import dev.parley.server.registry.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who an agent says it is, and what is known of that.
///
/// @param card the card in use
/// @param proof what is proven about its organisation
/// @param custody who holds its keys
/// @param keySince since when its signing key is known here
/// @param versions its cards, the newest first
public record Papers(
    AgentCard card, String proof, String custody, Instant keySince, List<Version> versions) {
  /// How many cards a page shows.
  static final int VERSIONS = 50;

  /// A version of a card.
  ///
  /// @param number 1, 2, 3 …
  /// @param hash the card's hash
  /// @param signingKey the fingerprint of the key for messages (RFC 7638)
  /// @param proofKey the fingerprint of the key for proofs of possession
  /// @param signer whose key has signed it
  /// @param holds whether that signature holds, checked when the page was written
  public record Version(
      long number, String hash, String signingKey, String proofKey, String signer, boolean holds) {}

  /// Puts them together.
  ///
  /// @param profile what the node knows
  /// @param cards versions in order; where the first of them is not version 1, it is there to check
  ///   the next one with and not shown
  static Papers of(Profile profile, List<AgentCard> cards, Verifier verifier) {
    List<Version> versions = new ArrayList<>();
    Optional<AgentCard> before = Optional.empty();
    for (AgentCard card : cards) {
      if (before.isPresent() || card.version() == 1) {
        versions.addFirst(version(card, before, verifier));
      }
      before = Optional.of(card);
    }
    return new Papers(
        profile.card(),
        proof(profile.proof()),
        custody(profile.custody()),
        profile.keySince(),
        versions);
  }

  private static Version version(AgentCard card, Optional<AgentCard> before, Verifier verifier) {
    boolean holds =
        switch (card.continuing(before, verifier)) {
          case Decoded.Valid<?> _ -> true;
          case Decoded.Refused<?> _ -> false;
        };
    return new Version(
        card.version(),
        card.hash().text(),
        card.signingKey().thumbprint(),
        card.proofKey().thumbprint(),
        before
            .map(
                earlier ->
                    earlier.signingKey().equals(card.signingKey())
                        ? "its own key, as version " + earlier.version()
                        : "the key of version " + earlier.version())
            .orElse("its own key"),
        holds);
  }

  private static String proof(IdentityProof proof) {
    return switch (proof) {
      case SELF_ASSERTED -> "nothing is proven: the agent says so itself";
      case FREE_DOMAIN -> "nothing is proven: a name that anybody may use on a development node";
      case OPERATOR_VOUCHED -> "whoever runs this node vouches for the organisation";
      case DOMAIN_PROVEN -> "the organisation names the agent and its key at its own domain";
    };
  }

  private static String custody(Standing.Custody custody) {
    return switch (custody) {
      case AGENT -> "held by the agent itself";
      case NODE -> "held by this node for the agent";
    };
  }

  /// What it calls itself.
  ///
  /// @return its own words
  public String name() {
    return Plain.text(card.name());
  }

  /// What it says that its organisation is called.
  ///
  /// @return its own words
  public String organisation() {
    return Plain.text(card.orgId());
  }

  /// What it offers.
  ///
  /// @return its own words
  public List<String> capabilities() {
    return card.capabilities().stream().map(Plain::text).toList();
  }

  /// How many older versions are not shown.
  ///
  /// @return 0 or more
  public long olderVersions() {
    return card.version() - versions.size();
  }
}

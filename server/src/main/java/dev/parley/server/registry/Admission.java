package dev.parley.server.registry;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.server.organization.Organizations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which organisations may register agents on a node (protocol section 4, registration).
public final class Admission {
  private static final List<String> FREE_SUFFIXES = List.of(".example", ".test", ".localhost");

  private enum FreeDomains {
    OPEN,
    CLOSED
  }

  private final Set<String> organisations;
  private final FreeDomains freeDomains;
  private final Optional<Organizations> proven;

  private Admission(
      Set<String> organisations, FreeDomains freeDomains, Optional<Organizations> proven) {
    this.organisations = Set.copyOf(organisations);
    this.freeDomains = freeDomains;
    this.proven = proven;
  }

  /// Only the organisations that the operator names.
  ///
  /// @param organisations their domains
  /// @return the rule
  public static Admission ofOrganisations(Set<String> organisations) {
    return new Admission(organisations, FreeDomains.CLOSED, Optional.empty());
  }

  /// Also everybody under `.example`, `.test` and `localhost`: for development.
  ///
  /// @param organisations the domains that the operator names besides
  /// @return the rule
  public static Admission ofDevelopment(Set<String> organisations) {
    return new Admission(organisations, FreeDomains.OPEN, Optional.empty());
  }

  /// Also organisations that prove their domains.
  ///
  /// @param organizations knows them
  /// @return the rule
  public Admission orProvenBy(Organizations organizations) {
    return new Admission(organisations, freeDomains, Optional.of(organizations));
  }

  /// What speaks against a first card: its organisation is neither listed nor free, and its record
  /// does not name the agent. Waits for a look at that record. An organisation that is listed is
  /// looked at later, since its own proof counts for more.
  ///
  /// @param card the card, which is sound in itself
  /// @param caller on whose behalf
  /// @return nothing when the organisation consents
  Optional<Refusal> objection(AgentCard card, String caller) {
    Optional<IdentityProof> listed = listed(card.agentId());
    if (listed.isPresent()) {
      proven
          .filter(_ -> listed.get() == IdentityProof.OPERATOR_VOUCHED)
          .ifPresent(organizations -> organizations.lookLater(card.agentId().domain()));
      return Optional.empty();
    }
    return proven
        .map(organizations -> organizations.objection(card, caller))
        .orElseGet(() -> Optional.of(notOnboarded(card.agentId())));
  }

  static Refusal notOnboarded(AgentUri agent) {
    return ErrorCode.UNAUTHORIZED.because(
        "the organisation " + agent.domain() + " is not onboarded here");
  }

  /// What is proven about an agent's organisation.
  ///
  /// @param card the agent's card
  /// @param at now, or a short time ago
  /// @return the best proof
  IdentityProof proof(AgentCard card, Instant at) {
    return proven.filter(organizations -> organizations.proves(card, at)).isPresent()
        ? IdentityProof.DOMAIN_PROVEN
        : listed(card.agentId()).orElse(IdentityProof.SELF_ASSERTED);
  }

  /// What the configuration says about an agent's domain.
  ///
  /// @param agent the agent
  /// @return nothing when it says nothing
  Optional<IdentityProof> listed(AgentUri agent) {
    String domain = agent.domain();
    if (organisations.contains(domain)) {
      return Optional.of(IdentityProof.OPERATOR_VOUCHED);
    }
    boolean free = domain.equals("localhost") || FREE_SUFFIXES.stream().anyMatch(domain::endsWith);
    return free && freeDomains == FreeDomains.OPEN
        ? Optional.of(IdentityProof.FREE_DOMAIN)
        : Optional.empty();
  }
}

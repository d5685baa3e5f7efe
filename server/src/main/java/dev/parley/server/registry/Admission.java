package dev.parley.server.registry;

import dev.parley.core.identity.AgentUri;
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

  private Admission(Set<String> organisations, FreeDomains freeDomains) {
    this.organisations = Set.copyOf(organisations);
    this.freeDomains = freeDomains;
  }

  /// Only the organisations that the operator names.
  ///
  /// @param organisations their domains
  /// @return the rule
  public static Admission ofOrganisations(Set<String> organisations) {
    return new Admission(organisations, FreeDomains.CLOSED);
  }

  /// Also everybody under `.example`, `.test` and `localhost`: for development.
  ///
  /// @param organisations the domains that the operator names besides
  /// @return the rule
  public static Admission ofDevelopment(Set<String> organisations) {
    return new Admission(organisations, FreeDomains.OPEN);
  }

  /// What is proven by an agent's domain.
  ///
  /// @param agent the agent
  /// @return nothing when its organisation has not consented
  Optional<IdentityProof> proof(AgentUri agent) {
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

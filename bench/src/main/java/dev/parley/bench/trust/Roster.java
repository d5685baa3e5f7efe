package dev.parley.bench.trust;

import dev.parley.core.identity.AgentUri;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The agents of a market under the names that they have at a node, each of an organisation of its
/// own. A node can vouch for an organisation, and let a domain register freely: it knows an IV of
/// 60 and one of 20, so whoever has more in the market has 60.
final class Roster {
  private static final int FREE = 20;
  private static final int VOUCHED = 60;

  private final List<AgentUri> names = new ArrayList<>();
  private final List<Integer> identities = new ArrayList<>();
  private final Set<AgentUri> seeds = new HashSet<>();

  void joined(int identity, boolean seed) {
    String domain = String.format(Locale.ROOT, "o%04d.example", names.size());
    AgentUri name = new AgentUri("agent://" + domain + "/trader");
    names.add(name);
    identities.add(identity < VOUCHED ? FREE : VOUCHED);
    if (seed) {
      seeds.add(name);
    }
  }

  int size() {
    return names.size();
  }

  AgentUri name(int agent) {
    return names.get(agent);
  }

  List<AgentUri> names() {
    return List.copyOf(names);
  }

  int identity(int agent) {
    return identities.get(agent);
  }

  Set<AgentUri> seeds() {
    return Set.copyOf(seeds);
  }

  /// The domains for which the operator vouches.
  Set<String> vouched() {
    Set<String> domains = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (identities.get(i) == VOUCHED) {
        domains.add(names.get(i).domain());
      }
    }
    return domains;
  }
}

package dev.parley.core.learning;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.learning.Case.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How it went with one counterparty about one thing, or with all of them. Immutable.
///
/// @param counterparty with whom; empty: all
/// @param capability about what; empty also for invitations that name nothing
/// @param sessions how many there were
/// @param agreed how many of those with a talk came to an agreement
/// @param ourProposals how many of ours were accepted
/// @param theirProposals how many of theirs were
/// @param ourObligations how many of ours broke, of those kept or broken
/// @param theirObligations how many of theirs did
/// @param ourResponse our median time to an answer; nothing without any
/// @param theirResponse theirs
record Dealing(
    Optional<AgentUri> counterparty,
    String capability,
    int sessions,
    Rate agreed,
    Rate ourProposals,
    Rate theirProposals,
    Rate ourObligations,
    Rate theirObligations,
    Optional<Duration> ourResponse,
    Optional<Duration> theirResponse) {
  static final int MOST = 100;

  private static final Comparator<Dealing> ORDER =
      Comparator.comparingInt(Dealing::sessions)
          .reversed()
          .thenComparing(d -> d.counterparty().map(AgentUri::text).orElse(""))
          .thenComparing(Dealing::capability);

  private record Key(AgentUri counterparty, String capability) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = counterparty.compareTo(other.counterparty);
      return order != 0 ? order : capability.compareTo(other.capability);
    }
  }

  /// The dealings with each counterparty, most sessions first.
  static List<Dealing> withEach(List<Case> cases) {
    Map<Key, List<Case>> groups = new TreeMap<>();
    for (Case each : cases) {
      for (Part other : each.others()) {
        groups
            .computeIfAbsent(new Key(other.agent(), each.capability()), _ -> new ArrayList<>())
            .add(each);
      }
    }
    return groups.entrySet().stream()
        .map(g -> of(Optional.of(g.getKey().counterparty()), g.getKey().capability(), g.getValue()))
        .sorted(ORDER)
        .toList();
  }

  /// The dealings about each capability, whoever with.
  static List<Dealing> about(List<Case> cases) {
    Map<String, List<Case>> groups = new TreeMap<>();
    cases.forEach(c -> groups.computeIfAbsent(c.capability(), _ -> new ArrayList<>()).add(c));
    return groups.entrySet().stream()
        .map(g -> of(Optional.empty(), g.getKey(), g.getValue()))
        .sorted(ORDER)
        .toList();
  }

  private static Dealing of(Optional<AgentUri> with, String capability, List<Case> cases) {
    Rate agreed = Rate.NONE;
    List<Part> ours = cases.stream().map(Case::self).toList();
    List<Part> theirs =
        cases.stream()
            .flatMap(c -> c.others().stream())
            .filter(p -> with.isEmpty() || p.agent().equals(with.get()))
            .toList();
    for (Case each : cases) {
      agreed = each.talked() ? agreed.counting(each.agreed()) : agreed;
    }
    return new Dealing(
        with,
        capability,
        cases.size(),
        agreed,
        proposals(ours),
        proposals(theirs),
        broken(ours),
        broken(theirs),
        response(ours),
        response(theirs));
  }

  private static Rate proposals(List<Part> parts) {
    Rate out = Rate.NONE;
    for (Part part : parts) {
      out = out.plus(part.proposals().accepted(), part.proposals().made());
    }
    return out;
  }

  static Rate broken(List<Part> parts) {
    Rate out = Rate.NONE;
    for (Part part : parts) {
      out = out.plus(part.obligations().broken(), part.obligations().judged());
    }
    return out;
  }

  private static Optional<Duration> response(List<Part> parts) {
    List<Duration> all = parts.stream().flatMap(p -> p.responses().stream()).toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(Figures.median(all));
  }

  JsonObject json() {
    JsonObject.Builder out = JsonObject.builder();
    counterparty.ifPresent(agent -> out.put("counterparty", agent.text()));
    out.put("capability", capability)
        .put("sessions", sessions)
        .put("agreed", agreed.json())
        .put("ourProposalsAccepted", ourProposals.json())
        .put("theirProposalsAccepted", theirProposals.json())
        .put("ourObligationsBroken", ourObligations.json())
        .put("theirObligationsBroken", theirObligations.json());
    ourResponse.ifPresent(time -> out.put("ourMedianResponseMs", time.toMillis()));
    theirResponse.ifPresent(time -> out.put("theirMedianResponseMs", time.toMillis()));
    return out.build();
  }
}

package dev.parley.core.model;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.session.Seat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who takes part, and what may be promised: what the model takes as given.
///
/// @param names everybody's name in the model
/// @param seats as what everybody takes part, by that name
/// @param promises what may be promised, by the commitment's id
/// @param decider who decides escalations
record World(
    Map<AgentUri, String> names,
    SortedMap<String, Seat> seats,
    SortedMap<String, Promise> promises,
    String decider) {

  private static final String DECIDES = "implies b = J --";

  /// One commitment that somebody can make.
  ///
  /// @param committer who makes it
  /// @param needed who has to accept it
  /// @param parts what is owed by it
  record Promise(String committer, SortedSet<String> needed, List<Part> parts) {}

  /// One obligation.
  ///
  /// @param name its name in the model
  /// @param creditor to whom it is owed
  record Part(String name, String creditor) {}

  /// That of `rules.als`: A owes B and C in c1, B owes C in c2.
  static final World CAST =
      new World(
          Cast.names(),
          new TreeMap<>(
              Map.of(
                  "A", Seat.INITIATOR,
                  "B", Seat.COUNTERPARTY,
                  "C", Seat.COUNTERPARTY,
                  "J", Seat.AUTHORITY,
                  "E", Seat.OBSERVER,
                  "N", Seat.STEWARD)),
          new TreeMap<>(
              Map.of(
                  "c1", new Promise("A", sorted("B", "C"), parts("o1", "B", "o2", "C")),
                  "c2", new Promise("B", sorted("C"), List.of(new Part("o3", "C"))))),
          "J");

  static World of(
      Map<AgentUri, String> names,
      Map<String, Seat> seats,
      Map<String, Promise> promises,
      String decider) {
    return new World(names, new TreeMap<>(seats), new TreeMap<>(promises), decider);
  }

  private static List<Part> parts(String first, String to, String second, String too) {
    return List.of(new Part(first, to), new Part(second, too));
  }

  static SortedSet<String> sorted(String... words) {
    return new TreeSet<>(List.of(words));
  }

  String name(AgentUri agent) {
    return called(agent, names);
  }

  SortedSet<String> principals() {
    return seats.entrySet().stream()
        .filter(e -> e.getValue() == Seat.INITIATOR || e.getValue() == Seat.COUNTERPARTY)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Promise promise(String commitment) {
    Promise promise = promises.get(commitment);
    if (promise == null) {
      throw new IllegalArgumentException(commitment + " is no commitment of this world");
    }
    return promise;
  }

  /// The name of an obligation.
  String part(String commitment, int index) {
    return promise(commitment).parts().get(index).name();
  }

  List<String> obligations() {
    return promises.values().stream().flatMap(p -> p.parts().stream()).map(Part::name).toList();
  }

  /// To which commitment an obligation belongs.
  String commitment(String obligation) {
    return promises.entrySet().stream()
        .filter(e -> e.getValue().parts().stream().anyMatch(p -> p.name().equals(obligation)))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /// The place of an obligation in its commitment.
  int index(String obligation) {
    return promise(commitment(obligation)).parts().stream()
        .map(Part::name)
        .toList()
        .indexOf(obligation);
  }

  String creditor(String obligation) {
    return promise(commitment(obligation)).parts().get(index(obligation)).creditor();
  }

  /// All that can be awaited: each timer of the model with what it belongs to.
  List<Move> expiries(String by) {
    List<Move> out = new ArrayList<>();
    promises.keySet().forEach(c -> out.add(Move.expiry(by, "T_AGREEING", c)));
    obligations().forEach(o -> out.add(Move.expiry(by, "T_OBLIGATION", o)));
    Stream.of("T_VOTE", "T_ESCALATION", "T_SILENCE", "T_SESSION")
        .forEach(timer -> out.add(Move.expiry(by, timer, Move.NONE)));
    return out;
  }

  /// What a commitment of the machine promises.
  static Promise read(Commitment commitment, Map<AgentUri, String> names) {
    List<Part> parts =
        commitment.obligations().stream()
            .map(
                o ->
                    new Part("o_" + commitment.id() + "_" + o.index(), called(o.creditor(), names)))
            .toList();
    SortedSet<String> needed = new TreeSet<>();
    commitment.needed().forEach(agent -> needed.add(called(agent, names)));
    return new Promise(called(commitment.committer(), names), needed, parts);
  }

  static String called(AgentUri agent, Map<AgentUri, String> names) {
    String name = names.get(agent);
    if (name == null) {
      throw new IllegalArgumentException(agent + " has no part in this world");
    }
    return name;
  }

  /// The rules of the model for this world: its first part written anew.
  String rules() {
    String rules = Model.rules();
    int from = rules.indexOf("/* Who takes part");
    int to = rules.indexOf("abstract sig Status");
    if (from < 0 || to < from || !rules.contains(DECIDES)) {
      throw new IllegalStateException("the rules do not say any more who takes part");
    }
    return rules.substring(0, from)
        + head()
        + rules.substring(to).replace(DECIDES, "implies b = " + decider + " --")
        + "run Any {} for 1 but exactly 2 steps\n";
  }

  private String head() {
    SortedSet<String> agents = new TreeSet<>(names.values());
    List<String> seated = new ArrayList<>();
    List<String> committers = new ArrayList<>();
    List<String> awaited = new ArrayList<>();
    List<String> owed = new ArrayList<>();
    List<String> creditors = new ArrayList<>();
    seats.forEach((who, seat) -> seated.add(who + "->" + seat));
    promises.forEach(
        (id, promise) -> {
          committers.add(id + "->" + promise.committer());
          promise.needed().forEach(who -> awaited.add(id + "->" + who));
          promise.parts().forEach(part -> owed.add(id + "->" + part.name()));
          promise.parts().forEach(part -> creditors.add(part.name() + "->" + part.creditor()));
        });
    return """
    abstract sig Agent { seat: lone Seat }
    one sig %s extends Agent {}
    fact Seats { seat = %s }
    fun principals: set Agent { %s }
    abstract sig Thing {}
    abstract sig Commitment, Obligation extends Thing {}
    one sig %s extends Commitment {}
    one sig %s extends Obligation {}
    fun committer: Commitment -> Agent { %s }
    fun needed: Commitment -> Agent { %s }
    fun part: Commitment -> Obligation { %s }
    fun creditor: Obligation -> Agent { %s }
    """
        .formatted(
            String.join(", ", agents),
            String.join(" + ", seated),
            String.join(" + ", principals()),
            String.join(", ", promises.keySet()),
            String.join(", ", obligations()),
            String.join(" + ", committers),
            String.join(" + ", awaited),
            String.join(" + ", owed),
            String.join(" + ", creditors));
  }
}

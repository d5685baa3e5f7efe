package dev.parley.cli;

import dev.parley.core.identity.AgentUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A house of the demo's market.
///
/// @param name of the house, such as `Alder`
/// @param role which part it plays
record House(String name, Role role) {
  private static final List<String> SEEDS =
      List.of(
          "Alder", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch", "Maple", "Oak", "Pine", "Yew");

  private static final List<String> SMALL =
      List.of(
          "Amber", "Basalt", "Chalk", "Flint", "Gneiss", "Jasper", "Marble", "Onyx", "Opal",
          "Quartz", "Slate");

  /// Which part it plays.
  enum Role {
    /// The node's operator has listed it among those that trust starts from.
    SEED,
    /// It sells to one of those, and buys from whoever comes.
    SMALL
  }

  static List<House> all() {
    List<House> houses = new ArrayList<>();
    SEEDS.forEach(name -> houses.add(new House(name, Role.SEED)));
    SMALL.forEach(name -> houses.add(new House(name, Role.SMALL)));
    return houses;
  }

  String domain() {
    return name.toLowerCase(Locale.ROOT) + ".example";
  }

  AgentUri agent() {
    return new AgentUri("agent://" + domain() + "/desk");
  }

  String organisation() {
    return "org_" + name.toLowerCase(Locale.ROOT);
  }
}

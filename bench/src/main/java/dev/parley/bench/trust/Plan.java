package dev.parley.bench.trust;

import java.util.List;
import java.util.Optional;

/// One line of the published table: a market, and what a prototype had measured for it.
///
/// @param title its name
/// @param setting the market
/// @param prototype `breach rate / AUC` of each algorithm in their order, where it was measured
public record Plan(String title, Setting setting, List<String> prototype) {

  /// Copies.
  public Plan {
    prototype = List.copyOf(prototype);
  }

  /// All lines of a size.
  ///
  /// @param size the size
  /// @return in the order of the table
  public static List<Plan> all(Setting.Size size) {
    return List.of(
        line(
            Attack.NONE,
            size,
            ".050/–",
            ".008/–",
            ".010/–",
            ".040/–",
            ".045/–",
            ".010/–",
            ".012/–"),
        line(
            Attack.NAIVE,
            size,
            ".211/.50",
            ".035/1.00",
            ".038/1.00",
            ".072/.96",
            ".077/.84",
            ".043/1.00",
            ".042/.99"),
        line(
            Attack.WHITEWASH,
            size,
            ".211/.50",
            ".066/.99",
            ".038/.99",
            ".071/1.00",
            ".071/1.00",
            ".069/.82",
            ".052/.79"),
        line(
            Attack.RING,
            size,
            ".209/.50",
            ".117/.29",
            ".141/.25",
            ".424/.08",
            ".135/.32",
            ".044/.90",
            ".043/.96"),
        line(
            Attack.CAMOUFLAGE,
            size,
            ".150/.50",
            ".092/.26",
            ".123/.21",
            ".339/.03",
            ".193/.16",
            ".046/.80",
            ".036/.89"),
        line(
            Attack.SPIES,
            size,
            ".138/.50",
            ".047/.33",
            ".057/.27",
            ".205/.03",
            ".131/.14",
            ".035/.91",
            ".033/.97"),
        line(
            Attack.SYBIL,
            size,
            ".142/.50",
            ".068/.31",
            ".081/.29",
            ".141/.24",
            ".076/.62",
            ".035/.95",
            ".035/.98"),
        line(
            Attack.ON_OFF,
            size,
            ".153/.50",
            ".030/.95",
            ".030/.98",
            ".094/.63",
            ".097/.60",
            ".037/.97",
            ".035/.97"),
        line(
            Attack.VALUE,
            size,
            ".142/.50",
            ".030/.81",
            ".033/.78",
            ".107/.57",
            ".115/.54",
            ".043/.74",
            ".049/.73"),
        line(
            Attack.SLANDER,
            size,
            ".150/.50",
            ".394/.00",
            ".394/.01",
            ".343/.03",
            ".179/.17",
            ".063/.69",
            ".054/.78"),
        line(
            Attack.EXIT,
            size,
            ".255/.50",
            ".342/.24",
            ".399/.25",
            ".656/.03",
            ".641/.04",
            ".106/.93",
            ".108/.94"),
        line(Attack.ENDORSED, size),
        line(Attack.DORMANT, size),
        judged(Attack.RING, size, 0.5, 0.1, ".046/.82", ".041/.93"),
        judged(Attack.RING, size, 0.2, 0.1, ".059/.69", ".051/.84"),
        judged(Attack.RING, size, 0, 0.1, ".212/.22", ".057/.69"),
        judged(Attack.CAMOUFLAGE, size, 0.2, 0.1, ".054/.62", ".044/.77"),
        judged(Attack.CAMOUFLAGE, size, 0, 0.1, ".167/.21", ".056/.60"),
        judged(Attack.SLANDER, size, 0.9, 0, ".042/.79", ".035/.89"),
        judged(Attack.SLANDER, size, 0.9, 0.3, ".144/.35", ".066/.78"));
  }

  private static Plan line(Attack attack, Setting.Size size, String... prototype) {
    return new Plan(attack.title(), Setting.of(attack, size), List.of(prototype));
  }

  private static Plan judged(
      Attack attack, Setting.Size size, double upheld, double wronged, String raw, String ours) {
    String what = attack == Attack.SLANDER ? ", false disputes " + wronged : ", upheld " + upheld;
    return new Plan(
        attack.title() + what,
        Setting.of(attack, size).judged(upheld, wronged),
        List.of("", "", "", "", "", raw, ours));
  }

  /// What the prototype had measured.
  ///
  /// @param kind the algorithm
  /// @return `breach rate / AUC`, where it was measured
  public Optional<String> prototype(Algorithm.Kind kind) {
    int at = List.of(Algorithm.Kind.values()).indexOf(kind);
    return at < prototype.size()
        ? Optional.of(prototype.get(at)).filter(cell -> !cell.isEmpty())
        : Optional.empty();
  }
}

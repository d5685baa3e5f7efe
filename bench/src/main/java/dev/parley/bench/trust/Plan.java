package dev.parley.bench.trust;

import java.util.List;
import java.util.Optional;

/// One line of the published table: a market, and what a prototype had measured for it.
///
/// @param title its name
/// @param setting the market
/// @param prototype `breach rate / AUC` of each algorithm in their order, where it was measured
public record Plan(String title, Setting setting, List<String> prototype) {

  /// Attack, chances in disputes, and the prototype's cells; a hyphen where it had measured
  /// nothing.
  private static final String LINES =
      """
      NONE      0.9 0.1 .050/– .008/– .010/– .040/– .045/– .010/– .012/–
      NAIVE     0.9 0.1 .211/.50 .035/1.00 .038/1.00 .072/.96 .077/.84 .043/1.00 .042/.99
      WHITEWASH 0.9 0.1 .211/.50 .066/.99 .038/.99 .071/1.00 .071/1.00 .069/.82 .052/.79
      RING      0.9 0.1 .209/.50 .117/.29 .141/.25 .424/.08 .135/.32 .044/.90 .043/.96
      CAMOUFLAGE 0.9 0.1 .150/.50 .092/.26 .123/.21 .339/.03 .193/.16 .046/.80 .036/.89
      SPIES     0.9 0.1 .138/.50 .047/.33 .057/.27 .205/.03 .131/.14 .035/.91 .033/.97
      SYBIL     0.9 0.1 .142/.50 .068/.31 .081/.29 .141/.24 .076/.62 .035/.95 .035/.98
      ON_OFF    0.9 0.1 .153/.50 .030/.95 .030/.98 .094/.63 .097/.60 .037/.97 .035/.97
      VALUE     0.9 0.1 .142/.50 .030/.81 .033/.78 .107/.57 .115/.54 .043/.74 .049/.73
      SLANDER   0.9 0.1 .150/.50 .394/.00 .394/.01 .343/.03 .179/.17 .063/.69 .054/.78
      EXIT      0.9 0.1 .255/.50 .342/.24 .399/.25 .656/.03 .641/.04 .106/.93 .108/.94
      ENDORSED  0.9 0.1
      DORMANT   0.9 0.1
      RING      0.5 0.1 - - - - - .046/.82 .041/.93
      RING      0.2 0.1 - - - - - .059/.69 .051/.84
      RING      0.0 0.1 - - - - - .212/.22 .057/.69
      CAMOUFLAGE 0.2 0.1 - - - - - .054/.62 .044/.77
      CAMOUFLAGE 0.0 0.1 - - - - - .167/.21 .056/.60
      SLANDER   0.9 0.0 - - - - - .042/.79 .035/.89
      SLANDER   0.9 0.3 - - - - - .144/.35 .066/.78
      """;

  private static final int CELLS_FROM = 3;

  /// Copies.
  public Plan {
    prototype = List.copyOf(prototype);
  }

  /// All lines of a size.
  ///
  /// @param size the size
  /// @return in the order of the table
  public static List<Plan> all(Setting.Size size) {
    return LINES.lines().map(line -> of(line, size)).toList();
  }

  private static Plan of(String line, Setting.Size size) {
    List<String> cells = List.of(line.split(" +", -1));
    Setting usual = Setting.of(Attack.valueOf(cells.getFirst()), size);
    Setting setting =
        usual.judged(Double.parseDouble(cells.get(1)), Double.parseDouble(cells.get(2)));
    String title = setting.attack().title();
    if (setting.upheld() != usual.upheld()) {
      title += ", upheld " + setting.upheld();
    }
    if (setting.wronged() != usual.wronged()) {
      title += ", false disputes " + setting.wronged();
    }
    return new Plan(title, setting, cells.subList(CELLS_FROM, cells.size()));
  }

  /// What the prototype had measured.
  ///
  /// @param kind the algorithm
  /// @return `breach rate / AUC`, where it was measured
  public Optional<String> prototype(Algorithm.Kind kind) {
    int at = List.of(Algorithm.Kind.values()).indexOf(kind);
    return at < prototype.size()
        ? Optional.of(prototype.get(at)).filter(cell -> !cell.equals("-"))
        : Optional.empty();
  }
}

package dev.parley.console.agents;

import dev.parley.console.page.Drawn;
import dev.parley.console.words.EvidenceWords;
import dev.parley.console.words.Plain;
import dev.parley.core.json.JsonObject;
import dev.parley.core.trust.Epoch;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.EvidenceDocument;
import dev.parley.core.trust.Rater;
import dev.parley.core.trust.Trust;
import dev.parley.core.trust.TrustScore;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/// How a score came to what it is: computed again for earlier days, each from the evidence until
/// then. What those behind the evidence weigh is that of today, since only that is known of them.
///
/// @param points the oldest first
/// @param pace from what to what it goes
public record ScoreHistory(List<Point> points, Pace pace) {
  /// How many points there are at most.
  static final int MOST = 120;

  /// How many pieces of evidence all points together may look at, so that a page stays quick.
  private static final int LOOKS = 60_000;

  private static final int FEWEST = 20;
  private static final long DAY_SECONDS = 86_400;
  private static final int DAYS_BY_MOMENT = 2;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /// From what to what a history goes.
  public enum Pace {
    /// From day to day, or over several where there are many.
    DAYS,
    /// From event to event, where all of it is of a day or two.
    EVENTS
  }

  /// The score at a time.
  ///
  /// @param label when, in words
  /// @param total the score
  /// @param low what it was at least
  /// @param change by how much it has changed since the point before
  /// @param since what has happened since the point before
  public record Point(String label, int total, int low, int change, List<Evidence> since) {
    /// The score.
    ///
    /// @return 0 to 100 with two decimals
    public String trust() {
      return Plain.points(total);
    }

    /// What it was at least.
    ///
    /// @return 0 to 100 with two decimals
    public String least() {
      return Plain.points(low);
    }

    /// By how much it has changed.
    ///
    /// @return with a sign; empty where it has not
    public String moved() {
      return change == 0 ? "" : (change > 0 ? "+" : "−") + Plain.points(Math.abs(change));
    }

    /// What has happened.
    ///
    /// @return each kind once, with how often it came
    public String events() {
      return EvidenceWords.together(since);
    }

    private boolean breach() {
      return since.stream().anyMatch(Evidence.Breach.class::isInstance);
    }
  }

  /// Of the first pieces, in order, on a day.
  private record Moment(String label, long day, int pieces) {}

  /// Computes it.
  ///
  /// @param document all evidence about the agent
  /// @return without points when there is no evidence
  static ScoreHistory of(EvidenceDocument document) {
    List<Evidence> pieces =
        document.evidence().stream()
            .sorted(Comparator.comparing((Evidence piece) -> piece.origin().at()))
            .toList();
    if (pieces.isEmpty()) {
      return new ScoreHistory(List.of(), Pace.EVENTS);
    }
    int most = Math.clamp(LOOKS / pieces.size(), FEWEST, MOST);
    long today = document.epoch().day();
    Pace pace = today - day(pieces.getFirst()) >= DAYS_BY_MOMENT ? Pace.DAYS : Pace.EVENTS;
    List<Moment> moments =
        switch (pace) {
          case DAYS -> days(pieces, today, most);
          case EVENTS -> events(pieces, today, most);
        };
    return new ScoreHistory(points(document, pieces, moments), pace);
  }

  private static long day(Evidence piece) {
    return Math.floorDiv(piece.origin().at().getEpochSecond(), DAY_SECONDS);
  }

  /// From the day before the first piece to today, the steps as short as they may be.
  private static List<Moment> days(List<Evidence> pieces, long today, int most) {
    long first = day(pieces.getFirst()) - 1;
    long step = Math.ceilDiv(today - first, most - 1L);
    List<Moment> out = new ArrayList<>();
    int taken = 0;
    for (long day = today - (today - first) / step * step; day <= today; day += step) {
      while (taken < pieces.size() && day(pieces.get(taken)) <= day) {
        taken++;
      }
      out.add(new Moment(DAY.format(LocalDate.ofEpochDay(day)), day, taken));
    }
    return out;
  }

  /// From event to event, as many at once as there have to be, and today, from when on the evidence
  /// of yesterday counts for more.
  private static List<Moment> events(List<Evidence> pieces, long today, int most) {
    List<Moment> out = new ArrayList<>();
    out.add(new Moment("before", day(pieces.getFirst()), 0));
    int step = Math.ceilDiv(pieces.size(), most - 2);
    for (int i = 0; i < pieces.size(); i++) {
      Instant at = pieces.get(i).origin().at();
      boolean lastOfMoment = i + 1 == pieces.size() || !pieces.get(i + 1).origin().at().equals(at);
      if (lastOfMoment && (i + 1 - out.getLast().pieces() >= step || i + 1 == pieces.size())) {
        out.add(new Moment(MOMENT.format(at), day(pieces.get(i)), i + 1));
      }
    }
    if (out.getLast().day() < today) {
      out.add(new Moment(DAY.format(LocalDate.ofEpochDay(today)), today, pieces.size()));
    }
    return out;
  }

  private static List<Point> points(
      EvidenceDocument document, List<Evidence> pieces, List<Moment> moments) {
    List<Rater> raters =
        pieces.stream()
            .map(piece -> piece.origin().counterparty())
            .distinct()
            .map(document.epoch()::rater)
            .toList();
    List<Point> out = new ArrayList<>();
    int taken = 0;
    int before = 0;
    for (Moment moment : moments) {
      TrustScore score =
          Trust.score(
              document.standing(),
              Epoch.of(moment.day(), document.epoch().agents(), raters),
              pieces.subList(0, moment.pieces()));
      out.add(
          new Point(
              moment.label(),
              score.total(),
              score.low(),
              out.isEmpty() ? 0 : score.total() - before,
              pieces.subList(taken, moment.pieces())));
      before = score.total();
      taken = moment.pieces();
    }
    return out;
  }

  /// The points at which something happened or moved, the newest first, with the first of all.
  ///
  /// @return rows of a table
  public List<Point> rows() {
    List<Point> out = new ArrayList<>();
    for (Point point : points) {
      if (out.isEmpty() || point.change() != 0 || !point.since().isEmpty()) {
        out.addFirst(point);
      }
    }
    return out;
  }

  /// What a script draws.
  ///
  /// @return `{labels, series: [{name, values}]}`; a series of single points says so
  public String json() {
    List<JsonObject> series = new ArrayList<>();
    series.add(Drawn.line("score", drawn(_ -> true, Point::total)));
    series.add(Drawn.line("at least", drawn(_ -> true, Point::low)));
    if (points.stream().anyMatch(Point::breach)) {
      series.add(Drawn.points("verdict of breach", drawn(Point::breach, Point::total)));
    }
    return new Drawn(points.stream().map(Point::label).toList(), series).json();
  }

  private List<Optional<BigDecimal>> drawn(
      Predicate<Point> which, ToIntFunction<Point> hundredths) {
    return points.stream()
        .map(
            point ->
                Optional.of(point)
                    .filter(which)
                    .map(p -> BigDecimal.valueOf(hundredths.applyAsInt(p), 2)))
        .toList();
  }
}

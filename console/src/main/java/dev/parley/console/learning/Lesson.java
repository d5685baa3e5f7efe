package dev.parley.console.learning;

import dev.parley.console.words.Plain;
import dev.parley.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A report for people: what one agent may learn from its own sessions.
///
/// @param report as the desk made it
public record Lesson(JsonObject report) {

  /// A proposal for the agent's policy: somebody has to decide.
  ///
  /// @param policy of which kind
  /// @param about what or whom it is about
  /// @param advice what to do
  /// @param now what was so far
  /// @param why why
  /// @param sessions how many stand behind it
  /// @param organisations how many stand behind it
  public record Proposal(
      String policy,
      String about,
      String advice,
      String now,
      String why,
      long sessions,
      long organisations) {}

  /// How talks went with somebody, or about something.
  ///
  /// @param with whom
  /// @param about what
  /// @param sessions how many
  /// @param agreed in how many of them they came to an agreement
  /// @param share the same in percent
  /// @param theyBroke of their obligations
  /// @param weBroke of the agent's own
  /// @param theyAnswer how long they take, the median
  /// @param weAnswer how long the agent takes
  public record Talks(
      String with,
      String about,
      long sessions,
      String agreed,
      int share,
      String theyBroke,
      String weBroke,
      String theyAnswer,
      String weAnswer) {}

  /// Something that followed something.
  ///
  /// @param from what came first
  /// @param to what followed
  /// @param times how often
  /// @param percent of the most frequent
  /// @param mean how long it took
  public record Step(String from, String to, long times, long percent, String mean) {}

  /// Something that was counted.
  ///
  /// @param words what
  /// @param sessions in how many sessions
  public record Counted(String words, long sessions) {}

  /// How well something is predicted.
  ///
  /// @param what what
  /// @param of of what
  /// @param measure how the error is measured
  /// @param sessions of how many
  /// @param error the error
  /// @param naive that of who takes the mean
  /// @param verdict which is better
  public record Prediction(
      String what,
      String of,
      String measure,
      long sessions,
      String error,
      String naive,
      String verdict) {}

  /// A figure that may be told to others.
  ///
  /// @param figure which
  /// @param about what
  /// @param mean its mean, with noise
  public record Told(String figure, String about, String mean) {}

  /// How many sessions it is made of.
  ///
  /// @return 0 or more
  public long sessions() {
    return Reading.count(report, "sessions");
  }

  /// How many older ones were left out.
  ///
  /// @return 0 or more
  public long leftOut() {
    return Reading.count(report, "sessionsLeftOut");
  }

  /// From when to when they were.
  ///
  /// @return in UTC
  public String span() {
    return Reading.at(report, "from") + " to " + Reading.at(report, "to");
  }

  /// What it speaks for.
  ///
  /// @return at most 100
  public List<Proposal> proposals() {
    return Reading.rows(report, "proposals").stream()
        .map(
            row ->
                new Proposal(
                    Plain.word(Reading.text(row, "kind")),
                    about(row.object("subject").orElse(JsonObject.EMPTY)),
                    advice(row),
                    Reading.amount(row, "now"),
                    Reading.text(row, "why"),
                    Reading.count(row, "sessions"),
                    Reading.count(row, "organisations")))
        .toList();
  }

  private static String about(JsonObject subject) {
    if (subject.has("counterparty")) {
      return Reading.who(subject);
    }
    String capability = Reading.text(subject, "capability");
    return subject.has("path")
        ? Reading.subject(subject)
        : capability.isEmpty() ? "all" : capability;
  }

  private static String advice(JsonObject row) {
    return switch (Reading.text(row, "advice")) {
      case "set" -> Reading.amount(row, "value");
      case "prefer" -> "rather deal with it";
      case "avoid" -> "rather deal with others";
      case "require" -> "ask for escrow";
      case String other -> other;
    };
  }

  /// With whom and about what it dealt.
  ///
  /// @return all together first, at most 200
  public List<Talks> talks() {
    return Stream.of("capabilities", "counterparties")
        .flatMap(list -> Reading.rows(report, list).stream())
        .map(
            row ->
                new Talks(
                    Reading.who(row),
                    Reading.text(row, "capability"),
                    Reading.count(row, "sessions"),
                    Reading.rate(row, "agreed"),
                    Reading.share(row, "agreed"),
                    Reading.rate(row, "theirObligationsBroken"),
                    Reading.rate(row, "ourObligationsBroken"),
                    Reading.time(row, "theirMedianResponseMs"),
                    Reading.time(row, "ourMedianResponseMs")))
        .toList();
  }

  /// Which prices were agreed on.
  ///
  /// @return those with the most sessions
  public List<PriceCurve> prices() {
    return Reading.rows(report, "prices").stream()
        .limit(PriceCurve.MOST)
        .map(PriceCurve::of)
        .toList();
  }

  /// How offers moved.
  ///
  /// @return one for each price and counterparty
  public List<Concessions> concessions() {
    return Concessions.of(Reading.rows(report, "concessions"));
  }

  /// What followed what.
  ///
  /// @return the most frequent first
  public List<Step> steps() {
    List<JsonObject> edges = Reading.rows(flow(), "edges");
    long most = edges.stream().mapToLong(edge -> Reading.count(edge, "times")).max().orElse(1);
    return edges.stream()
        .map(
            edge ->
                new Step(
                    activity(Reading.text(edge, "from")),
                    activity(Reading.text(edge, "to")),
                    Reading.count(edge, "times"),
                    100 * Reading.count(edge, "times") / Math.max(1, most),
                    Reading.time(edge, "meanMs")))
        .toList();
  }

  /// The report speaks of us and them; people read it about an agent.
  private static String activity(String step) {
    return step.replaceFirst("^us ", "it: ").replaceFirst("^them ", "they: ");
  }

  private JsonObject flow() {
    return report.object("flow").orElse(JsonObject.EMPTY);
  }

  /// Whole courses.
  ///
  /// @return the most frequent first
  public List<Counted> courses() {
    return Reading.rows(flow(), "variants").stream()
        .map(
            row -> {
              List<String> steps = new ArrayList<>();
              Reading.texts(row, "steps").forEach(step -> steps.add(activity(step)));
              steps.add(Reading.text(row, "outcome"));
              return new Counted(String.join(" › ", steps), Reading.count(row, "sessions"));
            })
        .toList();
  }

  /// Why sessions ended.
  ///
  /// @return the most frequent first
  public List<Counted> reasons() {
    return Reading.rows(report, "reasons").stream()
        .map(row -> new Counted(Reading.text(row, "reason"), Reading.count(row, "sessions")))
        .toList();
  }

  /// How well it predicts.
  ///
  /// @return at most 100
  public List<Prediction> predictions() {
    return Reading.rows(report, "predictions").stream()
        .map(
            row ->
                new Prediction(
                    Plain.word(Reading.text(row, "what")),
                    row.object("subject").map(Reading::subject).orElse(""),
                    Reading.text(row, "measure"),
                    Reading.count(row, "sessions"),
                    Reading.amount(row, "error"),
                    Reading.amount(row, "naive"),
                    verdict(row)))
        .toList();
  }

  private static String verdict(JsonObject row) {
    return switch (Reading.text(row, "verdict")) {
      case "better" -> "better than the naive one";
      case "worse" -> "the naive one is better";
      case "equal" -> "no better than the naive one";
      case "too-few" -> "too few sessions to say";
      case String other -> other;
    };
  }

  private JsonObject shared() {
    return report.object("shared").orElse(JsonObject.EMPTY);
  }

  /// What may be told to others.
  ///
  /// @return at most 100
  public List<Told> told() {
    return Reading.rows(shared(), "figures").stream()
        .map(
            row ->
                new Told(
                    Plain.word(Reading.text(row, "figure")),
                    row.has("capability") ? Reading.text(row, "capability") : "all",
                    Reading.amount(row, "mean")))
        .toList();
  }

  /// What that is made of.
  ///
  /// @return sentences
  public String telling() {
    long leftOut = Reading.count(shared(), "leftOut");
    String words =
        "Figures of at least %d organisations, each counted once, with noise (ε = %s each)."
            .formatted(
                Reading.count(shared(), "fewestOrganisations"),
                Reading.amount(shared(), "epsilonOfEachFigure"));
    return leftOut == 0
        ? words
        : "%s Left out, since there are fewer: %d %s."
            .formatted(words, leftOut, leftOut == 1 ? "figure" : "figures");
  }
}

package dev.parley.cli;

import static dev.parley.cli.LearnText.number;
import static dev.parley.cli.LearnText.rows;
import static dev.parley.cli.LearnText.text;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A learn report as one page: charts within, no script, nothing fetched from anywhere. All that a
/// counterparty may have written stands in it as words.
final class LearnPage {
  private static final int ROWS = 100;
  private static final int CHARTS = 8;

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--fore:#1c2024;--back:#fcfcfd;--soft:#60646c;--line:#d9d9e0;--us:#0b68cb;--them:#ad5700;--band:#0b68cb26}
      @media(prefers-color-scheme:dark){:root{--fore:#edeef0;--back:#111113;--soft:#b0b4ba;--line:#43484e;--us:#70b8ff;--them:#ffa057;--band:#70b8ff33}}
      body{font:15px/1.5 system-ui,sans-serif;color:var(--fore);background:var(--back);max-width:64rem;margin:2rem auto;padding:0 1rem}
      h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem}p.soft,.soft{color:var(--soft)}
      .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere;vertical-align:top}
      th{color:var(--soft);font-weight:500}td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
      svg.chart{width:100%;height:auto;border:1px solid var(--line);margin:.4rem 0}svg.bar{width:8rem;height:.7rem}
      svg text{font-size:12px;fill:var(--soft);dominant-baseline:middle}circle.us,rect.us{fill:var(--us)}polygon.band{fill:var(--band)}line.grid{stroke:var(--line)}
      polyline{fill:none;stroke-width:3}polyline.us,.key.us{stroke:var(--us);color:var(--us)}polyline.them,.key.them{stroke:var(--them);color:var(--them)}
      polyline.them{stroke-dasharray:7 4}
      """;

  private final Markup out = new Markup();

  private LearnPage() {}

  /// Writes the page.
  ///
  /// @param report as `--json` has it
  static String of(JsonObject report) {
    LearnPage page = new LearnPage();
    page.write(report);
    return page.out.toString();
  }

  private void write(JsonObject report) {
    String title = "What " + text(report, "agentId") + " learnt";
    out.raw("<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n")
        .raw("<meta name=viewport content=\"width=device-width,initial-scale=1\">\n")
        .raw("<meta http-equiv=Content-Security-Policy content=\"default-src 'none';")
        .raw(" style-src 'unsafe-inline'\">\n")
        .element("title", title)
        .raw("<style>\n" + STYLE + "</style>\n</head>\n<body>\n")
        .element("h1", title);
    out.element(
        "p",
        "From %d sessions that ended, %s to %s; %d older ones are left out."
            .formatted(
                number(report, "sessions"),
                text(report, "from"),
                text(report, "to"),
                number(report, "sessionsLeftOut")));
    proposals(report);
    dealings(report);
    prices(report);
    concessions(report);
    flow(report.object("flow").orElse(JsonObject.EMPTY));
    reasons(report);
    predictions(report);
    shared(report.object("shared").orElse(JsonObject.EMPTY));
    out.raw("</body>\n</html>\n");
  }

  private void proposals(JsonObject report) {
    out.element("h2", "What it speaks for");
    List<JsonObject> all = rows(report, "proposals", ROWS);
    if (all.isEmpty()) {
      out.element("p", "Nothing yet: too few sessions, or of too few organisations.");
      return;
    }
    out.element("p", "These are proposals: somebody has to decide.")
        .head("policy", "about", "advice", "so far", "why", "sessions", "organisations");
    for (JsonObject each : all) {
      out.raw("<tr>")
          .cell(text(each, "kind"))
          .cell(LearnAdvice.subject(each))
          .cell(LearnAdvice.advice(each))
          .number(LearnText.amount(each, "now"))
          .cell(text(each, "why"))
          .number(Long.toString(number(each, "sessions")))
          .number(Long.toString(number(each, "organisations")))
          .raw("</tr>\n");
    }
    out.foot();
  }

  private void dealings(JsonObject report) {
    out.element("h2", "With whom, about what")
        .head("with", "about", "sessions", "agreed", "", "they broke", "we broke", "they answer");
    for (String list : List.of("capabilities", "counterparties")) {
      for (JsonObject row : rows(report, list, ROWS)) {
        out.raw("<tr>")
            .cell(row.string("counterparty").orElse("all"))
            .cell(text(row, "capability"))
            .number(Long.toString(number(row, "sessions")))
            .number(LearnText.rate(row, "agreed"))
            .raw("<td>" + Charts.bar(share(row, "agreed")) + "</td>")
            .number(LearnText.rate(row, "theirObligationsBroken"))
            .number(LearnText.rate(row, "ourObligationsBroken"))
            .number(LearnText.time(row, "theirMedianResponseMs"))
            .raw("</tr>\n");
      }
    }
    out.foot();
  }

  private static double share(JsonObject row, String member) {
    return decimal(row.object(member).orElse(JsonObject.EMPTY), "share");
  }

  private static double decimal(JsonObject in, String member) {
    return switch (in.get(member)) {
      case JsonNumber(double value) -> value;
      case JsonString(String text) -> Double.parseDouble(checked(text));
      case null, default -> 0;
    };
  }

  /// A number that only text carries exactly.
  private static String checked(String text) {
    return text.matches("-?[0-9]{1,40}(\\.[0-9]{1,20})?") ? text : "0";
  }

  private void prices(JsonObject report) {
    out.element("h2", "Prices against those before");
    for (JsonObject band : rows(report, "prices", CHARTS)) {
      String title =
          "%s: %s to %s, median %s, of %d sessions"
              .formatted(
                  LearnText.subject(band),
                  LearnText.amount(band, "low"),
                  LearnText.amount(band, "high"),
                  LearnText.amount(band, "median"),
                  number(band, "sessions"));
      List<Charts.Point> points = new ArrayList<>();
      for (JsonObject price : rows(band, "newest", ROWS)) {
        double amount = decimal(price, "amount");
        points.add(
            new Charts.Point(
                amount,
                price.has("lowBefore") ? decimal(price, "lowBefore") : amount,
                price.has("highBefore") ? decimal(price, "highBefore") : amount,
                LearnText.amount(price, "amount")
                    + " with "
                    + text(price, "counterparty")
                    + ", "
                    + text(price, "endedAt")));
      }
      out.element("p", title).raw(Charts.prices(points, title));
    }
    out.raw("<p class=soft>")
        .text("Each dot is a session, the newest on the right; the band is what was seen before.")
        .raw("</p>\n");
  }

  private void concessions(JsonObject report) {
    List<JsonObject> all = rows(report, "concessions", ROWS);
    out.element("h2", "How offers moved")
        .raw("<p class=soft>")
        .text("From the first offer (bottom) to the price (top), over a side's offers: ")
        .raw("<span class=\"key us\">we</span>, <span class=\"key them\">they (dashed)</span>.")
        .raw("</p>\n");
    int drawn = 0;
    for (JsonObject ours : all) {
      String title = LearnText.subject(ours) + " with " + ours.string("counterparty").orElse("all");
      List<Charts.Curve> curves = new ArrayList<>();
      for (JsonObject each : all) {
        if (LearnAdvice.samePlace(ours, each)) {
          String side = text(each, "side").equals("us") ? "us" : "them";
          curves.add(new Charts.Curve(shares(each), side, side + ", " + number(each, "sessions")));
        }
      }
      boolean first =
          all.stream().filter(c -> LearnAdvice.samePlace(c, ours)).limit(1).anyMatch(ours::equals);
      if (first && drawn < CHARTS) {
        drawn++;
        out.element("p", title).raw(Charts.curves(curves, title));
      }
    }
  }

  private static List<Double> shares(JsonObject curve) {
    List<Double> out = new ArrayList<>();
    for (JsonValue each : curve.array("shares").orElse(JsonArray.EMPTY)) {
      out.add(each instanceof JsonNumber(double share) ? Math.clamp(share, 0, 1) : 0.0);
    }
    return out;
  }

  private void flow(JsonObject flow) {
    out.element("h2", "What followed what").head("after", "came", "times", "", "mean time");
    List<JsonObject> edges = rows(flow, "edges", ROWS);
    double most = edges.stream().mapToLong(e -> number(e, "times")).max().orElse(1);
    for (JsonObject edge : edges) {
      out.raw("<tr>")
          .cell(text(edge, "from"))
          .cell(text(edge, "to"))
          .number(Long.toString(number(edge, "times")))
          .raw("<td>" + Charts.bar(number(edge, "times") / Math.max(1, most)) + "</td>")
          .number(LearnText.time(edge, "meanMs"))
          .raw("</tr>\n");
    }
    out.foot().element("h2", "Whole courses").head("sessions", "course");
    for (JsonObject variant : rows(flow, "variants", ROWS)) {
      out.raw("<tr>")
          .number(Long.toString(number(variant, "sessions")))
          .cell(
              String.join(" › ", LearnText.texts(variant, "steps"))
                  + " › "
                  + text(variant, "outcome"))
          .raw("</tr>\n");
    }
    out.foot();
  }

  private void reasons(JsonObject report) {
    out.element("h2", "Why they ended").head("sessions", "reason");
    for (JsonObject each : rows(report, "reasons", ROWS)) {
      out.raw("<tr>")
          .number(Long.toString(number(each, "sessions")))
          .cell(text(each, "reason"))
          .raw("</tr>\n");
    }
    out.foot();
  }

  private void predictions(JsonObject report) {
    out.element("h2", "How well it predicts")
        .element("p", LearnAdvice.PREDICTING)
        .head("what", "of", "measure", "sessions", "error", "naive", "verdict");
    for (JsonObject each : rows(report, "predictions", ROWS)) {
      out.raw("<tr>")
          .cell(text(each, "what"))
          .cell(each.object("subject").map(LearnText::subject).orElse(""))
          .cell(text(each, "measure"))
          .number(Long.toString(number(each, "sessions")))
          .number(LearnText.amount(each, "error"))
          .number(LearnText.amount(each, "naive"))
          .cell(LearnAdvice.verdict(each))
          .raw("</tr>\n");
    }
    out.foot();
  }

  private void shared(JsonObject shared) {
    out.element("h2", "What may be told to others").element("p", LearnAdvice.telling(shared));
    List<JsonObject> figures = rows(shared, "figures", ROWS);
    if (figures.isEmpty()) {
      return;
    }
    out.head("figure", "about", "mean, with noise");
    for (JsonObject each : figures) {
      out.raw("<tr>")
          .cell(text(each, "figure"))
          .cell(each.string("capability").orElse("all"))
          .number(String.format(Locale.ROOT, "%.2f", decimal(each, "mean")))
          .raw("</tr>\n");
    }
    out.foot();
  }
}

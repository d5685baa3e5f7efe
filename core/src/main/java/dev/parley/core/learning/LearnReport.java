package dev.parley.core.learning;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.wire.Timestamp;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// What one side makes of its own sessions (protocol section 6, LEARN): how talks went, with whom
/// and about what they came to an agreement and kept it, how offers moved, which prices were agreed
/// on, what that says for its policy, and how well it predicts. A pure function of the cases, but
/// for the noise of what may be told to others. Immutable.
public final class LearnReport {
  /// The form that [#json] writes.
  public static final String FORMAT = "parley-learn-report/1";

  /// How many sessions a report is made of unless somebody says otherwise: the newest.
  public static final int USUAL_SESSIONS = 1000;

  /// The most sessions that anybody may ask for.
  public static final int MOST_SESSIONS = 10_000;

  private static final int MOST_PROPOSALS = 100;

  private static final Comparator<Case> IN_TIME =
      Comparator.comparing(Case::endedAt).thenComparing(c -> c.session().toString());

  private final JsonObject json;

  private LearnReport(JsonObject json) {
    this.json = json;
  }

  /// Makes a report.
  ///
  /// @param self who learns
  /// @param given its sessions, in any order, each once
  /// @param leftOut how many older sessions were not looked at
  /// @param chance the noise of the figures that may be told to others: a source that nobody can
  ///   predict
  /// @return the report
  public static LearnReport of(
      AgentUri self, List<Case> given, int leftOut, RandomGenerator chance) {
    List<Case> cases = given.stream().sorted(IN_TIME).toList();
    JsonObject.Builder out =
        JsonObject.builder()
            .put("format", FORMAT)
            .put("agentId", self.text())
            .put("sessions", cases.size())
            .put("sessionsLeftOut", leftOut);
    if (!cases.isEmpty()) {
      out.put("from", Timestamp.format(cases.getFirst().openedAt()))
          .put("to", Timestamp.format(cases.getLast().endedAt()));
    }
    List<Dealing> each = Dealing.withEach(cases);
    out.put("reasons", Flow.reasons(cases))
        .put("flow", Flow.of(cases).json())
        .put("capabilities", most(Dealing.about(cases), Dealing.MOST, Dealing::json))
        .put("counterparties", most(each, Dealing.MOST, Dealing::json))
        .put("counterpartiesLeftOut", Math.max(0, each.size() - Dealing.MOST))
        .put("prices", most(PriceBand.of(cases), PriceBand.MOST, PriceBand::json))
        .put(
            "concessions",
            most(ConcessionCurve.of(cases), ConcessionCurve.MOST, ConcessionCurve::json))
        .put("proposals", most(PolicyProposals.of(cases), MOST_PROPOSALS, PolicyProposal::json))
        .put("predictions", most(Forecast.of(cases), PriceBand.MOST, Forecast::json))
        .put("shared", SharedFigures.json(cases, chance));
    return new LearnReport(out.build());
  }

  private static <T> JsonArray most(List<T> all, int most, Function<T, ? extends JsonValue> form) {
    return JsonArray.of(all.stream().limit(most).map(form).toList());
  }

  /// The report as an object: `docs/learning.md` says what its members mean.
  ///
  /// @return ratios to four decimals, durations in milliseconds, amounts exact
  public JsonObject json() {
    return json;
  }
}

package dev.parley.cli;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonValue;
import dev.parley.core.trust.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What trust learns by a session, for people and for machines.
final class EvidenceReport {
  private EvidenceReport() {}

  /// A row for each agent that something is known about.
  static void rows(Table table, List<Evidence> evidence) {
    Map<AgentUri, List<String>> about = new TreeMap<>();
    for (Evidence piece : evidence) {
      about.computeIfAbsent(piece.origin().subject(), _ -> new ArrayList<>()).add(words(piece));
    }
    about.forEach(
        (agent, words) -> table.row("  evidence", agent + "  " + String.join(", ", words)));
  }

  static String words(Evidence piece) {
    return switch (piece) {
      case Evidence.SessionEnded s ->
          course(s.course())
              + (s.due() == 0 ? "" : ", " + s.inTime() + " of " + s.due() + " acts in time");
      case Evidence.ObligationEnded o ->
          (o.kept() ? "kept an obligation" : "broke an obligation") + worth(o.value());
      case Evidence.PaymentEnded p -> (p.kept() ? "paid" : "did not pay") + worth(p.value());
      case Evidence.RatingRevealed r -> "was rated " + r.points();
      case Evidence.Endorsement e ->
          switch (e.support()) {
            case GIVEN -> "was endorsed";
            case WITHDRAWN -> "is endorsed no longer";
          };
      case Evidence.Breach b ->
          "breach of severity " + b.severity() + (b.forgiven() ? ", forgiven" : "");
    };
  }

  private static String course(Evidence.Course course) {
    return switch (course) {
      case COMPLETED -> "completed the session";
      case AT_FAULT -> "is at fault that it failed";
      case BLAMELESS -> "is not at fault";
    };
  }

  private static String worth(long hundredths) {
    return hundredths == 0
        ? ""
        : String.format(Locale.ROOT, " (%d.%02d)", hundredths / 100, hundredths % 100);
  }

  static JsonArray json(List<Evidence> evidence) {
    return JsonArray.of(
        evidence.stream()
            .<JsonValue>map(piece -> piece.json().with("agentId", piece.origin().subject().text()))
            .toList());
  }
}

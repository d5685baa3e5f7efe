package dev.parley.console.disputes;

import dev.parley.console.words.Plain;
import dev.parley.console.words.TermRows;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A dispute with what both sides say beside what was agreed.
///
/// @param id its id
/// @param session its session
/// @param stage where it stands
/// @param complainant who complains
/// @param respondent about whom
/// @param reason why
/// @param agreed what was agreed: the obligation
/// @param escrow what is held for it, if anything
/// @param said what the two sides, the node and the judges have put on record
/// @param ruling the ruling that stands, if there is one
/// @param due until when it waits for what
/// @param form the ruling that may be made
public record DisputeDetail(
    String id,
    String session,
    String stage,
    String complainant,
    String respondent,
    String reason,
    List<TermRows.Row> agreed,
    Optional<String> escrow,
    List<Said> said,
    Optional<String> ruling,
    Optional<Instant> due,
    RulingForm form) {

  /// Something on record.
  ///
  /// @param kind what kind of record
  /// @param by by whom
  /// @param column 0 for the complainant, 1 for the respondent, 2 for everybody else
  /// @param at when it was accepted
  /// @param rows what it says
  public record Said(String kind, String by, int column, Instant at, List<TermRows.Row> rows) {}

  /// What a side has put on record.
  ///
  /// @param column whose
  /// @return in order
  public List<Said> column(int column) {
    return said.stream().filter(s -> s.column() == column).toList();
  }

  /// Where it is shown, and where a ruling is sent.
  ///
  /// @return a path
  public String href() {
    return DisputePages.path(id);
  }

  /// The stage in words.
  ///
  /// @return lower-case
  public String stageWord() {
    return Plain.word(stage);
  }

  static List<Said> said(JsonObject dispute) {
    String complainant = dispute.string("complainant").orElse("");
    String respondent = dispute.string("respondent").orElse("");
    List<Said> out = new ArrayList<>();
    for (JsonValue each : dispute.array("records").orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonObject placed) {
        JsonObject record = placed.object("record").orElse(JsonObject.EMPTY);
        String by = record.string("by").or(() -> record.string("filedBy")).orElse("");
        int column = by.equals(complainant) ? 0 : by.equals(respondent) ? 1 : 2;
        out.add(
            new Said(
                Plain.word(record.string("type").or(() -> record.string("kind")).orElse("record")),
                Plain.agent(by),
                column,
                placed.string("acceptedAt").flatMap(Timestamp::parse).orElse(Instant.EPOCH),
                TermRows.of(
                    record.without(
                        "integrity", "type", "kind", "by", "timestamp", "disputeId", "sessionId"),
                    Optional.empty())));
      }
    }
    return out;
  }

  static Optional<String> ruling(JsonObject dispute) {
    return dispute
        .object("ruling")
        .map(
            ruling ->
                "%s, severity %d, %s of the escrow to who was harmed; it rests on: %s"
                    .formatted(
                        JsonBoolean.TRUE.equals(ruling.get("upheld"))
                            ? "the complaint is right"
                            : "the complaint is wrong",
                        ruling.integer("severity").orElse(0),
                        ruling.string("valueShare").orElse("0"),
                        ruling.string("basis").orElse("")));
  }
}

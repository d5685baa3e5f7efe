package dev.parley.console.disputes;

import dev.parley.console.words.DisputeWords;
import dev.parley.console.words.Indented;
import dev.parley.console.words.Plain;
import dev.parley.console.words.TermRows;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeRecord;
import dev.parley.core.dispute.StageName;
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
    StageName stage,
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
  /// @param sentence what it says
  /// @param by by whom
  /// @param column 0 for the complainant, 1 for the respondent, 2 for everybody else
  /// @param at when it was accepted
  /// @param words what its maker adds for people; empty if nothing
  /// @param rows the evidence
  /// @param raw all of it
  public record Said(
      String sentence,
      String by,
      int column,
      Instant at,
      String words,
      List<TermRows.Row> rows,
      String raw) {}

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
  /// @return what it waits for
  public String stageWord() {
    return DisputeWords.of(stage);
  }

  static List<Said> said(JsonObject dispute) {
    String complainant = dispute.string("complainant").orElse("");
    String respondent = dispute.string("respondent").orElse("");
    List<Said> out = new ArrayList<>();
    for (JsonValue each : dispute.array("records").orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonObject placed) {
        DisputeRecord record =
            DisputeRecord.decode(placed.object("record").orElse(JsonObject.EMPTY)).orThrow();
        Added added = Added.of(record.act());
        String by = record.by().text();
        out.add(
            new Said(
                DisputeWords.of(record.act()),
                Plain.agent(by),
                by.equals(complainant) ? 0 : by.equals(respondent) ? 1 : 2,
                placed.string("acceptedAt").flatMap(Timestamp::parse).orElse(Instant.EPOCH),
                added.words().map(Plain::text).orElse(""),
                added.evidence().map(e -> TermRows.of(e, Optional.empty())).orElse(List.of()),
                Indented.of(record.json())));
      }
    }
    return out;
  }

  /// What the maker of a record adds to it.
  private record Added(Optional<String> words, Optional<JsonObject> evidence) {
    static Added of(DisputeAct act) {
      return switch (act) {
        case DisputeAct.Filed filed -> new Added(Optional.empty(), Optional.of(filed.evidence()));
        case DisputeAct.Answered answered -> new Added(answered.statement(), answered.evidence());
        case DisputeAct.Voted voted -> new Added(voted.grounds(), Optional.empty());
        case DisputeAct.Ruled ruled -> new Added(ruled.grounds(), Optional.empty());
        case DisputeAct.Appealed appealed -> new Added(appealed.grounds(), Optional.empty());
        case DisputeAct.Bonded _,
            DisputeAct.Withdrawn _,
            DisputeAct.Sealed _,
            DisputeAct.Revealed _,
            DisputeAct.Drawn _,
            DisputeAct.Forgiven _,
            DisputeAct.Expired _,
            DisputeAct.Final _ ->
            new Added(Optional.empty(), Optional.empty());
      };
    }
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

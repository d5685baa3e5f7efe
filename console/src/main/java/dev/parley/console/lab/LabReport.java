package dev.parley.console.lab;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.wire.Members;
import java.util.List;

/// What one run of the laboratory found, as a file holds it. Immutable.
///
/// @param title what was tried
/// @param command what gives the same again
/// @param about one sentence
/// @param sections its parts
public record LabReport(String title, String command, String about, List<Section> sections) {
  /// The `format` of a file.
  public static final String FORMAT = "parley-lab/1";

  /// Copies the list.
  public LabReport {
    sections = List.copyOf(sections);
  }

  /// How many of its bars hold.
  ///
  /// @return 0 or more
  public long held() {
    return verdicts(Column.HOLDS);
  }

  /// How many of its bars are missed.
  ///
  /// @return 0 or more
  public long missed() {
    return verdicts(Column.MISSED);
  }

  private long verdicts(String cell) {
    return sections.stream()
        .flatMap(section -> section.table().stream())
        .flatMap(Table::verdicts)
        .filter(cell::equals)
        .count();
  }

  /// The file.
  ///
  /// @return canonical JSON
  public byte[] encode() {
    return CanonicalJson.bytes(
        JsonObject.builder()
            .put("format", FORMAT)
            .put("title", title)
            .put("command", command)
            .put("about", about)
            .put("sections", JsonArray.of(sections.stream().map(Section::json).toList()))
            .build());
  }

  /// Reads a file of at most 1 MiB.
  ///
  /// @param bytes all of it
  /// @return the report, or `malformed` with the place of the first fault
  public static Decoded<LabReport> decode(byte[] bytes) {
    return switch (StrictJson.read(bytes, Limits.FILE)) {
      case Parsed.Value(JsonObject object, _) -> read(object);
      case Parsed.Value _ ->
          Decoded.refused(ErrorCode.MALFORMED.because("a report has to be an object"));
      case Parsed.Malformed(var fault, int offset, String detail) ->
          Decoded.refused(
              ErrorCode.MALFORMED.because(fault + " at byte " + offset + ": " + detail));
    };
  }

  private static Decoded<LabReport> read(JsonObject object) {
    if (!new JsonString(FORMAT).equals(object.get("format"))) {
      return Decoded.refused(
          ErrorCode.MALFORMED.because("not a report of the laboratory: no format " + FORMAT));
    }
    Members report = Members.of(object, "");
    String title = Limits.required(report, "title");
    String command = Limits.required(report, "command");
    String about = Limits.required(report, "about");
    List<Section> sections =
        report.list("sections", Limits.SECTIONS).stream().map(Section::read).toList();
    return report.result(() -> new LabReport(title, command, about, sections));
  }
}

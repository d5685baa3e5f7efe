package dev.parley.core.golden;

import dev.parley.core.Conversation;
import dev.parley.core.card.AgentCard;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/// What was done to the lines of the GPU session, and what is found where: the collector of such
/// cases.
final class Breaks {
  /// The header and three cards stand before the first message.
  static final int FIRST_MESSAGE = 5;

  final Conversation talk = GoldenSessions.gpu();
  final List<AgentCard> cards = TranscriptFile.cards(talk);
  final List<String> lines = TranscriptFile.of(talk, cards);
  final List<JsonObject> cases = new ArrayList<>();

  /// One change of the file; applied in order, lines count from 1.
  static JsonObject edit(String op, int line, String with) {
    JsonObject edit = JsonObject.EMPTY.with("op", op).with("line", line);
    return with.isEmpty() ? edit : edit.with("with", with);
  }

  static JsonObject replace(int line, String with) {
    return edit("replace", line, with);
  }

  static JsonObject remove(int line) {
    return edit("remove", line, "");
  }

  static JsonObject insert(int line, String with) {
    return edit("insert", line, with);
  }

  /// A case with a finding about the message at a position.
  void at(int position, String id, ErrorCode code, JsonObject... edits) {
    add(id, code, FIRST_MESSAGE + position, edits, position);
  }

  /// A case with a finding about the file.
  void inLine(int line, String id, ErrorCode code, JsonObject... edits) {
    add(id, code, line, edits, -1);
  }

  void add(String id, ErrorCode code, int line, JsonObject[] edits, int position) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("id", id)
            .put("edits", JsonArray.of(List.<JsonValue>of(edits)))
            .put("code", code.wire())
            .put("line", line);
    if (position >= 0) {
      out.put("position", position);
    }
    cases.add(out.build());
  }

  static int line(int position) {
    return FIRST_MESSAGE + position;
  }

  String text(int position) {
    return lines.get(line(position) - 1);
  }

  JsonObject swapped(int position, String from, String to) {
    if (!text(position).contains(from)) {
      throw new IllegalStateException(from + " is not in " + text(position));
    }
    return replace(line(position), text(position).replace(from, to));
  }

  List<JsonObject> cases() {
    return List.copyOf(cases);
  }
}

package dev.parley.console.lab;

import dev.parley.console.words.Plain;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.wire.Members;
import java.util.List;
import java.util.Optional;

/// What a report may hold: as much as people read and as a page shows at once, and no characters
/// that nobody sees. Stateless.
final class Limits {
  /// The whole file: 1 MiB.
  static final JsonLimits FILE = new JsonLimits(1024 * 1024, 16, 100);

  static final int SECTIONS = 40;
  static final int NOTES = 60;
  static final int COLUMNS = 24;
  static final int ROWS = 300;
  static final int LABELS = 100;
  static final int SERIES = 8;

  private static final int TEXT_LENGTH = 2000;
  private static final String RULE =
      "at most " + TEXT_LENGTH + " characters, all of which can be seen";

  private Limits() {}

  private static boolean does(String text) {
    return text.length() <= TEXT_LENGTH && text.lines().allMatch(Plain::isSeen);
  }

  static Optional<String> optional(Members in, String name) {
    Optional<String> text = in.optionalText(name);
    if (!text.map(Limits::does).orElse(true)) {
      in.wrong(name, RULE);
    }
    return text;
  }

  static String required(Members in, String name) {
    if (!in.has(name)) {
      in.wrong(name, "is required");
    }
    return optional(in, name).orElse("");
  }

  static List<String> texts(Members in, String name, int most) {
    List<String> texts = in.texts(name, most);
    if (!texts.stream().allMatch(Limits::does)) {
      in.wrong(name, RULE);
    }
    return texts;
  }
}

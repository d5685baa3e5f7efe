package dev.parley.cli;

/// Paints words for a terminal, or leaves them as they are.
enum Palette {
  /// No escape sequences at all.
  PLAIN,
  /// The eight colours that every terminal has, as its user has set them.
  COLOURED;

  /// What a colour is used for, never which one it is.
  enum Ink {
    /// Headings and what the eye should find first.
    STRONG("1"),
    /// What can be skipped: ids, hashes, times.
    FAINT("2"),
    /// It holds.
    GOOD("32"),
    /// It does not hold.
    BAD("31"),
    /// Look here.
    WARNING("33"),
    /// One side of a conversation.
    FIRST_VOICE("36"),
    /// The other side.
    SECOND_VOICE("35");

    private final String code;

    Ink(String code) {
      this.code = code;
    }
  }

  /// The text in a colour, with the terminal's own colour after it.
  String paint(Ink ink, String text) {
    return switch (this) {
      case PLAIN -> text;
      case COLOURED -> "\033[" + ink.code + "m" + text + "\033[0m";
    };
  }
}

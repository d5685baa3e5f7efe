package dev.parley.bench.trust;

/// Who ruled on what a session came to.
enum Judge {
  /// Nobody had to, or the records or criteria decided.
  NOBODY(""),
  /// The operator, since too few agents could.
  PERSON(", ruled by a person"),
  /// Agents that are drawn by lot.
  PANEL(", ruled by a panel");

  private final String words;

  Judge(String words) {
    this.words = words;
  }

  /// To put behind what it came to.
  String words() {
    return words;
  }
}

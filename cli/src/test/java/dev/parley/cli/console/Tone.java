package dev.parley.cli.console;

/// How agents on a stage speak where they may choose their words.
enum Tone {
  /// As one hopes.
  PLAIN,
  /// With something in every word that wants to be more than words.
  HOSTILE;

  /// What somebody says.
  String of(String words) {
    return switch (this) {
      case PLAIN -> words;
      case HOSTILE -> words + " " + Hostile.ALL;
    };
  }
}

package dev.parley.mcp;

/// The program in which the model runs, as far as it can put a question to the person before it.
interface Host {

  /// What the person says.
  enum Verdict {
    /// Yes, to exactly what was shown.
    APPROVED,
    /// No, or no answer.
    DECLINED,
    /// The host cannot ask.
    CANNOT_ASK
  }

  /// Asks for an approval. Waits for the person.
  ///
  /// @param question what exactly is to be approved
  /// @return what the person says
  Verdict ask(String question);
}

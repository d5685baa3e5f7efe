package dev.parley.cli;

/// Ends a command with what went wrong and what its user can do next. Thrown by commands only,
/// caught once, where the command line is executed; it is no bug and shows no stack trace.
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String next;

  /// A failure.
  ///
  /// @param code a word for programs: the protocol's code where a node refused, else one of ours
  /// @param problem what went wrong, with the values that matter; for people
  /// @param next what to do, an instruction; may be several lines
  CommandFailure(String code, String problem, String next) {
    super(problem, null, false, false);
    this.code = code;
    this.next = next;
  }

  String code() {
    return code;
  }

  String problem() {
    return String.valueOf(getMessage());
  }

  String next() {
    return next;
  }
}

package dev.parley.core.session;

/// One cell of the session table: what an act of a seat does in a state (protocol section 6).
public enum Cell {
  /// Refused with `invalid_transition`; changes nothing.
  REFUSED("–"),
  /// Stays in the state.
  SAME("same"),
  /// To INVITED.
  TO_INVITED("INVITED"),
  /// Stays INVITED, or goes to INTRODUCED with the last one, or to FAILED if nobody is left.
  INVITED_OR_ON("INVITED, INTRODUCED or FAILED"),
  /// To CONVERSING.
  TO_CONVERSING("CONVERSING"),
  /// To AGREEING.
  TO_AGREEING("AGREEING"),
  /// AGREEING while any commitment is PROPOSED, else EXECUTING once any was ACTIVE, else
  /// CONVERSING.
  DERIVED("derived"),
  /// To ESCALATED.
  TO_ESCALATED("ESCALATED"),
  /// To the derived state, CLOSED or FAILED, as the authority decided.
  RESOLVED("derived, CLOSED or FAILED"),
  /// To CLOSED, if nothing is open.
  TO_CLOSED("CLOSED"),
  /// To FAILED, if nothing is open.
  TO_FAILED("FAILED"),
  /// To CONVERSING, or CLOSED when fewer than two principals would be left.
  CONVERSING_OR_CLOSED("CONVERSING or CLOSED"),
  /// Stays, or goes to CLOSED when fewer than two principals would be left.
  SAME_OR_CLOSED("same or CLOSED"),
  /// What section 7 says of the timer.
  AS_TIMER("by timer");

  private final String text;

  Cell(String text) {
    this.text = text;
  }

  /// The cell in `docs/session-table.md`.
  ///
  /// @return a few words
  public String text() {
    return text;
  }
}

package dev.parley.core.session;

import static dev.parley.core.session.Cell.AS_TIMER;
import static dev.parley.core.session.Cell.CONVERSING_OR_CLOSED;
import static dev.parley.core.session.Cell.DERIVED;
import static dev.parley.core.session.Cell.INVITED_OR_ON;
import static dev.parley.core.session.Cell.REFUSED;
import static dev.parley.core.session.Cell.RESOLVED;
import static dev.parley.core.session.Cell.SAME;
import static dev.parley.core.session.Cell.SAME_OR_CLOSED;
import static dev.parley.core.session.Cell.TO_AGREEING;
import static dev.parley.core.session.Cell.TO_CLOSED;
import static dev.parley.core.session.Cell.TO_CONVERSING;
import static dev.parley.core.session.Cell.TO_ESCALATED;
import static dev.parley.core.session.Cell.TO_FAILED;
import static dev.parley.core.session.Cell.TO_INVITED;

/// Who may do what in which state: the table of protocol section 6 as one total function. Rules
/// that need more than state, act and seat (references, deadlines, what is open) come after it, in
/// the classes that are named for them. `docs/session-table.md` is generated from here.
public final class SessionTable {
  private SessionTable() {}

  /// One act of the seats that may do it, state by state; IDLE and the terminal states have rules
  /// of their own.
  private record Row(
      Cell invited,
      Cell introduced,
      Cell conversing,
      Cell agreeing,
      Cell executing,
      Cell escalated) {
    static final Row NEVER = new Row(REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED);

    Row by(boolean allowedSeat) {
      return allowedSeat ? this : NEVER;
    }
  }

  /// Looks a cell up.
  ///
  /// @param state the session's state
  /// @param act what is done
  /// @param seat by whom
  /// @return what it leads to, or [Cell#REFUSED]
  public static Cell cell(StateName state, Act act, Seat seat) {
    return switch (state) {
      case IDLE -> act == Act.PROPOSE_INVITATION && seat == Seat.INITIATOR ? TO_INVITED : REFUSED;
      case INVITED -> row(act, seat).invited();
      case INTRODUCED -> row(act, seat).introduced();
      case CONVERSING -> row(act, seat).conversing();
      case AGREEING -> row(act, seat).agreeing();
      case EXECUTING -> row(act, seat).executing();
      case ESCALATED -> row(act, seat).escalated();
      case CLOSED, FAILED -> REFUSED;
    };
  }

  private static Row row(Act act, Seat seat) {
    boolean steward = seat == Seat.STEWARD;
    boolean party = seat == Seat.INITIATOR || seat == Seat.COUNTERPARTY;
    boolean observer = seat == Seat.OBSERVER;
    boolean authority = seat == Seat.AUTHORITY;
    boolean leaver = party || observer || (seat.informs() && !seat.principal());
    return switch (act) {
      //                      INVITED        INTRODUCED     CONVERSING   AGREEING     EXECUTING
      // ESCALATED
      case PROPOSE_INVITATION -> Row.NEVER;
      case PROPOSE ->
          new Row(REFUSED, TO_CONVERSING, SAME, REFUSED, SAME, REFUSED).by(seat.negotiates());
      case ACCEPT_INVITATION, REJECT_INVITATION ->
          new Row(INVITED_OR_ON, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED).by(party || observer);
      case COUNTER_INVITATION ->
          new Row(SAME, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED).by(party);
      case ACCEPT_PROPOSAL, REJECT_PROPOSAL, COUNTER_PROPOSAL ->
          new Row(REFUSED, REFUSED, SAME, REFUSED, SAME, REFUSED).by(seat.negotiates());
      case ACCEPT_COMMITMENT, REJECT_COMMITMENT, COUNTER_COMMITMENT, WITHDRAW_COMMITMENT ->
          new Row(REFUSED, REFUSED, REFUSED, DERIVED, REFUSED, REFUSED).by(seat.binds());
      case ACCEPT_DELEGATION, REJECT_DELEGATION ->
          new Row(REFUSED, REFUSED, SAME, SAME, SAME, REFUSED)
              .by(seat.binds() || seat == Seat.CANDIDATE);
      case ACCEPT_FULFILLMENT, REJECT_FULFILLMENT, INFORM_FULFILLMENT, INFORM_RELEASE ->
          new Row(REFUSED, REFUSED, REFUSED, SAME, SAME, SAME).by(seat.binds());
      // Votes and the node's ledger and reveals have no meaning between two principals without
      // escrow.
      case ACCEPT_TRANSITION, REJECT_TRANSITION, INFORM_RESERVED -> Row.NEVER;
      case INFORM_IDENTITY ->
          new Row(INVITED_OR_ON, TO_CONVERSING, SAME, SAME, SAME, SAME)
              .by(seat.informs() || observer || authority);
      case INFORM_NOTE ->
          new Row(REFUSED, TO_CONVERSING, SAME, SAME, SAME, SAME).by(seat.informs() || authority);
      case INFORM_RESOLUTION ->
          new Row(REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, RESOLVED).by(authority);
      case INFORM_EXPIRY ->
          new Row(AS_TIMER, AS_TIMER, AS_TIMER, AS_TIMER, AS_TIMER, AS_TIMER).by(steward);
      case INFORM_FATAL ->
          new Row(TO_FAILED, TO_FAILED, TO_FAILED, TO_FAILED, TO_FAILED, TO_FAILED).by(steward);
      case INFORM_IMPASSE ->
          new Row(REFUSED, REFUSED, TO_CLOSED, REFUSED, REFUSED, REFUSED).by(steward);
      case QUERY ->
          new Row(REFUSED, TO_CONVERSING, SAME, SAME, SAME, SAME)
              .by(seat.informs() || observer || authority);
      case CLARIFY ->
          new Row(REFUSED, REFUSED, SAME, SAME, SAME, SAME)
              .by((seat.informs() && seat != Seat.SOURCE) || observer || authority);
      case COMMIT ->
          new Row(REFUSED, REFUSED, TO_AGREEING, TO_AGREEING, TO_AGREEING, REFUSED)
              .by(seat.binds());
      case DELEGATE, WITHDRAW_PROPOSAL, WITHDRAW_DELEGATION ->
          new Row(REFUSED, REFUSED, SAME, SAME, SAME, REFUSED).by(seat.negotiates());
      case ESCALATE ->
          new Row(REFUSED, TO_ESCALATED, TO_ESCALATED, TO_ESCALATED, TO_ESCALATED, REFUSED)
              .by(seat.binds());
      case WITHDRAW_INVITATION ->
          new Row(TO_FAILED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED)
              .by(seat == Seat.INITIATOR);
      case WITHDRAW_PARTICIPATION ->
          new Row(REFUSED, REFUSED, SAME_OR_CLOSED, SAME_OR_CLOSED, SAME_OR_CLOSED, REFUSED)
              .by(leaver);
      case OBSERVE ->
          new Row(REFUSED, CONVERSING_OR_CLOSED, SAME_OR_CLOSED, REFUSED, SAME_OR_CLOSED, REFUSED)
              .by(leaver);
      case CLOSE ->
          seat == Seat.SOURCE
              ? new Row(INVITED_OR_ON, TO_CLOSED, TO_CLOSED, TO_CLOSED, TO_CLOSED, REFUSED)
              : new Row(REFUSED, TO_CLOSED, TO_CLOSED, TO_CLOSED, TO_CLOSED, REFUSED).by(party);
    };
  }
}

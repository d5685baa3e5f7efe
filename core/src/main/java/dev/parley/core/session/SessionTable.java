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

    static Row whileInvited(Cell cell) {
      return new Row(cell, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED);
    }

    /// Neither before the talk nor while an authority decides.
    static Row talk(Cell introduced, Cell conversing, Cell agreeing, Cell executing) {
      return new Row(REFUSED, introduced, conversing, agreeing, executing, REFUSED);
    }

    /// The same from INTRODUCED on, but not while an authority decides.
    static Row once(Cell cell) {
      return talk(cell, cell, cell, cell);
    }

    static Row always(Cell cell) {
      return new Row(cell, cell, cell, cell, cell, cell);
    }

    /// From INTRODUCED on, which it ends.
    static Row onceIntroduced(Cell invited) {
      return new Row(invited, TO_CONVERSING, SAME, SAME, SAME, SAME);
    }

    /// The same, and a source may decline the invitation so.
    Row whileInvited(Seat seat) {
      Cell declined = seat == Seat.SOURCE ? INVITED_OR_ON : invited;
      return new Row(declined, introduced, conversing, agreeing, executing, escalated);
    }

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
      case INVITED -> seat.joinsLater() ? REFUSED : row(act, seat).invited();
      case INTRODUCED -> seat.joinsLater() ? REFUSED : row(act, seat).introduced();
      case CONVERSING -> row(act, seat).conversing();
      case AGREEING -> row(act, seat).agreeing();
      case EXECUTING -> row(act, seat).executing();
      case ESCALATED -> row(act, seat).escalated();
      case CLOSED -> REFUSED;
      // What an integrity failure has left open ends by its own deadline, and nothing else happens.
      case FAILED -> act == Act.INFORM_EXPIRY && seat == Seat.STEWARD ? AS_TIMER : REFUSED;
    };
  }

  private static Row row(Act act, Seat seat) {
    boolean party = seat == Seat.INITIATOR || seat == Seat.COUNTERPARTY;
    boolean steward = seat == Seat.STEWARD;
    boolean authority = seat == Seat.AUTHORITY;
    boolean guest = seat == Seat.OBSERVER || authority;
    boolean leaver = party || seat == Seat.OBSERVER || (seat.informs() && !seat.principal());
    boolean consents = seat.binds() || seat == Seat.CANDIDATE;
    return switch (act) {
      //           INVITED, INTRODUCED, CONVERSING, AGREEING, EXECUTING, ESCALATED
      case PROPOSE_INVITATION -> Row.NEVER;
      case PROPOSE -> Row.talk(TO_CONVERSING, SAME, REFUSED, SAME).by(seat.negotiates());
      case ACCEPT_INVITATION, REJECT_INVITATION ->
          Row.whileInvited(INVITED_OR_ON).by(party || seat == Seat.OBSERVER);
      case COUNTER_INVITATION -> Row.whileInvited(SAME).by(party);
      case WITHDRAW_INVITATION -> Row.whileInvited(TO_FAILED).by(seat == Seat.INITIATOR);
      case ACCEPT_PROPOSAL, REJECT_PROPOSAL, COUNTER_PROPOSAL ->
          Row.talk(REFUSED, SAME, REFUSED, SAME).by(seat.negotiates());
      case ACCEPT_COMMITMENT, REJECT_COMMITMENT, COUNTER_COMMITMENT, WITHDRAW_COMMITMENT ->
          Row.talk(REFUSED, REFUSED, DERIVED, REFUSED).by(seat.binds());
      case ACCEPT_DELEGATION, REJECT_DELEGATION -> Row.talk(REFUSED, SAME, SAME, SAME).by(consents);
      case ACCEPT_FULFILLMENT,
          REJECT_FULFILLMENT,
          INFORM_FULFILLMENT,
          INFORM_RELEASE,
          INFORM_ADMISSION ->
          new Row(REFUSED, REFUSED, REFUSED, SAME, SAME, SAME).by(seat.binds());
      case ACCEPT_TRANSITION ->
          Row.talk(SAME_OR_CLOSED, SAME_OR_CLOSED, SAME_OR_CLOSED, SAME_OR_CLOSED).by(seat.binds());
      case REJECT_TRANSITION -> Row.once(SAME).by(seat.binds());
      case INFORM_REVEAL -> new Row(REFUSED, REFUSED, SAME, SAME, SAME, SAME).by(steward);
      case INFORM_RESERVED -> Row.NEVER;
      case INFORM_IDENTITY -> Row.onceIntroduced(INVITED_OR_ON).by(seat.informs() || guest);
      case INFORM_NOTE -> Row.onceIntroduced(REFUSED).by(seat.informs() || authority);
      case QUERY -> Row.onceIntroduced(REFUSED).by(seat.informs() || guest);
      case CLARIFY ->
          new Row(REFUSED, REFUSED, SAME, SAME, SAME, SAME)
              .by((seat.informs() && seat != Seat.SOURCE) || guest);
      case INFORM_RESOLUTION ->
          new Row(REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, RESOLVED).by(authority || steward);
      case INFORM_EXPIRY -> Row.always(AS_TIMER).by(steward);
      case INFORM_DISPUTE -> new Row(REFUSED, REFUSED, REFUSED, SAME, SAME, SAME).by(steward);
      case INFORM_FATAL -> Row.always(TO_FAILED).by(steward);
      case INFORM_IMPASSE -> Row.talk(REFUSED, TO_CLOSED, REFUSED, REFUSED).by(steward);
      case COMMIT -> Row.talk(REFUSED, TO_AGREEING, TO_AGREEING, TO_AGREEING).by(seat.binds());
      case DELEGATE, WITHDRAW_PROPOSAL, WITHDRAW_DELEGATION ->
          Row.talk(REFUSED, SAME, SAME, SAME).by(seat.negotiates());
      case ESCALATE -> Row.once(TO_ESCALATED).by(seat.binds());
      case WITHDRAW_PARTICIPATION ->
          Row.talk(REFUSED, SAME_OR_CLOSED, SAME_OR_CLOSED, SAME_OR_CLOSED).by(leaver);
      case OBSERVE ->
          Row.talk(CONVERSING_OR_CLOSED, SAME_OR_CLOSED, REFUSED, SAME_OR_CLOSED).by(leaver);
      // A source has no REJECT, so its CLOSE of an invitation is one. Three principals vote.
      case CLOSE -> Row.once(SAME_OR_CLOSED).whileInvited(seat).by(seat.principal());
    };
  }
}

package dev.parley.console.sessions;

import dev.parley.console.agents.AgentPages;
import dev.parley.console.words.Plain;
import dev.parley.console.words.TimerWords;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.Escrow;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.session.Participant;
import dev.parley.core.session.Seat;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import dev.parley.core.session.Timer;
import dev.parley.server.sessions.SessionView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where a session stands: what changes beside the conversation.
///
/// @param state the state's name
/// @param phase the phase's name
/// @param length how many messages it has
/// @param reason why it ended, if it has
/// @param participants who takes part
/// @param timers what is waited for, the earliest first
/// @param promises the commitments
/// @param curves how the numbers moved
public record Standing(
    String state,
    String phase,
    long length,
    Optional<String> reason,
    List<Who> participants,
    List<Running> timers,
    List<Promise> promises,
    List<Curves> curves) {

  /// Somebody who takes part.
  ///
  /// @param agent its URI
  /// @param seat as what
  /// @param standing how far it has come
  /// @param trust its score as the session knows it, 0 to 100; empty for the steward, on whom
  ///   nobody relies by a score, and for who has not shown its card
  public record Who(String agent, String seat, String standing, String trust) {
    /// Without the scheme.
    ///
    /// @return such as `acme.example/buyer`
    public String brief() {
      return Plain.agent(agent);
    }

    /// Where it is shown.
    ///
    /// @return a path
    public String href() {
      return AgentPages.path(agent);
    }
  }

  /// A timer that runs.
  ///
  /// @param what who has to do what
  /// @param due until when
  public record Running(String what, Instant due) {}

  /// A commitment.
  ///
  /// @param id its id
  /// @param status where it stands
  /// @param value what it is worth, if stated
  /// @param escrow what is held for it, if anything
  /// @param owed what is owed
  public record Promise(
      String id, String status, Optional<String> value, Optional<String> escrow, List<Owed> owed) {}

  /// An obligation.
  ///
  /// @param debtor who owes it
  /// @param creditor to whom
  /// @param action what
  /// @param status where it stands
  /// @param mood `good`, `bad` or `open`
  /// @param deadline until when
  public record Owed(
      String debtor,
      String creditor,
      String action,
      String status,
      String mood,
      Instant deadline) {}

  static Standing of(SessionView view) {
    SessionState state = view.state();
    Talk talk = state.said().orElseThrow();
    Optional<String> reason =
        switch (state) {
          case SessionState.Closed closed -> Optional.of(closed.reason());
          case SessionState.Failed failed -> Optional.of(failed.reason());
          case SessionState.Idle _, SessionState.Ongoing _ -> Optional.empty();
        };
    return new Standing(
        state.name().name(),
        state.name().phase().name(),
        talk.head().nextPosition(),
        reason.map(Plain::text),
        talk.participants().values().stream().map(Standing::who).toList(),
        state.timers().stream()
            .sorted(Timer::compareTo)
            .map(timer -> new Running(TimerWords.of(timer), timer.due()))
            .toList(),
        talk.promises().all().stream().map(Standing::promise).toList(),
        Curves.of(talk));
  }

  private static Who who(Participant participant) {
    return new Who(
        participant.agent().text(),
        participant.seat().title(),
        Plain.word(participant.standing().name()),
        participant.seat() == Seat.STEWARD || participant.card().isEmpty()
            ? ""
            : String.format(Locale.ROOT, "%.1f", participant.trustScore()));
  }

  private static Promise promise(Commitment commitment) {
    return new Promise(
        Plain.text(commitment.id()),
        Plain.word(commitment.status().name()),
        commitment.value().map(Plain::money),
        commitment.escrow().map(Standing::held),
        commitment.obligations().stream().map(Standing::owed).toList());
  }

  private static String held(Escrow escrow) {
    return "%s %s of %s for %s, paid out by %s"
        .formatted(
            escrow.amount().decimal().toPlainString(),
            escrow.amount().currency(),
            Plain.agent(escrow.depositor()),
            Plain.agent(escrow.beneficiary()),
            Plain.word(escrow.release().wire()));
  }

  private static Owed owed(Obligation obligation) {
    return new Owed(
        Plain.agent(obligation.debtor()),
        Plain.agent(obligation.creditor()),
        Plain.text(obligation.terms().action()),
        Plain.word(obligation.status().name()),
        mood(obligation.status()),
        obligation.deadline());
  }

  private static String mood(ObligationStatus status) {
    return switch (status) {
      case FULFILLED, RELEASED -> "good";
      case BREACHED, DISPUTED, LATE, REJECTED -> "bad";
      case OPEN, CLAIMED -> "open";
    };
  }
}

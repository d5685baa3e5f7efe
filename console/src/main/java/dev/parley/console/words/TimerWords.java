package dev.parley.console.words;

import dev.parley.core.session.Timer;
import java.util.stream.Collectors;

/// What a running timer waits for, in words. Stateless.
public final class TimerWords {
  private TimerWords() {}

  /// The sentence.
  ///
  /// @param timer the timer
  /// @return who has to do what
  public static String of(Timer timer) {
    String who = timer.waitedOn().stream().map(Plain::agent).collect(Collectors.joining(", "));
    String doing =
        switch (timer.key()) {
          case INVITATION -> "answer the invitation";
          case IDENTITY -> "show its card";
          case RESPONSE -> "answer";
          case SILENCE -> "say something";
          case AGREEING -> "answer the commitment" + about(timer);
          case SESSION -> "end the session";
          case OBLIGATION -> "fulfil obligation " + timer.part() + about(timer);
          case LATE -> "fulfil obligation " + timer.part() + about(timer) + ", which is late";
          case VERIFICATION -> "examine what was delivered" + about(timer);
          case FIRM -> "commit as its firm offer says";
          case ESCALATION -> "decide the escalation" + about(timer);
          case VOTE -> "vote" + about(timer);
          case REVEAL -> "reveal its bid" + about(timer);
        };
    return (who.isEmpty() ? "everybody" : who) + ": " + doing;
  }

  private static String about(Timer timer) {
    return timer.subject().isEmpty() ? "" : " “" + Plain.text(timer.subject()) + "”";
  }
}

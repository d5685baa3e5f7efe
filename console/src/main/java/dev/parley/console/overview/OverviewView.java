package dev.parley.console.overview;

import dev.parley.console.page.Frame;
import dev.parley.console.words.Plain;
import dev.parley.core.session.StateName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a node is doing.
///
/// @param at when
/// @param states how many sessions there are in each state
/// @param rate messages a second, the oldest first
/// @param due what has to be done next, the earliest first
/// @param waiting how many escalations wait for this person
/// @param disputes how many disputes are not final
/// @param health how the store is doing
public record OverviewView(
    Instant at,
    List<Count> states,
    List<Double> rate,
    List<Due> due,
    long waiting,
    long disputes,
    Health health) {

  /// How many sessions there are in a state.
  ///
  /// @param state the state
  /// @param sessions how many
  public record Count(StateName state, long sessions) {
    /// Where they are listed.
    ///
    /// @return a path
    public String href() {
      return Frame.Place.SESSIONS.href() + "?state=" + state.name();
    }

    /// The state in words.
    ///
    /// @return lower-case
    public String title() {
      return Plain.word(state.name());
    }
  }

  /// Something that has to be done.
  ///
  /// @param session in which session
  /// @param what who has to do what
  /// @param due until when
  public record Due(String session, String what, Instant due) {}

  /// How the store is doing.
  ///
  /// @param durability what stands behind an answer
  /// @param trouble why nothing is taken, if so
  /// @param waiting writes that wait
  /// @param crypto what checks signatures
  public record Health(String durability, Optional<String> trouble, int waiting, String crypto) {}

  /// The sessions that go on.
  ///
  /// @return how many
  public long open() {
    return states.stream().filter(c -> !c.state().terminal()).mapToLong(Count::sessions).sum();
  }

  /// Messages a second now.
  ///
  /// @return of the last interval, rounded
  public String now() {
    return String.format(Locale.ROOT, "%.1f", rate.getLast());
  }

  /// The rate as a script draws it.
  ///
  /// @return JSON
  public String chart() {
    return rate.toString();
  }

  /// How long the chart goes back.
  ///
  /// @return in words
  public String span() {
    return Plain.duration(Duration.ofSeconds(Pulse.INTERVAL.toSeconds() * rate.size()));
  }
}

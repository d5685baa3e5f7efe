package dev.parley.console.sessions;

import dev.parley.console.page.Frame;
import dev.parley.console.page.Site;
import dev.parley.console.page.Sought;
import dev.parley.console.words.Plain;
import dev.parley.core.session.StateName;
import dev.parley.server.store.StoredSession;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A page of sessions.
///
/// @param rows the newest first
/// @param state the state that was asked for
/// @param sought whose were asked for
/// @param next where the next page begins, if there is one
public record SessionList(
    List<Row> rows, Optional<StateName> state, Sought sought, Optional<String> next) {

  /// A session in the list.
  ///
  /// @param stored as the store has it
  /// @param steward the node's own agent
  public record Row(StoredSession stored, String steward) {
    /// Where it is shown.
    ///
    /// @return a path
    public String href() {
      return SessionPages.path(stored.session().toString());
    }

    /// The beginning of its id, which where there is little room is left out: it is a time.
    ///
    /// @return with the last hyphen
    public String front() {
      String id = stored.session().toString();
      return id.substring(0, id.lastIndexOf('-') + 1);
    }

    /// The rest of its id.
    ///
    /// @return twelve hexadecimal digits
    public String rest() {
      return stored.session().toString().substring(front().length());
    }

    /// Who takes part, without the node.
    ///
    /// @return such as `acme.example/buyer, gadgets.example/seller`
    public String who() {
      return String.join(
          ", ",
          stored.participants().stream()
              .filter(agent -> !agent.equals(steward))
              .map(Plain::agent)
              .toList());
    }

    /// Its state in words.
    ///
    /// @return lower-case
    public String state() {
      return Plain.word(stored.state());
    }
  }

  /// The states that can be asked for.
  ///
  /// @return in the order of a session's life
  public List<StateName> states() {
    return Arrays.stream(StateName.values()).filter(s -> s != StateName.IDLE).toList();
  }

  /// Where the next page is.
  ///
  /// @return a path with a query
  public String nextHref() {
    return Frame.Place.SESSIONS.href()
        + "?state="
        + state.map(Enum::name).orElse("")
        + "&agent="
        + Site.part(sought.typed())
        + "&before="
        + next.orElse("");
  }
}

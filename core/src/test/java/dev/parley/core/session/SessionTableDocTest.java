package dev.parley.core.session;

import dev.parley.core.GeneratedDocument;
import dev.parley.core.message.TimerKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionTableDocTest {
  private static final String INTRODUCTION =
      """
      # The session table

      Who may do what in which state. A row is an act: a performative together with the kind of thing that it points at, or
      the kind of INFORM, and those who may do it. A column is a state; a cell says which state follows. `–` is refused with
      `invalid_transition`, and so is every act by anybody whom no row names; nothing changes then. What a cell allows can
      still be refused by a rule that needs more than state, act and seat: a reference that is unknown, dead or somebody
      else's, an obligation that is open, a deadline, a limit. *derived* is AGREEING while any commitment is PROPOSED, else
      EXECUTING once any was ACTIVE, else CONVERSING. This page is generated from `SessionTable` and compared by a test that
      tries every cell with every seat.

      """;

  private static final String TIMERS =
      """

      ## Timers

      Lengths are terms of the session, under `timers.{key}` of the invitation; none may be shorter than its floor unless the
      node runs on a development clock. `–`: the length is set by the message that starts it.

      """;

  @Test
  void thePageOfTheTableSaysWhatTheMachineDoes() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    List<String> titles = new ArrayList<>(List.of("Act", "By"));
    for (StateName state : StateName.values()) {
      titles.add(state.name());
    }
    page.append(GeneratedDocument.head(titles));
    for (Act act : Act.values()) {
      rows(act).forEach((cells, seats) -> page.append(row(act, seats, cells)));
    }
    page.append(TIMERS).append(GeneratedDocument.head(List.of("Key", "Default", "Floor")));
    for (TimerKey key : TimerKey.values()) {
      page.append(
          GeneratedDocument.row(
              List.of("`" + key.wire() + "`", words(key.length()), words(key.floor()))));
    }
    GeneratedDocument.mustSay("session-table.md", page.toString());
  }

  /// Seats for which an act leads to the same states share a row.
  private static Map<List<String>, List<Seat>> rows(Act act) {
    Map<List<String>, List<Seat>> out = new LinkedHashMap<>();
    for (Seat seat : Seat.values()) {
      List<String> cells = new ArrayList<>();
      for (StateName state : StateName.values()) {
        cells.add(SessionTable.cell(state, act, seat).text());
      }
      if (cells.stream().anyMatch(cell -> !cell.equals(Cell.REFUSED.text()))) {
        out.computeIfAbsent(cells, _ -> new ArrayList<>()).add(seat);
      }
    }
    return out.isEmpty()
        ? Map.of(List.of("–", "–", "–", "–", "–", "–", "–", "–", "–"), List.of())
        : out;
  }

  private static String row(Act act, List<Seat> seats, List<String> cells) {
    List<String> out = new ArrayList<>();
    String object = act.object().isEmpty() ? "" : " (" + act.object() + ")";
    out.add("**" + act.performative() + "**" + object);
    out.add(
        seats.isEmpty()
            ? "nobody"
            : String.join(", ", seats.stream().map(Seat::title).toList())
                .replace("), delegate (", ", "));
    out.addAll(cells);
    return GeneratedDocument.row(out);
  }

  private static String words(Duration length) {
    if (length.isZero()) {
      return "–";
    }
    long seconds = length.toSeconds();
    if (seconds % 86_400 == 0 && seconds > 86_400) {
      return seconds / 86_400 + " days";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + " h";
    }
    return seconds % 60 == 0 && seconds > 60 ? seconds / 60 + " min" : seconds + " s";
  }
}

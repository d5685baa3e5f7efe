package dev.parley.core.model;

import dev.parley.core.session.Act;
import dev.parley.core.session.Cell;
import dev.parley.core.session.Seat;
import dev.parley.core.session.StateName;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What `rules.als` calls `step`, once more in Java and predicate by predicate, so that it can be
/// asked some millions of times; that the two say the same is tested against the checker.
///
/// @param world who takes part, and what may be promised
/// @param table the session table
record Relation(World world, TableModule.Table table) {
  /// The relation of the model as it stands.
  static final Relation REAL = new Relation(World.CAST, TableModule.Table.REAL);

  /// What an act makes of a situation; nothing where it is refused.
  Optional<Situation> after(Situation s, Move m) {
    if (refusedAnyway(s, m) || !may(s, m)) {
      return Optional.empty();
    }
    Cell cell = cell(s, m);
    SortedMap<String, String> then = said(s, m);
    StateName state = next(cell, s, then, m);
    SortedSet<String> ayes = ayes(s, m, state);
    String stage = stage(s, m, state);
    return Optional.of(
        new Situation(
            state,
            state.terminal() ? lapsed(then) : then,
            m.act() == Act.ACCEPT_COMMITMENT
                ? plus(s.accepted(), m.on() + "->" + m.by())
                : s.accepted(),
            owed(s, m),
            ayes,
            stage,
            m.act() == Act.ESCALATE ? m.on() : stage.equals("ASKED") ? s.about() : Move.NONE));
  }

  /// Whether it is refused whatever was said before: because it follows an older head, or by the
  /// table, which knows nothing but the name of the state and the seat.
  boolean refusedAnyway(Situation s, Move m) {
    return !m.behind().equals(Move.NONE) || cell(s, m) == Cell.REFUSED;
  }

  private Cell cell(Situation s, Move m) {
    Seat seat = Objects.requireNonNull(world.seats().get(m.by()), m.by());
    return table.cell(s.state(), m.act(), seat);
  }

  /// Whether a timer of the model runs.
  boolean running(Situation s, String timer, String on) {
    boolean halted = s.state() == StateName.ESCALATED;
    return !s.state().terminal()
        && switch (timer) {
          case "T_AGREEING" -> !halted && "PROPOSED".equals(s.status().get(on));
          case "T_VOTE" -> !halted && !s.ayes().isEmpty();
          case "T_ESCALATION" -> halted;
          case "T_OBLIGATION" -> s.owed().contains(on);
          case "T_SILENCE" -> silent(s.state()) && s.owed().isEmpty();
          case "T_SESSION" -> s.owed().isEmpty();
          default -> throw new IllegalArgumentException("no timer of the model: " + timer);
        };
  }

  private static boolean silent(StateName state) {
    return state == StateName.INTRODUCED
        || state == StateName.CONVERSING
        || state == StateName.EXECUTING;
  }

  private boolean may(Situation s, Move m) {
    boolean free = s.owed().isEmpty();
    return switch (m.act()) {
      case COMMIT -> "UNSAID".equals(s.status().get(m.on()));
      case ACCEPT_COMMITMENT, REJECT_COMMITMENT -> awaited(s, m.on(), m.by());
      case WITHDRAW_COMMITMENT ->
          "PROPOSED".equals(s.status().get(m.on()))
              && world.promise(m.on()).committer().equals(m.by())
              && s.accepted().stream().noneMatch(a -> a.startsWith(m.on() + "->"));
      case CLOSE -> free && s.ayes().isEmpty();
      case ACCEPT_TRANSITION, REJECT_TRANSITION ->
          !s.ayes().isEmpty()
              && world.principals().contains(m.by())
              && !s.ayes().contains(m.by())
              && (free || !passes(s, m));
      case ESCALATE ->
          s.stage().equals("UNASKED") && (m.on().equals(Move.NONE) || awaited(s, m.on(), m.by()));
      case INFORM_RESOLUTION -> m.by().equals(world.decider()) && (free || !ending(m));
      case INFORM_RELEASE -> s.owed().contains(m.on()) && world.creditor(m.on()).equals(m.by());
      case INFORM_FATAL -> free;
      case INFORM_EXPIRY -> running(s, m.timer(), m.on());
      default -> throw new IllegalArgumentException("not in the model: " + m);
    };
  }

  private static boolean ending(Move m) {
    return m.decision().equals("END") || m.decision().equals("FAIL");
  }

  private boolean awaited(Situation s, String commitment, String by) {
    return "PROPOSED".equals(s.status().get(commitment))
        && world.promise(commitment).needed().contains(by)
        && !s.accepted().contains(commitment + "->" + by);
  }

  private boolean passes(Situation s, Move m) {
    return m.act() == Act.ACCEPT_TRANSITION
        && plus(s.ayes(), m.by()).containsAll(world.principals());
  }

  private boolean binds(Situation s, Move m) {
    return m.act() == Act.ACCEPT_COMMITMENT
        && world.promise(m.on()).needed().stream()
            .allMatch(n -> n.equals(m.by()) || s.accepted().contains(m.on() + "->" + n));
  }

  private static boolean unasked(Move m) {
    return m.decision().equals("REFUSE") || m.timer().equals("T_ESCALATION");
  }

  private SortedMap<String, String> said(Situation s, Move m) {
    SortedMap<String, String> out = new TreeMap<>(s.status());
    if (m.act() == Act.COMMIT) {
      out.put(m.on(), "PROPOSED");
    } else if (m.act() == Act.REJECT_COMMITMENT) {
      out.put(m.on(), "REJECTED");
    } else if (m.act() == Act.WITHDRAW_COMMITMENT) {
      out.put(m.on(), "WITHDRAWN");
    } else if (binds(s, m)) {
      out.put(m.on(), "ACTIVE");
    } else if (m.timer().equals("T_AGREEING")) {
      out.put(m.on(), "LAPSED");
    } else if (unasked(m)) {
      out.computeIfPresent(
          s.about(), (_, status) -> "PROPOSED".equals(status) ? "REJECTED" : status);
    }
    return out;
  }

  private static SortedMap<String, String> lapsed(SortedMap<String, String> status) {
    status.replaceAll((_, each) -> each.equals("PROPOSED") ? "LAPSED" : each);
    return status;
  }

  private SortedSet<String> owed(Situation s, Move m) {
    SortedSet<String> out = new TreeSet<>(s.owed());
    if (binds(s, m)) {
      world.promise(m.on()).parts().forEach(part -> out.add(part.name()));
    } else if (m.act() == Act.INFORM_RELEASE || m.timer().equals("T_OBLIGATION")) {
      out.remove(m.on());
    }
    return out;
  }

  private static SortedSet<String> ayes(Situation s, Move m, StateName state) {
    if (state.terminal() || m.act() == Act.REJECT_TRANSITION || m.timer().equals("T_VOTE")) {
      return new TreeSet<>();
    }
    boolean aye = m.act() == Act.CLOSE || m.act() == Act.ACCEPT_TRANSITION;
    return aye ? plus(s.ayes(), m.by()) : s.ayes();
  }

  private static String stage(Situation s, Move m, StateName state) {
    boolean answered =
        m.act() == Act.INFORM_RESOLUTION
            || m.timer().equals("T_ESCALATION")
            || (state.terminal() && s.stage().equals("ASKED"));
    return m.act() == Act.ESCALATE ? "ASKED" : answered ? "ANSWERED" : s.stage();
  }

  private static StateName derived(SortedMap<String, String> status) {
    if (status.containsValue("PROPOSED")) {
      return StateName.AGREEING;
    }
    return status.containsValue("ACTIVE") ? StateName.EXECUTING : StateName.CONVERSING;
  }

  private StateName next(Cell cell, Situation s, SortedMap<String, String> then, Move m) {
    return switch (cell) {
      case TO_CONVERSING -> StateName.CONVERSING;
      case TO_AGREEING -> StateName.AGREEING;
      case TO_ESCALATED -> StateName.ESCALATED;
      case TO_CLOSED -> StateName.CLOSED;
      case TO_FAILED -> StateName.FAILED;
      case DERIVED -> derived(then);
      case RESOLVED ->
          switch (m.decision()) {
            case "END" -> StateName.CLOSED;
            case "FAIL" -> StateName.FAILED;
            default -> derived(then);
          };
      case AS_TIMER -> expired(s, then, m.timer());
      case SAME_OR_CLOSED -> passes(s, m) ? StateName.CLOSED : s.state();
      case REFUSED, SAME, TO_INVITED, INVITED_OR_ON, CONVERSING_OR_CLOSED -> s.state();
    };
  }

  private static StateName expired(Situation s, SortedMap<String, String> then, String timer) {
    return switch (timer) {
      case "T_AGREEING", "T_ESCALATION" -> derived(then);
      case "T_VOTE" -> s.state();
      case "T_OBLIGATION" -> s.state() == StateName.ESCALATED ? s.state() : derived(then);
      default -> then.containsValue("ACTIVE") ? StateName.CLOSED : StateName.FAILED;
    };
  }

  private static SortedSet<String> plus(SortedSet<String> set, String one) {
    SortedSet<String> out = new TreeSet<>(set);
    out.add(one);
    return out;
  }

  /// What this relation says of an act, as a formula of the model.
  String claim(Situation before, Move move) {
    Optional<Situation> moved = after(before, move);
    return claim(before, move, moved.orElse(before), moved.isPresent() ? "MOVED" : "KEPT");
  }

  static String claim(Situation before, Move move, Situation after, String verdict) {
    return "step[%s, %s, %s, %s]".formatted(before.alloy(), move.alloy(), verdict, after.alloy());
  }
}

package dev.parley.core.model;

import dev.parley.core.session.Act;
import java.util.ArrayList;
import java.util.List;

/// One act as the model knows it, in the words of the model; `none` where it has nothing of a kind.
///
/// @param act what is done
/// @param by which agent
/// @param on about which commitment or obligation
/// @param timer which timer is recorded
/// @param decision what the authority decides
/// @param behind `Behind` if it follows an older message than the head
record Move(Act act, String by, String on, String timer, String decision, String behind) {
  static final String NONE = "none";

  private static final List<String> PRINCIPALS = List.of("A", "B", "C");
  private static final List<String> OTHERS = List.of("J", "E", "N");
  private static final List<String> COMMITMENTS = List.of("c1", "c2");

  static Move of(Act act, String by, String on) {
    return new Move(act, by, on, NONE, NONE, NONE);
  }

  static Move expiry(String by, String timer, String on) {
    return new Move(Act.INFORM_EXPIRY, by, on, timer, NONE, NONE);
  }

  Move late() {
    return new Move(act, by, on, timer, decision, "Behind");
  }

  /// Everything that can be tried in any state but the expiry of timers that run. Who has no part
  /// in an act tries it with one of its objects.
  static List<Move> all() {
    List<Move> out = new ArrayList<>();
    for (String by : PRINCIPALS) {
      for (String on : COMMITMENTS) {
        if (by.equals(Situation.committer(on))) {
          out.add(of(Act.COMMIT, by, on));
          out.add(of(Act.COMMIT, by, on).late());
        }
        out.add(of(Act.ACCEPT_COMMITMENT, by, on));
        out.add(of(Act.REJECT_COMMITMENT, by, on));
        out.add(of(Act.WITHDRAW_COMMITMENT, by, on));
        out.add(of(Act.ESCALATE, by, on));
      }
      for (String on : Situation.OBLIGATIONS) {
        out.add(of(Act.INFORM_RELEASE, by, on));
      }
      out.add(of(Act.ESCALATE, by, NONE));
      anybody(out, by);
    }
    out.add(of(Act.ACCEPT_COMMITMENT, "B", "c1").late());
    out.add(of(Act.WITHDRAW_COMMITMENT, "A", "c1").late());
    for (String by : OTHERS) {
      out.add(of(Act.COMMIT, by, "c2"));
      out.add(of(Act.ACCEPT_COMMITMENT, by, "c1"));
      out.add(of(Act.REJECT_COMMITMENT, by, "c1"));
      out.add(of(Act.WITHDRAW_COMMITMENT, by, "c1"));
      out.add(of(Act.ESCALATE, by, NONE));
      out.add(of(Act.INFORM_RELEASE, by, "o1"));
      anybody(out, by);
    }
    for (String decision : List.of("APPROVE", "REFUSE", "END", "FAIL")) {
      for (String by : List.of("A", "J", "N")) {
        out.add(new Move(Act.INFORM_RESOLUTION, by, NONE, NONE, decision, NONE));
      }
    }
    out.add(of(Act.INFORM_FATAL, "N", NONE));
    return out;
  }

  /// Whether the sender has no part in such acts.
  boolean byOutsider() {
    return switch (by) {
      case "J" -> act != Act.INFORM_RESOLUTION;
      case "N" -> act != Act.INFORM_EXPIRY && act != Act.INFORM_FATAL;
      case "E" -> true;
      default -> act == Act.INFORM_RESOLUTION;
    };
  }

  private static void anybody(List<Move> out, String by) {
    out.add(of(Act.CLOSE, by, NONE));
    out.add(of(Act.ACCEPT_TRANSITION, by, NONE));
    out.add(of(Act.REJECT_TRANSITION, by, NONE));
  }

  String alloy() {
    return String.join(", ", act.name(), by, on, timer, decision, behind);
  }
}

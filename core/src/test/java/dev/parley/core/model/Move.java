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

  private static final List<String> DECISIONS = List.of("APPROVE", "REFUSE", "END", "FAIL");

  static Move of(Act act, String by, String on) {
    return new Move(act, by, on, NONE, NONE, NONE);
  }

  static Move expiry(String by, String timer, String on) {
    return new Move(Act.INFORM_EXPIRY, by, on, timer, NONE, NONE);
  }

  Move late() {
    return new Move(act, by, on, timer, decision, "Behind");
  }

  /// Every act of the model, by everybody, about everything, on the head and behind it. A fatal
  /// error is only the steward's: from anybody else the same words are a note.
  static List<Move> whole() {
    List<Move> out = new ArrayList<>();
    World world = World.CAST;
    for (String by : world.seats().keySet()) {
      for (String on : world.promises().keySet()) {
        if (!world.principals().contains(by) || world.promise(on).committer().equals(by)) {
          out.add(of(Act.COMMIT, by, on));
        }
        out.add(of(Act.ACCEPT_COMMITMENT, by, on));
        out.add(of(Act.REJECT_COMMITMENT, by, on));
        out.add(of(Act.WITHDRAW_COMMITMENT, by, on));
        out.add(of(Act.ESCALATE, by, on));
      }
      world.obligations().forEach(on -> out.add(of(Act.INFORM_RELEASE, by, on)));
      for (String decision : DECISIONS) {
        out.add(new Move(Act.INFORM_RESOLUTION, by, NONE, NONE, decision, NONE));
      }
      out.add(of(Act.ESCALATE, by, NONE));
      out.add(of(Act.CLOSE, by, NONE));
      out.add(of(Act.ACCEPT_TRANSITION, by, NONE));
      out.add(of(Act.REJECT_TRANSITION, by, NONE));
      out.addAll(world.expiries(by));
    }
    out.add(of(Act.INFORM_FATAL, "N", NONE));
    out.addAll(out.stream().map(Move::late).toList());
    return List.copyOf(out);
  }

  String alloy() {
    return String.join(", ", act.name(), by, on, timer, decision, behind);
  }
}

package dev.parley.core.model;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.Escalate;
import dev.parley.core.session.Matter;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import dev.parley.core.session.Talk;
import dev.parley.core.session.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// What the model knows of a state of the machine, in the words of the model.
///
/// @param state its name
/// @param status each commitment's status
/// @param accepted who has accepted what
/// @param owed the obligations that are open
/// @param ayes who has voted for the end
/// @param stage whether the escalation was made, and answered
/// @param about what it asks about
record Situation(
    StateName state,
    String status,
    String accepted,
    String owed,
    String ayes,
    String stage,
    String about) {
  static final List<String> OBLIGATIONS = List.of("o1", "o2", "o3");

  /// The id of the one escalation.
  static final String ESCALATION = "e";

  static String committer(String commitment) {
    return commitment.equals("c1") ? "A" : "B";
  }

  static String commitment(String obligation) {
    return obligation.equals("o3") ? "c2" : "c1";
  }

  static int index(String obligation) {
    return obligation.equals("o2") ? 1 : 0;
  }

  private static String obligation(String commitment, int index) {
    return commitment.equals("c2") ? "o3" : index == 0 ? "o1" : "o2";
  }

  static Situation of(SessionState state) {
    Talk talk = state.said().orElseThrow();
    List<String> status = new ArrayList<>();
    List<String> accepted = new ArrayList<>();
    List<String> owed = new ArrayList<>();
    for (String id : List.of("c1", "c2")) {
      status.add(id + "->" + talk.promises().byId(id).map(Situation::status).orElse("UNSAID"));
      talk.promises().byId(id).ifPresent(c -> read(c, accepted, owed));
    }
    return new Situation(
        state.name(),
        sum(status, "none->none"),
        sum(accepted, "none->none"),
        sum(owed, Move.NONE),
        state.name().terminal() ? Move.NONE : ayes(talk),
        stage(state, talk),
        about(state));
  }

  /// The model says in what is owed whether a commitment is settled.
  private static String status(Commitment commitment) {
    return commitment.status() == CommitmentStatus.SETTLED
        ? CommitmentStatus.ACTIVE.name()
        : commitment.status().name();
  }

  private static void read(Commitment commitment, List<String> accepted, List<String> owed) {
    for (AgentUri agent : new TreeSet<>(commitment.accepted())) {
      accepted.add(commitment.id() + "->" + Cast.letter(agent));
    }
    if (commitment.status() == CommitmentStatus.ACTIVE) {
      commitment.obligations().stream()
          .filter(o -> o.status().open())
          .forEach(o -> owed.add(obligation(commitment.id(), o.index())));
    }
  }

  private static String ayes(Talk talk) {
    return Cast.openVote(talk)
        .map(vote -> vote.tally().votes().keySet().stream().sorted().map(Cast::letter).toList())
        .map(letters -> sum(letters, Move.NONE))
        .orElse(Move.NONE);
  }

  private static String stage(SessionState state, Talk talk) {
    if (state.name() == StateName.ESCALATED) {
      return "ASKED";
    }
    return talk.matters().get(ESCALATION) instanceof Matter.Escalation ? "ANSWERED" : "UNASKED";
  }

  private static String about(SessionState state) {
    return state instanceof SessionState.Escalated escalated
            && escalated.escalation().question() instanceof Escalate.Question.AboutReference(var id)
        ? id
        : Move.NONE;
  }

  private static String sum(List<String> terms, String otherwise) {
    return terms.isEmpty() ? otherwise : String.join(" + ", terms);
  }

  /// A timer as the model names it: which one, and of what.
  static Move expiry(Timer timer) {
    return switch (timer.key()) {
      case AGREEING -> Move.expiry("N", "T_AGREEING", timer.subject());
      case OBLIGATION ->
          Move.expiry("N", "T_OBLIGATION", obligation(timer.subject(), timer.part()));
      case VOTE, ESCALATION, SILENCE, SESSION ->
          Move.expiry("N", "T_" + timer.key().name(), Move.NONE);
      case INVITATION, IDENTITY, RESPONSE, LATE, VERIFICATION, FIRM, REVEAL ->
          throw new IllegalStateException("not in the model: " + timer);
    };
  }

  String alloy() {
    return String.join(", ", state.name(), status, accepted, owed, ayes, stage, about);
  }

  /// Says of each timer whether it runs.
  List<String> running(List<Timer> timers) {
    List<String> runs = timers.stream().map(Situation::expiry).map(Situation::timer).toList();
    List<String> out = new ArrayList<>();
    for (String timer : timersOfTheModel()) {
      out.add(
          "%s running[%s, %s, %s, %s, %s]"
              .formatted(runs.contains(timer) ? "" : "not", state, status, owed, ayes, timer));
    }
    return out;
  }

  private static String timer(Move expiry) {
    return expiry.timer() + ", " + expiry.on();
  }

  private static List<String> timersOfTheModel() {
    return List.of(
        "T_AGREEING, c1",
        "T_AGREEING, c2",
        "T_OBLIGATION, o1",
        "T_OBLIGATION, o2",
        "T_OBLIGATION, o3",
        "T_VOTE, none",
        "T_ESCALATION, none",
        "T_SILENCE, none",
        "T_SESSION, none");
  }
}

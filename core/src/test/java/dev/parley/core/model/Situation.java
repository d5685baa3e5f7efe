package dev.parley.core.model;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.consensus.Tally.Choice;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.Escalate;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import dev.parley.core.session.Talk;
import dev.parley.core.session.Timer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the model knows of a state of the machine, in the words of the model.
///
/// @param state its name
/// @param status each commitment's status
/// @param accepted who has accepted what, as `c1->B`
/// @param owed the obligations that are open
/// @param ayes who has voted for the end
/// @param stage whether the escalation was made, and answered
/// @param about what it asks about
record Situation(
    StateName state,
    SortedMap<String, String> status,
    SortedSet<String> accepted,
    SortedSet<String> owed,
    SortedSet<String> ayes,
    String stage,
    String about) {
  /// The id of the one escalation.
  static final String ESCALATION = "e";

  static Situation of(SessionState state, World world) {
    Talk talk = state.said().orElseThrow();
    SortedMap<String, String> status = new TreeMap<>();
    SortedSet<String> accepted = new TreeSet<>();
    SortedSet<String> owed = new TreeSet<>();
    for (String id : world.promises().keySet()) {
      status.put(id, talk.promises().byId(id).map(Situation::status).orElse("UNSAID"));
      talk.promises().byId(id).ifPresent(c -> read(c, world, accepted, owed));
    }
    return new Situation(
        state.name(),
        status,
        accepted,
        owed,
        state.name().terminal() ? new TreeSet<>() : ayes(talk, world),
        stage(state, talk),
        about(state, world));
  }

  /// The model says in what is owed whether a commitment is settled, or replaced.
  private static String status(Commitment commitment) {
    return commitment.bound() ? CommitmentStatus.ACTIVE.name() : commitment.status().name();
  }

  private static void read(
      Commitment commitment, World world, SortedSet<String> accepted, SortedSet<String> owed) {
    for (AgentUri agent : commitment.accepted()) {
      accepted.add(commitment.id() + "->" + world.name(agent));
    }
    if (commitment.status() == CommitmentStatus.ACTIVE) {
      commitment.obligations().stream()
          .filter(o -> o.status().open())
          .forEach(o -> owed.add(world.part(commitment.id(), o.index())));
    }
  }

  /// The vote on the end that is open.
  static Optional<Matter.Vote> openVote(Talk talk) {
    return talk.matters().values().stream()
        .filter(Matter.Vote.class::isInstance)
        .map(Matter.Vote.class::cast)
        .filter(vote -> vote.status() == Matter.Vote.Status.OPEN)
        .filter(vote -> vote.asked() instanceof Matter.Vote.Asked.Closing)
        .findFirst();
  }

  private static SortedSet<String> ayes(Talk talk, World world) {
    Map<String, Choice> votes = openVote(talk).map(vote -> vote.tally().votes()).orElse(Map.of());
    return talk.participants().values().stream()
        .filter(p -> p.seat().principal())
        .filter(p -> votes.get(organisation(p)) == Choice.FOR)
        .map(p -> world.name(p.agent()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String organisation(Participant participant) {
    return participant.card().map(card -> card.orgId()).orElse("");
  }

  private static String stage(SessionState state, Talk talk) {
    if (state.name() == StateName.ESCALATED) {
      return "ASKED";
    }
    return talk.matters().get(ESCALATION) instanceof Matter.Escalation ? "ANSWERED" : "UNASKED";
  }

  private static String about(SessionState state, World world) {
    return state instanceof SessionState.Escalated escalated
            && escalated.escalation().question() instanceof Escalate.Question.AboutReference(var id)
            && world.promises().containsKey(id)
        ? id
        : Move.NONE;
  }

  Situation asUnasked() {
    return new Situation(state, status, accepted, owed, ayes, "UNASKED", Move.NONE);
  }

  private static String sum(Collection<String> terms, String otherwise) {
    return terms.isEmpty() ? otherwise : String.join(" + ", terms);
  }

  /// A timer as the model names it: which one, and of what; nothing if the model has none like it.
  static Optional<Move> expiry(Timer timer, World world) {
    return switch (timer.key()) {
      case AGREEING -> Optional.of(Move.expiry("N", "T_AGREEING", timer.subject()));
      case OBLIGATION, LATE ->
          Optional.of(Move.expiry("N", "T_OBLIGATION", world.part(timer.subject(), timer.part())));
      case VOTE, ESCALATION, SILENCE, SESSION ->
          Optional.of(Move.expiry("N", "T_" + timer.key().name(), Move.NONE));
      case INVITATION, IDENTITY, RESPONSE, VERIFICATION, FIRM, REVEAL -> Optional.empty();
    };
  }

  /// Which timers of the model run in the machine.
  static List<Move> running(SessionState state, World world) {
    return state.timers().stream().flatMap(timer -> expiry(timer, world).stream()).toList();
  }

  String alloy() {
    return String.join(
        ", ", state.name(), statuses(), accepts(), sum(owed, Move.NONE), voted(), stage, about);
  }

  private String statuses() {
    return sum(
        status.entrySet().stream().map(e -> e.getKey() + "->" + e.getValue()).toList(),
        "none->none");
  }

  private String accepts() {
    return sum(accepted, "none->none");
  }

  private String voted() {
    return sum(ayes, Move.NONE);
  }

  /// Says in the words of the model of each of its timers whether it runs.
  List<String> timers(World world, Collection<Move> running) {
    List<String> out = new ArrayList<>();
    for (Move timer : world.expiries("N")) {
      String not = running.contains(timer) ? "" : "not ";
      out.add(
          "%srunning[%s, %s, %s, %s, %s, %s]"
              .formatted(
                  not,
                  state,
                  statuses(),
                  sum(owed, Move.NONE),
                  voted(),
                  timer.timer(),
                  timer.on()));
    }
    return out;
  }
}

package dev.parley.core.model;

import dev.parley.core.Conversation.Delivered;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Commit;
import dev.parley.core.message.ConsensusRule;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Reject;
import dev.parley.core.message.Withdraw;
import dev.parley.core.session.Act;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Participant;
import dev.parley.core.session.Parts;
import dev.parley.core.session.Seat;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import dev.parley.core.session.Talk;
import dev.parley.core.session.Timer;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a message of any session is in the words of the model. `docs/model.md` has the map.
final class Projection {
  private final SessionState before;
  private final Talk talk;
  private final SessionState after;
  private final Envelope envelope;
  private final World world;

  /// What a message is to the model.
  sealed interface Seen {
    /// An act that the model has.
    record Told(Move move) implements Seen {}

    /// Nothing that the model knows of may change.
    record Silent() implements Seen {}

    /// Something that the model has not; what it changes is taken over.
    record Outside(String why) implements Seen {}
  }

  private Projection(SessionState before, Delivered delivered, Worlds worlds) {
    this.before = before;
    this.talk = before.said().orElseThrow();
    this.after = delivered.after();
    this.envelope = Envelope.decode(delivered.envelope()).orThrow();
    this.world = worlds.at(before, envelope.sender().agentId());
  }

  /// A message with the world in which it was said.
  record Reading(World world, Situation before, Seen seen, Situation after) {}

  /// Reads a message that was said in CONVERSING or later.
  static Reading read(SessionState before, Delivered delivered, Worlds worlds) {
    Projection projection = new Projection(before, delivered, worlds);
    World world = projection.world;
    return new Reading(
        world,
        Situation.of(before, world),
        projection.seen(),
        Situation.of(delivered.after(), world));
  }

  private Seen seen() {
    Participant speaker = talk.participant(envelope.sender().agentId()).orElseThrow();
    Act act = Parts.act(envelope.message(), before, speaker.seat()).orElseThrow();
    if (before.name().terminal()) {
      return new Seen.Outside("what an integrity failure has left open");
    }
    Seen seen = seen(act, world.name(speaker.agent()));
    boolean delegate = !speaker.principal().equals(speaker.agent());
    return delegate && seen instanceof Seen.Told ? new Seen.Outside("a delegate's act") : seen;
  }

  private Seen seen(Act act, String by) {
    return switch (act) {
      case COMMIT -> told(act, by, ((Commit) envelope.message()).commitmentId());
      case ACCEPT_COMMITMENT -> accepted(by, ((Accept) envelope.message()).reference().id());
      case REJECT_COMMITMENT -> told(act, by, ((Reject) envelope.message()).reference().id());
      case COUNTER_COMMITMENT ->
          told(Act.REJECT_COMMITMENT, by, ((Counter) envelope.message()).inReplyTo());
      case WITHDRAW_COMMITMENT -> told(act, by, withdrawn());
      case CLOSE -> unanimous() ? told(act, by, Move.NONE) : vote();
      case ACCEPT_TRANSITION -> ballot(act, by, ((Accept) envelope.message()).reference().id());
      case REJECT_TRANSITION -> ballot(act, by, ((Reject) envelope.message()).reference().id());
      case ESCALATE -> told(act, by, about());
      case INFORM_RESOLUTION -> resolved(by);
      case INFORM_RELEASE -> released(by);
      case ACCEPT_FULFILLMENT -> discharged(((Accept) envelope.message()).reference().id());
      case INFORM_EXPIRY -> expired(before.timers().getFirst());
      case INFORM_FATAL ->
          talk.promises().openObligations() == 0
              ? told(act, by, Move.NONE)
              : new Seen.Outside("an integrity failure while something is owed");
      case INFORM_IMPASSE -> new Seen.Outside("an impasse");
      case INFORM_DISPUTE -> new Seen.Outside("a dispute");
      case WITHDRAW_PARTICIPATION, OBSERVE -> new Seen.Outside("somebody leaves");
      case PROPOSE_INVITATION,
          PROPOSE,
          ACCEPT_INVITATION,
          ACCEPT_PROPOSAL,
          ACCEPT_DELEGATION,
          REJECT_INVITATION,
          REJECT_PROPOSAL,
          REJECT_DELEGATION,
          REJECT_FULFILLMENT,
          COUNTER_INVITATION,
          COUNTER_PROPOSAL,
          INFORM_IDENTITY,
          INFORM_FULFILLMENT,
          INFORM_ADMISSION,
          INFORM_REVEAL,
          INFORM_RESERVED,
          INFORM_NOTE,
          QUERY,
          CLARIFY,
          DELEGATE,
          WITHDRAW_INVITATION,
          WITHDRAW_PROPOSAL,
          WITHDRAW_DELEGATION ->
          new Seen.Silent();
    };
  }

  private static Seen told(Act act, String by, String on) {
    return new Seen.Told(Move.of(act, by, on));
  }

  private static Seen vote() {
    return new Seen.Outside("a vote by another rule, or an end by one of two");
  }

  private Seen accepted(String by, String commitment) {
    Commitment now = commitment(after, commitment);
    return now.bound() && now.amends().isPresent()
        ? new Seen.Outside("an amendment")
        : told(Act.ACCEPT_COMMITMENT, by, commitment);
  }

  private static Commitment commitment(SessionState state, String id) {
    return state.said().flatMap(talk -> talk.promises().byId(id)).orElseThrow();
  }

  private String withdrawn() {
    return ((Withdraw) envelope.message()).what() instanceof Withdraw.What.OfCommitment(String id)
        ? id
        : Move.NONE;
  }

  /// Whether all of three or more principals have to say yes to the end, each for itself.
  private boolean unanimous() {
    Set<String> organisations =
        talk.principals().stream()
            .flatMap(agent -> talk.participant(agent).flatMap(Participant::card).stream())
            .map(card -> card.orgId())
            .collect(Collectors.toSet());
    Optional<Matter.Vote> open = Situation.openVote(talk);
    return talk.principals().size() > 2
        && organisations.size() == talk.principals().size()
        && talk.opening().terms().consensus().equals(ConsensusRule.DEFAULT)
        && open.filter(vote -> !vote.tally().electorate().equals(organisations)).isEmpty();
  }

  private Seen ballot(Act act, String by, String id) {
    boolean closing = Situation.openVote(talk).filter(vote -> vote.id().equals(id)).isPresent();
    return !closing ? new Seen.Silent() : unanimous() ? told(act, by, Move.NONE) : vote();
  }

  private String about() {
    return ((Escalate) envelope.message()).question()
                instanceof Escalate.Question.AboutReference(String id)
            && world.promises().containsKey(id)
        ? id
        : Move.NONE;
  }

  private boolean aboutVote() {
    return before instanceof SessionState.Escalated escalated
        && escalated.escalation().question() instanceof Escalate.Question.AboutReference(String id)
        && talk.matters().get(id) instanceof Matter.Vote;
  }

  private Seen resolved(String by) {
    if (aboutVote()) {
      return new Seen.Outside("a refusal that is a vote");
    }
    Inform inform = (Inform) envelope.message();
    if (!(inform.content() instanceof Inform.Content.Resolution resolution)) {
      throw new IllegalStateException("no resolution: " + inform);
    }
    String decision =
        switch (resolution.decision()) {
          case RESUME -> resolution.approval() == Inform.Approval.APPROVED ? "APPROVE" : "REFUSE";
          case CLOSE -> "END";
          case FAIL -> "FAIL";
        };
    return new Seen.Told(
        new Move(Act.INFORM_RESOLUTION, by, Move.NONE, Move.NONE, decision, Move.NONE));
  }

  private Seen released(String by) {
    Inform inform = (Inform) envelope.message();
    if (!(inform.content() instanceof Inform.Content.Release release)) {
      throw new IllegalStateException("no release: " + inform);
    }
    String part = world.part(release.commitmentId(), (int) release.obligation());
    return world.creditor(part).equals(by)
        ? told(Act.INFORM_RELEASE, by, part)
        : new Seen.Outside("leaving for a fee");
  }

  /// To the model it is the same whether the creditor is content or lets it go.
  private Seen discharged(String claimId) {
    return talk.matters().get(claimId) instanceof Matter.Claim claim
        ? discharged(claim.commitmentId(), claim.obligation())
        : new Seen.Outside("a claim that is none");
  }

  private Seen discharged(String commitment, int index) {
    String part = world.part(commitment, index);
    return told(Act.INFORM_RELEASE, world.creditor(part), part);
  }

  private Seen expired(Timer timer) {
    return switch (timer.key()) {
      case VERIFICATION -> discharged(timer.subject(), timer.part());
      case OBLIGATION, LATE -> {
        Obligation now = commitment(after, timer.subject()).obligations().get(timer.part());
        yield now.status() == ObligationStatus.LATE ? new Seen.Silent() : asTimer(timer);
      }
      case VOTE ->
          Situation.openVote(talk).filter(vote -> vote.id().equals(timer.subject())).isEmpty()
              ? new Seen.Silent()
              : unanimous() ? asTimer(timer) : vote();
      case ESCALATION ->
          aboutVote() ? new Seen.Outside("a refusal that is a vote") : asTimer(timer);
      case AGREEING, SILENCE, SESSION -> asTimer(timer);
      case INVITATION, IDENTITY, RESPONSE, FIRM, REVEAL -> new Seen.Silent();
    };
  }

  private Seen asTimer(Timer timer) {
    return new Seen.Told(Situation.expiry(timer, world).orElseThrow());
  }

  /// The worlds of one session: what is promised in it is known from its end on.
  record Worlds(Map<AgentUri, String> names, Map<String, World.Promise> promises) {
    static Worlds of(SessionState last) {
      Talk talk = last.said().orElseThrow();
      Map<AgentUri, String> names =
          talk.participants().keySet().stream()
              .collect(
                  Collectors.toMap(
                      agent -> agent, agent -> agent.equals(talk.steward()) ? "N" : name(agent)));
      Map<String, World.Promise> promises =
          talk.promises().all().stream()
              .collect(Collectors.toMap(Commitment::id, c -> World.read(c, names)));
      return new Worlds(names, promises);
    }

    private static String name(AgentUri agent) {
      return "A_" + agent.text().replaceAll("[^a-z0-9]", "_");
    }

    /// Who takes part now, and who decides: of several whoever speaks, the steward for the
    /// operators.
    World at(SessionState state, AgentUri speaker) {
      Talk talk = state.said().orElseThrow();
      Map<String, Seat> seats =
          talk.participants().values().stream()
              .filter(Participant::present)
              .collect(Collectors.toMap(p -> World.called(p.agent(), names), Participant::seat));
      String decider =
          state instanceof SessionState.Escalated escalated
              ? decider(escalated.escalation().deciders(talk.opening().terms()), speaker)
              : "N";
      return World.of(names, seats, promises, decider);
    }

    private String decider(NavigableSet<AgentUri> deciders, AgentUri speaker) {
      return deciders.isEmpty()
          ? "N"
          : World.called(deciders.contains(speaker) ? speaker : deciders.getFirst(), names);
    }
  }

  static boolean begun(SessionState state) {
    return switch (state.name()) {
      case IDLE, INVITED, INTRODUCED -> false;
      case CONVERSING, AGREEING, EXECUTING, ESCALATED, CLOSED, FAILED -> true;
    };
  }

  static Situation forgetting(Situation answered) {
    return answered.state() != StateName.ESCALATED && answered.stage().equals("ANSWERED")
        ? answered.asUnasked()
        : answered;
  }
}

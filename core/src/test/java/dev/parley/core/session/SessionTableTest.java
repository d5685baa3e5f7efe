package dev.parley.core.session;

import static dev.parley.core.message.Reference.Kind.COMMITMENT;
import static dev.parley.core.message.Reference.Kind.DELEGATION;
import static dev.parley.core.message.Reference.Kind.FULFILLMENT;
import static dev.parley.core.message.Reference.Kind.PROPOSAL;
import static dev.parley.core.message.Reference.Kind.TRANSITION;
import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static dev.parley.core.session.Stage.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Calls;
import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Performative;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tries every cell of the session table: each act in each state by somebody in each seat.
class SessionTableTest {
  private static final Map<String, Conversation> STAGES = new HashMap<>();

  /// Acts of which each side needs something of its own, or nothing at all, to do them.
  private static final Set<Act> NEEDS_NOTHING_OPEN =
      EnumSet.of(Act.WITHDRAW_PARTICIPATION, Act.OBSERVE, Act.CLOSE);

  @ParameterizedTest
  @EnumSource
  void everyCellDoesWhatTheTableSays(StateName state) {
    int tried = 0;
    for (Act act : Act.values()) {
      for (Seat seat : Seat.values()) {
        Optional<String> excuse = excuse(state, act, seat);
        if (excuse.isEmpty()) {
          tryCell(state, act, seat);
          tried++;
        }
      }
    }
    assertThat(tried).as("cells tried in %s", state).isGreaterThan(35);
  }

  /// Why a cell cannot come about at all; every other cell is tried.
  private static Optional<String> excuse(StateName state, Act act, Seat seat) {
    if (state == StateName.IDLE && seat != Seat.INITIATOR) {
      return Optional.of("who speaks first is the initiator");
    }
    boolean early = state == StateName.INVITED || state == StateName.INTRODUCED;
    if (early && seat.joinsLater()) {
      return Optional.of("delegates and authorities join a talk that has begun");
    }
    boolean promising = state == StateName.AGREEING || state == StateName.EXECUTING;
    if (promising && seat == Seat.SOURCE) {
      return Optional.of("a source can owe nothing and be owed nothing");
    }
    boolean ofProposal =
        act == Act.ACCEPT_PROPOSAL || act == Act.REJECT_PROPOSAL || act == Act.WITHDRAW_PROPOSAL;
    if (state == StateName.INVITED && (ofProposal || act == Act.COUNTER_PROPOSAL)) {
      return Optional.of("the only proposals before INTRODUCED are invitations");
    }
    boolean unpromised = early || (state == StateName.ESCALATED && seat == Seat.SOURCE);
    if (act == Act.COUNTER_COMMITMENT && (unpromised || seat == Seat.SOURCE)) {
      return Optional.of("a COUNTER without a commitment is one of a proposal");
    }
    if (act == Act.INFORM_FATAL && seat != Seat.STEWARD && state != StateName.IDLE) {
      return Optional.of("only the steward's error is fatal; another's is a note");
    }
    return Optional.empty();
  }

  /// What the table allows may not hide behind an excuse, but for a seat that waits for sessions of
  /// three.
  @Test
  void noCellThatIsAllowedIsExcused() {
    for (StateName state : StateName.values()) {
      for (Act act : Act.values()) {
        for (Seat seat : Seat.values()) {
          boolean allowed = SessionTable.cell(state, act, seat) != Cell.REFUSED;
          if (allowed && seat != Seat.SOURCE) {
            assertThat(excuse(state, act, seat)).as("%s %s %s", state, act, seat).isEmpty();
          }
        }
      }
    }
  }

  private static void tryCell(StateName state, Act act, Seat seat) {
    Cell cell = SessionTable.cell(state, act, seat);
    Conversation talk = stage(state, act, seat);
    Speaker speaker = speaker(seat);
    assertThat(talk.state().name()).isEqualTo(state);
    if (act == Act.INFORM_EXPIRY && seat == Seat.STEWARD && !talk.state().timers().isEmpty()) {
      talk.later(Duration.between(talk.now(), talk.state().timers().getFirst().due()));
    }
    if (cell != Cell.REFUSED && act == Act.INFORM_REVEAL) {
      return; // takes a call whose time is over: SealedCallTest
    }
    if (cell != Cell.REFUSED && act == Act.INFORM_RESOLUTION && seat == Seat.STEWARD) {
      return; // takes an invitation that names no authority: OperatorDecisionTest
    }
    if (cell != Cell.REFUSED && (act == Act.ACCEPT_TRANSITION || act == Act.REJECT_TRANSITION)) {
      return; // takes three principals: ConsensusCellsTest
    }
    Words words = words(act, seat, talk);
    SessionState before = talk.state();
    Step step = talk.says(speaker, words).send();
    String what = act + " by " + seat.title() + " in " + state + ": " + Conversation.outcome(step);
    if (cell == Cell.REFUSED) {
      assertThat(step instanceof Step.Refused).as(what).isTrue();
      Refusal refusal = ((Step.Refused) step).refusal();
      assertThat(refusal.code()).as(what).isEqualTo(ErrorCode.INVALID_TRANSITION);
      assertThat(talk.state().equals(before)).as(what).isTrue();
      if (before instanceof SessionState.Ongoing) {
        assertThat(refusal.details().string("act")).as(what).contains(act.name());
        assertThat(refusal.details().string("seat")).as(what).contains(seat.title());
      }
    } else {
      assertThat(step instanceof Step.Moved).as(what).isTrue();
      assertThat(talk.state().name()).as(what).isIn(expected(state, cell, talk.talk()));
    }
  }

  private static Set<StateName> expected(StateName state, Cell cell, Talk talk) {
    return switch (cell) {
      case REFUSED -> Set.of();
      case SAME -> Set.of(state);
      case TO_INVITED -> Set.of(StateName.INVITED);
      case INVITED_OR_ON -> Set.of(StateName.INVITED, StateName.INTRODUCED, StateName.FAILED);
      case TO_CONVERSING -> Set.of(StateName.CONVERSING);
      case TO_AGREEING -> Set.of(StateName.AGREEING);
      case DERIVED -> Set.of(derived(talk));
      case TO_ESCALATED -> Set.of(StateName.ESCALATED);
      case RESOLVED -> Set.of(derived(talk), StateName.CLOSED, StateName.FAILED);
      case TO_CLOSED -> Set.of(StateName.CLOSED);
      case TO_FAILED -> Set.of(StateName.FAILED);
      case CONVERSING_OR_CLOSED -> Set.of(StateName.CONVERSING, StateName.CLOSED);
      case SAME_OR_CLOSED -> Set.of(state, StateName.CLOSED);
      case AS_TIMER -> EnumSet.complementOf(EnumSet.of(StateName.IDLE));
    };
  }

  /// AGREEING while any commitment is PROPOSED, else EXECUTING once any was ACTIVE, else
  /// CONVERSING.
  private static StateName derived(Talk talk) {
    Set<CommitmentStatus> all = EnumSet.noneOf(CommitmentStatus.class);
    talk.promises().all().forEach(c -> all.add(c.status()));
    if (all.contains(CommitmentStatus.PROPOSED)) {
      return StateName.AGREEING;
    }
    all.removeAll(
        EnumSet.of(CommitmentStatus.WITHDRAWN, CommitmentStatus.REJECTED, CommitmentStatus.LAPSED));
    return all.isEmpty() ? StateName.CONVERSING : StateName.EXECUTING;
  }

  private static Speaker speaker(Seat seat) {
    return switch (seat) {
      case INITIATOR -> ALPHA;
      case COUNTERPARTY -> BETA;
      case SOURCE -> Stage.MINIMAL;
      case DELEGATE_ADVISORY -> Stage.ADVISER;
      case DELEGATE_NEGOTIATE -> Stage.NEGOTIATOR;
      case DELEGATE_COMMIT -> Stage.BINDER;
      case CANDIDATE -> Stage.CANDIDATE;
      case OBSERVER -> Stage.EYE;
      case AUTHORITY -> Stage.JUDGE;
      case STEWARD -> Stage.NODE;
    };
  }

  private static Conversation stage(StateName state, Act act, Seat seat) {
    if (state == StateName.INVITED) {
      return invited(act, seat);
    }
    boolean nothingOpen = NEEDS_NOTHING_OPEN.contains(act);
    String name =
        state
            + (nothingOpen ? " nothing open" : "")
            + (seat == Seat.SOURCE ? " source" : "")
            + (seat == Seat.AUTHORITY ? " authority" : "");
    return STAGES.computeIfAbsent(name, _ -> build(state, seat, nothingOpen)).fork();
  }

  private static Conversation build(StateName state, Seat seat, boolean nothingOpen) {
    return switch (state) {
      case IDLE -> Stage.idle();
      case INVITED -> Stage.invited(BETA);
      case INTRODUCED -> seat == Seat.SOURCE ? Stage.introducedToMinimal() : Stage.introduced();
      case CONVERSING -> met(conversing(seat, nothingOpen), seat, state);
      case AGREEING -> met(Stage.agreeing(executing(nothingOpen)), seat, state);
      case EXECUTING -> met(executing(nothingOpen), seat, state);
      case ESCALATED ->
          Stage.escalated(
              seat == Seat.SOURCE
                  ? conversing(seat, nothingOpen)
                  : Stage.agreeing(executing(nothingOpen)));
      case CLOSED ->
          conversing(seat, true).says(ALPHA, Words.close("no-agreement")).expectMoved(state);
      case FAILED ->
          nothingOpen || seat == Seat.SOURCE
              ? conversing(seat, true).says(Stage.NODE, fatal("unavailable")).expectMoved(state)
              : executing(false).says(Stage.NODE, fatal("hash_mismatch")).expectMoved(state);
    };
  }

  private static Conversation conversing(Seat seat, boolean nothingOpen) {
    if (seat == Seat.SOURCE) {
      return Stage.introducedToMinimal()
          .says(ALPHA, Words.propose("by-alpha"))
          .expectMoved(StateName.CONVERSING);
    }
    return nothingOpen ? Stage.conversing() : Stage.withProposals(Stage.conversing());
  }

  private static Conversation executing(boolean nothingOpen) {
    return nothingOpen
        ? Stage.withKeptPromise(Stage.conversing())
        : Stage.withProposals(Stage.withObligations(Stage.conversing()));
  }

  /// An authority takes part only after somebody asked it.
  private static Conversation met(Conversation talk, Seat seat, StateName state) {
    return seat == Seat.AUTHORITY ? Stage.resumed(Stage.escalated(talk), state) : talk;
  }

  private static Conversation invited(Act act, Seat seat) {
    if (seat == Seat.SOURCE) {
      return Stage.invited(Stage.MINIMAL);
    }
    boolean answersCounter =
        seat == Seat.INITIATOR
            && (act.object().equals("invitation") && act != Act.WITHDRAW_INVITATION);
    if (answersCounter) {
      return Stage.invitedAlone(BETA)
          .says(BETA, Words.counter("other-terms", "invitation"))
          .expectMoved(StateName.INVITED);
    }
    if (act == Act.COUNTER_INVITATION) {
      return seat == Seat.COUNTERPARTY ? Stage.invitedAlone(BETA) : Stage.invited(BETA);
    }
    boolean shows = act == Act.INFORM_IDENTITY;
    return shows && (seat == Seat.COUNTERPARTY || seat == Seat.OBSERVER)
        ? Stage.invited(BETA)
            .says(speaker(seat), Words.accept(PROPOSAL, "invitation"))
            .expectMoved(StateName.INVITED)
        : Stage.invited(BETA);
  }

  private static Words fatal(String code) {
    return Words.error(code).with("fatal", JsonBoolean.TRUE);
  }

  private static Words words(Act act, Seat seat, Conversation talk) {
    boolean beta = seat == Seat.COUNTERPARTY || seat == Seat.SOURCE;
    String own = beta ? "beta" : "alpha";
    String other = beta ? "alpha" : "beta";
    String invitation =
        talk.state().said().filter(t -> t.matters().containsKey("other-terms")).isPresent()
            ? "other-terms"
            : "invitation";
    return switch (act) {
      case PROPOSE_INVITATION -> Words.invitation(Stage.NODE, BETA).with("proposalId", "another");
      case PROPOSE -> Words.propose("new");
      case ACCEPT_INVITATION -> Words.accept(PROPOSAL, invitation);
      case ACCEPT_PROPOSAL -> Words.accept(PROPOSAL, "by-" + other);
      case ACCEPT_COMMITMENT -> Words.accept(COMMITMENT, "offered-by-" + other);
      case ACCEPT_DELEGATION -> Words.accept(DELEGATION, delegation(seat, other));
      case ACCEPT_FULFILLMENT -> Words.accept(FULFILLMENT, other + "-did");
      case ACCEPT_TRANSITION -> Words.accept(TRANSITION, "any");
      case REJECT_INVITATION -> Words.reject(PROPOSAL, invitation);
      case REJECT_PROPOSAL -> Words.reject(PROPOSAL, "by-" + other);
      case REJECT_COMMITMENT -> Words.reject(COMMITMENT, "offered-by-" + other);
      case REJECT_DELEGATION -> Words.reject(DELEGATION, delegation(seat, other));
      case REJECT_FULFILLMENT -> Words.reject(FULFILLMENT, other + "-did");
      case REJECT_TRANSITION -> Words.reject(TRANSITION, "any");
      case COUNTER_INVITATION ->
          Words.counter("new", invitation)
              .with("terms", JsonObject.EMPTY.with("proposedDuration", 600_000));
      case COUNTER_PROPOSAL -> Words.counter("new", "by-" + other);
      case COUNTER_COMMITMENT -> Words.counter("new", countered(talk, other));
      case INFORM_IDENTITY -> Words.identity(speaker(seat));
      case INFORM_FULFILLMENT -> Words.fulfillment("new", "owed-by-" + own);
      case INFORM_RELEASE -> Words.release("owed-by-" + other);
      case INFORM_RESOLUTION -> Words.resolution("asked", "resume");
      case INFORM_EXPIRY -> expiry(talk);
      case INFORM_ADMISSION -> Words.admission("owed-by-" + own);
      case INFORM_DISPUTE -> Words.disputed("claimed-by-alpha", Inform.Finding.FILED);
      case INFORM_IMPASSE -> Words.inform("impasse");
      case INFORM_FATAL -> fatal("hash_mismatch");
      case INFORM_REVEAL -> Calls.reveal("any");
      case INFORM_RESERVED -> Words.inform("escrow");
      case INFORM_NOTE -> Words.inform("status");
      case QUERY -> Words.query("new");
      case CLARIFY -> Words.clarify("invitation");
      case COMMIT -> Words.commit("new", ALPHA.uri(), DEADLINE);
      case DELEGATE -> Words.delegate("new", Stage.STRANGER, "advisory");
      case ESCALATE -> Words.escalate("new");
      case WITHDRAW_INVITATION -> Words.withdraw(PROPOSAL, invitation);
      case WITHDRAW_PROPOSAL -> Words.withdraw(PROPOSAL, "by-" + own);
      case WITHDRAW_COMMITMENT -> Words.withdraw(COMMITMENT, "offered-by-" + own);
      case WITHDRAW_DELEGATION -> Words.withdraw(DELEGATION, handedOn(seat, own));
      case WITHDRAW_PARTICIPATION -> Words.leave();
      case OBSERVE -> Words.observe();
      case CLOSE -> Words.close("completed");
    };
  }

  private static String handedOn(Seat seat, String own) {
    return switch (seat) {
      case DELEGATE_NEGOTIATE -> "asked-by-negotiator";
      case DELEGATE_COMMIT -> "asked-by-binder";
      default -> "asked-by-" + own;
    };
  }

  private static String delegation(Seat seat, String other) {
    return seat == Seat.CANDIDATE ? "offered" : "asked-by-" + other;
  }

  /// One that waits where there is one, else one that was declined.
  private static String countered(Conversation talk, String other) {
    boolean waits =
        talk.state().said().filter(t -> t.matters().containsKey("offered-by-" + other)).isPresent();
    return waits ? "offered-by-" + other : "dead";
  }

  private static Words expiry(Conversation talk) {
    JsonObject made =
        JsonObject.EMPTY
            .with("informType", "timeout")
            .with("data", JsonObject.EMPTY.with("timer", "silence"));
    return new Words(
        Performative.INFORM, Expiries.due(talk.state(), talk.now()).orElse(made), JsonObject.EMPTY);
  }
}

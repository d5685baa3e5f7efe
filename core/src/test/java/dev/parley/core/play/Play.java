package dev.parley.core.play;

import static dev.parley.core.play.Invariants.require;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Performative;
import dev.parley.core.message.TimerKey;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.Expiries;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import dev.parley.core.session.Step;
import dev.parley.core.session.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One random session from its invitation to its end, played mostly by the rules. Every step is
/// checked.
final class Play {
  /// Kinds of acts that would end most sessions early, in so many per thousand of their chance.
  private static final Map<String, Integer> RARE =
      Map.ofEntries(
          Map.entry("decline", 80),
          Map.entry("withdraw-invitation", 30),
          Map.entry("fatal", 6),
          Map.entry("close", 25),
          Map.entry("leave", 25),
          Map.entry("observe", 25),
          Map.entry("impasse", 150),
          Map.entry("call", 250),
          Map.entry("propose-rule", 150),
          Map.entry("resolve-close", 200),
          Map.entry("resolve-fail", 200),
          Map.entry("operators-close", 200),
          Map.entry("operators-fail", 200),
          Map.entry("guest-leaves", 150),
          Map.entry("guest-observes", 150),
          Map.entry("escalate", 200),
          Map.entry("escalate-about", 300),
          Map.entry("show-card", 500),
          Map.entry("ask", 200),
          Map.entry("ask-somebody", 200),
          Map.entry("tell", 200),
          Map.entry("clarify", 200),
          Map.entry("answer", 200),
          Map.entry("delegate", 200),
          Map.entry("propose", 400),
          Map.entry("withdraw-proposal", 200),
          Map.entry("withdraw-commitment", 150),
          Map.entry("withdraw-delegation", 150),
          Map.entry("reject-commitment", 250),
          Map.entry("counter-commitment", 250),
          Map.entry("reject-proposal", 250),
          Map.entry("decline-to-join", 250),
          Map.entry("refuse-consent", 250),
          Map.entry("release", 250));

  private final Dice dice;
  private final Seen seen;
  private final Players players = new Players();
  private final Invariants invariants = new Invariants();
  private final Evidence evidence;
  private final Mischief mischief;
  private final ClockKind clock;
  private Conversation talk;
  private int checked;
  private int named;

  Play(long seed, Seen seen) {
    this.dice = new Dice(seed);
    this.seen = seen;
    this.clock = dice.of(ClockKind.REAL, ClockKind.VIRTUAL);
    this.talk = Conversation.with(Players.NODE, clock);
    this.evidence = new Evidence(clock, players);
    this.mischief = new Mischief(dice, players, clock, seen);
    players.all().forEach(talk::knows);
  }

  /// What was said last, for the text of a failure.
  String lastWords() {
    List<Conversation.Delivered> all = talk.accepted();
    return all.isEmpty()
        ? "nothing"
        : all.size() + " messages, the last: " + all.getLast().envelope();
  }

  /// What was said.
  List<Conversation.Delivered> accepted() {
    return talk.accepted();
  }

  /// Plays up to so many steps.
  void run(int steps) {
    Speaker counterparty = dice.chance(15) ? Players.FEED : Players.BETA;
    Words invitation = Words.invitation(Scene.terms(dice, counterparty));
    mischief.opening(talk, invitation);
    say(Option.of("invite", Players.ALPHA, invitation), ErrorCode.INSUFFICIENT_TRUST_SCORE);
    for (int i = 0; i < steps && goesOn(); i++) {
      step();
    }
    if (!talk.state().name().equals(StateName.IDLE)) {
      Liveness.endsFrom(talk);
      failure();
      if (goesOn()) {
        Liveness.end(talk);
        check();
      }
      afterTheEnd();
      evidence.replays(talk);
    }
  }

  /// Some of the sessions in which something is owed are ended by an integrity failure.
  private void failure() {
    if (goesOn() && talk.talk().promises().openObligations() > 0 && dice.chance(50)) {
      Words fatal = Words.error("hash_mismatch").with("fatal", JsonBoolean.TRUE);
      say(Option.of("integrity", Players.NODE, fatal));
    }
  }

  private boolean goesOn() {
    return talk.state() instanceof SessionState.Ongoing;
  }

  private void step() {
    int what = dice.below(100);
    if (unrecorded().isPresent()) {
      overdue();
    } else if (what < 14) {
      timePasses();
    } else if (what < 28) {
      mischief.wrong(talk, options(), evidence);
      check();
    } else if (what < 29) {
      monologue();
    } else if (what < 31) {
      seen.races += Race.between(talk, options(), dice);
    } else {
      choose(options(), dice).ifPresent(this::say);
    }
    if (dice.chance(2) && goesOn()) {
      Liveness.endsFrom(talk);
    }
  }

  private List<Option> options() {
    return Options.of(talk.state(), talk.now(), players, dice, this::name);
  }

  private String name() {
    named++;
    return "x" + named;
  }

  /// A kind first, then one of that kind, so that what can be said in many ways is not said most.
  static Optional<Option> choose(List<Option> options, Dice dice) {
    Map<String, List<Option>> kinds = new TreeMap<>();
    for (Option option : options) {
      kinds.computeIfAbsent(option.kind(), k -> new ArrayList<>()).add(option);
    }
    kinds.keySet().removeIf(kind -> dice.below(1000) >= RARE.getOrDefault(kind, 1000));
    return dice.pick(List.copyOf(kinds.values())).flatMap(dice::pick);
  }

  private void say(Option option, ErrorCode... mayBe) {
    Conversation.Saying saying = talk.says(option.speaker(), option.words());
    option.to().ifPresent(saying::to);
    if (dice.chance(5)) {
      talk.later(Duration.ofMillis(dice.below(3)));
    }
    SessionState before = talk.state();
    Step step = saying.send();
    boolean hoped = mayBe.length == 0;
    seen.legalTried += hoped ? 1 : 0;
    switch (step) {
      case Step.Moved _ -> {
        seen.legalTaken += hoped ? 1 : 0;
        seen.kinds.merge(option.kind(), 1, Integer::sum);
        rotated(option);
        check();
      }
      case Step.Refused(Refusal refusal) -> {
        require(talk.state().equals(before), "a refused message changed the state");
        require(mayBe.length == 0 || List.of(mayBe).contains(refusal.code()), "%s", refusal);
        refused(option, refusal);
        evidence.refused(talk, option, refusal);
      }
    }
  }

  private void refused(Option option, Refusal refusal) {
    seen.refused.merge(refusal.code(), 1, Integer::sum);
    if (refusal.code() == ErrorCode.NOT_YOUR_TURN) {
      AgentUri principal =
          talk.talk().participant(option.speaker().uri()).map(Participant::principal).orElseThrow();
      require(invariants.row().exhausted(principal), "refused too early: %s", refusal);
    }
  }

  /// Whoever named its next card speaks with it from then on.
  private void rotated(Option option) {
    if (option.kind().equals("rotate")) {
      Speaker next = option.speaker().rotated();
      talk.knows(next);
      players.uses(next);
    }
  }

  private void check() {
    List<Conversation.Delivered> all = talk.accepted();
    while (checked < all.size()) {
      SessionState before = checked == 0 ? SessionState.start() : all.get(checked - 1).after();
      Conversation.Delivered each = all.get(checked);
      invariants.accepted(before, each);
      Envelope envelope = Envelope.decode(each.envelope()).orThrow();
      seen.accepted.merge(envelope.performative(), 1, Integer::sum);
      seen.state(each.after());
      envelope
          .body()
          .object("data")
          .flatMap(data -> data.string("timer"))
          .flatMap(TimerKey::parse)
          .ifPresent(seen.expired::add);
      if (envelope.body().string("informType").equals(Optional.of("reveal"))) {
        seen.expired.add(TimerKey.REVEAL);
      }
      each.after()
          .said()
          .flatMap(t -> t.participant(envelope.sender().agentId()))
          .ifPresent(p -> seen.speakers.add(p.seat()));
      checked++;
    }
  }

  private Optional<Timer> unrecorded() {
    return talk.state().timers().stream().findFirst().filter(t -> !t.due().isAfter(talk.now()));
  }

  /// Everybody speaks too early, then the steward records what is due.
  private void overdue() {
    Map<AgentUri, Option> eager = new TreeMap<>();
    for (Option option : options()) {
      if (!option.speaker().uri().equals(Players.NODE.uri())) {
        eager.putIfAbsent(option.speaker().uri(), option);
      }
    }
    int before = talk.accepted().size();
    for (Option option : eager.values()) {
      say(option, ErrorCode.TIMEOUT);
      require(talk.accepted().size() == before, "spoke past %s", unrecorded());
    }
    mischief.wrongRecords(talk, evidence);
    talk.records();
    check();
  }

  private void timePasses() {
    boolean waiting = talk.state().name() == StateName.INVITED;
    Duration by =
        dice.chance(waiting ? 40 : 70) ? Duration.ofMillis(dice.below(4000)) : dice.length();
    mischief.earlyRecord(talk, evidence);
    if (dice.chance(30)) {
      talk.later(by);
      return;
    }
    talk.passes(by);
    check();
  }

  /// Somebody does not stop talking.
  private void monologue() {
    Optional<Option> first =
        dice.pick(options().stream().filter(o -> o.kind().equals("ask")).toList());
    for (int i = 0; first.isPresent() && i < Row.MOST + 2 && goesOn(); i++) {
      Words words = Words.query(name());
      say(Option.of("ask", first.get().speaker(), words));
    }
  }

  /// Whoever says whatever, nothing is accepted any more, but the steward's records of what an
  /// integrity failure has left open.
  private void afterTheEnd() {
    late();
    int most = 3 * talk.talk().promises().openObligations();
    for (int records = 0; !talk.state().timers().isEmpty(); records++) {
      require(records < most, "no end of what is owed: %s", talk.state());
      Instant due = talk.state().timers().getFirst().due();
      if (due.isAfter(talk.now())) {
        talk.later(Duration.between(talk.now(), due));
      }
      late();
      talk.records();
      seen.afterTheEnd++;
      check();
    }
    require(talk.talk().promises().openObligations() == 0, "still owed: %s", talk.state());
    late();
    Optional<JsonObject> due = Expiries.due(talk.state(), talk.now().plus(Duration.ofDays(9999)));
    require(due.isEmpty(), "something is due after the end: %s", due);
  }

  private void late() {
    int before = talk.accepted().size();
    for (Speaker speaker : players.all()) {
      Words words = dice.of(Words.query(name()), Words.close("again"), Words.identity(speaker));
      Option late = Option.of("late", speaker, words);
      say(late, ErrorCode.INVALID_TRANSITION);
    }
    say(
        Option.of(
            "late", Players.NODE, Words.of(Performative.INFORM, Words.inform("impasse").body())),
        ErrorCode.INVALID_TRANSITION);
    require(talk.accepted().size() == before, "something was accepted after the end");
  }
}

package dev.parley.core.play;

import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Inform.Content.Resolution;
import dev.parley.core.message.Reference.Kind;
import dev.parley.core.message.SignedApproval;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Matter.Delegation;
import dev.parley.core.session.Matter.Proposal;
import dev.parley.core.session.Participant;
import dev.parley.core.session.Participant.Standing;
import dev.parley.core.session.SealedCallRules;
import dev.parley.core.session.Seat;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import dev.parley.core.session.Talk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What could be said next, read off the state by the protocol's text and not by the machine: most
/// of it should be accepted.
final class Options {
  final SessionState state;
  final Talk talk;
  final Instant now;
  final Players players;
  final Dice dice;
  final Supplier<String> ids;
  private final List<Option> all = new ArrayList<>();

  private Options(
      SessionState state, Instant now, Players players, Dice dice, Supplier<String> ids) {
    this.state = state;
    this.talk = state.said().orElseThrow();
    this.now = now;
    this.players = players;
    this.dice = dice;
    this.ids = ids;
  }

  static List<Option> of(
      SessionState state, Instant now, Players players, Dice dice, Supplier<String> ids) {
    Options options = new Options(state, now, players, dice, ids);
    for (Participant each : options.talk.participants().values()) {
      if (each.present() && players.play(each.agent())) {
        options.by(each);
      }
    }
    return options.all;
  }

  void add(String kind, Speaker speaker, Words words) {
    all.add(Option.of(kind, speaker, words));
  }

  void add(String kind, Speaker speaker, Words words, Speaker to) {
    all.add(new Option(kind, speaker, words, Optional.of(to.uri())));
  }

  boolean in(StateName... names) {
    return List.of(names).contains(state.name());
  }

  private void by(Participant each) {
    Speaker speaker = players.of(each.agent());
    if (each.seat() == Seat.STEWARD) {
      steward(speaker);
    } else if (in(StateName.INVITED)) {
      invited(each, speaker);
    } else if (each.standing() == Standing.INVITED) {
      candidate(each, speaker);
    } else if (each.standing() == Standing.ACCEPTED) {
      add("show-card", speaker, Words.identity(speaker));
    } else {
      talking(each, speaker);
    }
  }

  private void steward(Speaker steward) {
    if (state instanceof SessionState.Escalated escalated
        && escalated.escalation().deciders(talk.opening().terms()).isEmpty()) {
      decide(steward, escalated.escalation());
    }
    if (in(StateName.CONVERSING) && talk.atImpasse()) {
      add("impasse", steward, Words.inform("impasse"));
    }
    for (Matter.Call call : SealedCallRules.revealing(state, now)) {
      add("reveal", steward, Bids.reveal(talk, call, now));
    }
    String code = dice.of("unavailable", "hash_mismatch");
    add("fatal", steward, Words.error(code).with("fatal", JsonBoolean.TRUE));
  }

  private void invited(Participant each, Speaker speaker) {
    boolean minimal = speaker.uri().equals(Players.FEED.uri());
    if (each.standing() == Standing.ACCEPTED || (minimal && each.standing() == Standing.INVITED)) {
      add("show-card", speaker, Words.identity(speaker));
    }
    if (minimal) {
      add("decline", speaker, Words.close("no time"));
      return;
    }
    for (Proposal p : proposals(Proposal.Kind.INVITATION)) {
      boolean own = p.origin().agent().equals(each.agent());
      if (own && each.seat() == Seat.INITIATOR) {
        add("withdraw-invitation", speaker, Words.withdraw(Kind.PROPOSAL, p.id()));
      }
      if (!own && (each.seat() == Seat.INITIATOR || each.standing() == Standing.INVITED)) {
        add("accept-invitation", speaker, Words.accept(Kind.PROPOSAL, p.id()));
        add("decline", speaker, Words.reject(Kind.PROPOSAL, p.id()));
        JsonObject other = JsonObject.EMPTY.with("proposedDuration", dice.of(7200, 86_400) * 1000);
        add("counter-invitation", speaker, Words.counter(ids.get(), p.id()).with("terms", other));
      }
    }
  }

  private void candidate(Participant each, Speaker speaker) {
    each.via()
        .ifPresent(
            id -> {
              add("join", speaker, Words.accept(Kind.DELEGATION, id));
              add("decline-to-join", speaker, Words.reject(Kind.DELEGATION, id));
            });
  }

  private void talking(Participant each, Speaker speaker) {
    Seat seat = each.seat();
    if (seat.informs() || seat == Seat.AUTHORITY) {
      String type = dice.of("status", "data", "progress", "weather");
      add("tell", speaker, Words.inform(type));
      add("tell", speaker, Words.error("capacity_unavailable"));
    }
    add("ask", speaker, Words.query(ids.get()));
    players.all().stream()
        .filter(p -> talk.participant(p.uri()).filter(Participant::present).isPresent())
        .filter(p -> !p.uri().equals(speaker.uri()))
        .forEach(
            p ->
                add(
                    "ask-somebody",
                    speaker,
                    Words.query(ids.get()).answeredWithin(dice.length()),
                    p));
    if (seat.informs() && dice.chance(5)) {
      add("rotate", speaker, Words.identity(speaker.rotated()));
    }
    if (!in(StateName.INTRODUCED) && seat != Seat.SOURCE) {
      dice.pick(List.copyOf(talk.matters().keySet()))
          .ifPresent(id -> add("clarify", speaker, Words.clarify(id)));
    }
    answers(each, speaker);
    if (seat == Seat.AUTHORITY && state instanceof SessionState.Escalated escalated) {
      resolve(speaker, escalated.escalation());
    }
    if (!in(StateName.ESCALATED)) {
      new TalkOptions(this, each, speaker).all();
    }
    new PromiseOptions(this, each, speaker).all();
  }

  private void answers(Participant each, Speaker speaker) {
    for (Matter matter : talk.matters().values()) {
      if (matter instanceof Matter.Question question
          && each.seat().informs()
          && !question.origin().principal().equals(each.principal())) {
        add("answer", speaker, Words.inform("data").with("inReplyTo", question.id()));
      }
    }
  }

  private void resolve(Speaker authority, Matter.Escalation escalation) {
    for (String decision : List.of("resume", "close", "fail")) {
      Words words = Words.resolution(escalation.id(), decision);
      JsonObject data = words.body().object("data").orElseThrow();
      add("resolve-" + decision, authority, words);
      JsonObject approving = data.with("approve", JsonBoolean.TRUE);
      add(
          "resolve-" + decision,
          authority,
          words.with(
              "data",
              escalation.question() instanceof Escalate.Question.AboutOwnMessage(Hash body)
                  ? approving.with("bodyHash", body.text())
                  : approving));
    }
  }

  /// What operators decide, the steward says, with the decision signed by itself.
  private void decide(Speaker steward, Matter.Escalation escalation) {
    Optional<Hash> asked =
        escalation.question() instanceof Escalate.Question.AboutOwnMessage(Hash body)
            ? Optional.of(body)
            : Optional.empty();
    for (Inform.Decision decision : Inform.Decision.values()) {
      for (Inform.Approval approval : Inform.Approval.values()) {
        Resolution resolution =
            new Resolution(escalation.id(), decision, approval, asked, Optional.empty());
        JsonObject signed =
            SignedApproval.resolving(
                talk.opening().session(),
                resolution,
                now,
                Optional.empty(),
                steward.uri(),
                steward.signer());
        add(
            "operators-" + decision.wire(),
            steward,
            Words.inform("escalation-resolution").with("data", signed));
      }
    }
  }

  List<Proposal> proposals(Proposal.Kind kind) {
    return talk.matters().values().stream()
        .filter(m -> m instanceof Proposal p && p.kind() == kind && p.alive(now))
        .map(Proposal.class::cast)
        .toList();
  }

  List<Delegation> delegations() {
    return talk.matters().values().stream()
        .filter(Delegation.class::isInstance)
        .map(Delegation.class::cast)
        .toList();
  }
}

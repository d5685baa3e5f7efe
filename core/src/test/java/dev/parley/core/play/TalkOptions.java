package dev.parley.core.play;

import dev.parley.core.Calls;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Authority;
import dev.parley.core.message.Reference.Kind;
import dev.parley.core.session.Bodies;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Matter.Delegation;
import dev.parley.core.session.Matter.Proposal;
import dev.parley.core.session.Participant;
import dev.parley.core.session.Seat;
import dev.parley.core.session.StateName;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;

/// What somebody could say in a talk that goes on: proposals, delegations, escalations, leaving.
final class TalkOptions {
  private final Options options;
  private final Participant each;
  private final Speaker speaker;

  TalkOptions(Options options, Participant each, Speaker speaker) {
    this.options = options;
    this.each = each;
    this.speaker = speaker;
  }

  void all() {
    if (each.seat().negotiates()) {
      if (!options.in(StateName.AGREEING)) {
        propose();
        calls();
      }
      if (!options.in(StateName.INTRODUCED)) {
        proposals();
        delegate();
      }
    }
    if (!options.in(StateName.INTRODUCED)) {
      consent();
    }
    if (each.seat().binds()) {
      escalate();
      vote();
    }
    leave();
  }

  private void propose() {
    Words words = Words.propose(options.ids.get());
    options.add("propose", speaker, words);
    options.add(
        "propose", speaker, words.with("validUntil", options.now.plus(options.dice.length())));
    Words promise = PromiseOptions.commit(options, each.principal());
    JsonObject terms = JsonObject.EMPTY.with("commitment", promise.body());
    options.add(
        "propose-firmly",
        speaker,
        words
            .with("terms", terms)
            .with("validUntil", options.now.plus(Duration.ofMinutes(10)))
            .with("firm", JsonBoolean.TRUE));
  }

  /// A call, and bids in those that are open; what they hide is made up again when it is opened.
  private void calls() {
    options.add(
        "call", speaker, Calls.open(options.ids.get(), options.now.plus(options.dice.length())));
    for (Matter matter : options.talk.matters().values()) {
      if (matter instanceof Matter.Call call && options.now.isBefore(call.deadline())) {
        String id = options.ids.get();
        options.add(
            "bid", speaker, Calls.bid(id, call.id(), Bids.sealed(options.talk, call, id, each)));
      }
    }
    for (Proposal bid : options.proposals(Proposal.Kind.SEALED)) {
      if (bid.origin().principal().equals(each.principal())) {
        options.add("withdraw-bid", speaker, Words.withdraw(Kind.PROPOSAL, bid.id()));
      }
    }
  }

  private void proposals() {
    for (Proposal p : options.proposals(Proposal.Kind.TALK)) {
      if (p.origin().principal().equals(each.principal())) {
        options.add("withdraw-proposal", speaker, Words.withdraw(Kind.PROPOSAL, p.id()));
      } else if (!options.in(StateName.AGREEING)) {
        options.add("accept-proposal", speaker, Words.accept(Kind.PROPOSAL, p.id()));
        options.add("accept-proposal", speaker, Words.accept(Kind.ANY, p.id()));
        options.add("reject-proposal", speaker, Words.reject(Kind.PROPOSAL, p.id()));
        options.add("counter", speaker, Words.counter(options.ids.get(), p.id()));
      }
    }
  }

  private void delegate() {
    for (Speaker aide : Players.AIDES) {
      if (options.talk.participant(aide.uri()).isEmpty()) {
        Authority most =
            each.seat().binds() ? options.dice.of(Authority.values()) : Authority.NEGOTIATE;
        Words words = Words.delegate(options.ids.get(), aide, most.wire());
        options.add("delegate", speaker, words);
        JsonObject limits =
            JsonObject.EMPTY
                .with("maxValue", 50)
                .with("currency", "USD")
                .with("expiresAt", Timestamp.format(options.now.plus(options.dice.length())));
        options.add("delegate", speaker, words.with("limits", limits));
      }
    }
  }

  private void consent() {
    for (Delegation d : options.delegations()) {
      boolean asked = d.status() == Delegation.Status.ASKED;
      if (asked && d.awaited().contains(each.principal()) && each.seat().binds()) {
        options.add("consent", speaker, Words.accept(Kind.DELEGATION, d.id()));
        options.add("refuse-consent", speaker, Words.reject(Kind.DELEGATION, d.id()));
      }
      boolean alive = asked || d.status() == Delegation.Status.ACTIVE;
      if (alive && d.origin().agent().equals(each.agent()) && each.seat().negotiates()) {
        options.add("withdraw-delegation", speaker, Words.withdraw(Kind.DELEGATION, d.id()));
      }
    }
  }

  private void vote() {
    for (Matter matter : options.talk.matters().values()) {
      if (matter instanceof Matter.Vote vote && vote.status() == Matter.Vote.Status.OPEN) {
        Words no = Words.reject(Kind.TRANSITION, vote.id());
        options.add("vote-yes", speaker, Words.accept(Kind.TRANSITION, vote.id()));
        options.add("vote-no", speaker, no);
        options.add("vote-abstain", speaker, no.with("abstain", JsonBoolean.TRUE));
        if (vote.asked() instanceof Matter.Vote.Asked.Rule(String id, _)) {
          options.add("vote-yes", speaker, Words.accept(Kind.PROPOSAL, id));
          options.add("vote-no", speaker, Words.reject(Kind.PROPOSAL, id));
          options.add("withdraw-rule", speaker, Words.withdraw(Kind.PROPOSAL, id));
        }
      }
    }
    if (!options.in(StateName.INTRODUCED, StateName.AGREEING)) {
      options.add(
          "propose-rule",
          speaker,
          Words.propose(options.ids.get())
              .with("type", "urn:asp:session-rule")
              .with("terms", JsonObject.EMPTY.with("consensus", Scene.rule(options.dice))));
    }
  }

  private void escalate() {
    Words words = Words.escalate(options.ids.get());
    options.add("escalate", speaker, words);
    options.add("escalate", speaker, words.with("to", Players.MANAGER.uri().text()));
    Words planned = Words.propose(options.ids.get());
    options.add("escalate", speaker, words.with("bodyHash", Bodies.hash(planned.body()).text()));
    for (String id : options.talk.matters().keySet()) {
      options.add("escalate-about", speaker, words.with("referenceId", id));
    }
  }

  private void leave() {
    if (each.seat() != Seat.SOURCE && each.seat() != Seat.AUTHORITY) {
      options.add(each.seat().principal() ? "leave" : "guest-leaves", speaker, Words.leave());
      if (!options.in(StateName.AGREEING)) {
        String kind = each.seat().principal() ? "observe" : "guest-observes";
        options.add(kind, speaker, Words.observe());
      }
    }
    if (each.seat().principal()) {
      options.add("close", speaker, Words.close("completed"));
    }
  }
}

package dev.parley.core.play;

import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Firmness;
import dev.parley.core.message.Reference.Kind;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Matter.Proposal;
import dev.parley.core.session.Participant;
import dev.parley.core.session.StateName;
import dev.parley.core.wire.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What somebody could say about commitments and obligations.
final class PromiseOptions {
  private final Options options;
  private final Participant each;
  private final Speaker speaker;

  PromiseOptions(Options options, Participant each, Speaker speaker) {
    this.options = options;
    this.each = each;
    this.speaker = speaker;
  }

  void all() {
    if (!each.seat().binds()) {
      return;
    }
    if (options.in(StateName.CONVERSING, StateName.AGREEING, StateName.EXECUTING)) {
      commit();
    }
    for (Commitment c : options.talk.promises().all()) {
      if (c.status() == CommitmentStatus.PROPOSED && options.in(StateName.AGREEING)) {
        answer(c);
      }
      if (c.status() == CommitmentStatus.ACTIVE) {
        c.obligations().forEach(o -> fulfil(c, o));
      }
    }
  }

  private void commit() {
    Words words = commit(options, each.principal());
    options.add("commit", speaker, words);
    for (Commitment c : options.talk.promises().all()) {
      if (c.status() == CommitmentStatus.ACTIVE) {
        options.add("amend", speaker, words.with("amends", c.id()));
      }
    }
    for (Matter matter : options.talk.matters().values()) {
      if (matter instanceof Proposal p && p.status() == Proposal.Status.ACCEPTED) {
        options.add("commit-to-accepted", speaker, words.with("proposalId", p.id()));
        Optional<JsonObject> owed = p.terms().object("commitment");
        if (p.firmness() == Firmness.FIRM && owed.isPresent()) {
          options.add("keep-firm-offer", speaker, Words.of(words.performative(), owed.get()));
        }
      }
    }
  }

  /// A commitment between two principals, of one to three obligations.
  static Words commit(Options options, AgentUri principal) {
    Dice dice = options.dice;
    List<AgentUri> others =
        options.talk.principals().stream().filter(p -> !p.equals(principal)).toList();
    AgentUri other = dice.pick(others).orElse(principal);
    boolean two = others.size() < 2;
    JsonObject between =
        JsonObject.EMPTY.with("depositor", principal.text()).with("beneficiary", other.text());
    List<JsonObject> owed = new ArrayList<>();
    for (int i = 1 + dice.below(3); i > 0; i--) {
      AgentUri debtor = dice.chance(50) ? principal : other;
      JsonObject one =
          JsonObject.EMPTY
              .with("party", debtor.text())
              .with("action", "deliver")
              .with("deadline", Timestamp.format(options.now.plus(dice.length())));
      AgentUri creditor = debtor.equals(principal) ? other : principal;
      owed.add(two && dice.chance(50) ? one : one.with("beneficiary", creditor.text()));
    }
    Words words =
        Words.commit(
                options.ids.get(), options.now.plus(dice.length()), owed.toArray(JsonObject[]::new))
            .with("verificationWindowMs", JsonNumber.of(3_600_000L * (1 + dice.below(3))));
    if (dice.chance(40)) {
      JsonObject late =
          JsonObject.EMPTY.with("percentPerDay", 5).with("lateLimit", dice.length().toMillis());
      JsonObject terms = words.body().object("terms").orElseThrow();
      words =
          words.with(
              "terms", terms.with("penalties", JsonObject.EMPTY.with("lateFulfillment", late)));
    }
    JsonObject value = JsonObject.EMPTY.with("amount", dice.below(100)).with("currency", "USD");
    words = dice.chance(30) ? words.with("value", value) : words;
    if (dice.chance(50)) {
      return words;
    }
    return two ? withMoney(words, dice, JsonObject.EMPTY) : withMoney(words, dice, between);
  }

  private static Words withMoney(Words words, Dice dice, JsonObject between) {
    String cents = dice.below(50) + "." + (10 + dice.below(90));
    JsonObject escrow =
        between
            .with("amount", cents)
            .with("currency", "USD")
            .with("releaseCondition", dice.of("fulfillment-verified", "deadline", "ruling"));
    JsonObject terms = words.body().object("terms").orElseThrow();
    JsonObject penalties = terms.object("penalties").orElse(JsonObject.EMPTY);
    String harm = dice.of("full escrow forfeit", "33.3% escrow forfeit", "a stern letter");
    Words held =
        words
            .with("escrow", escrow)
            .with("terms", terms.with("penalties", penalties.with("nonDelivery", harm)));
    JsonObject fee = JsonObject.EMPTY.with("amount", 1 + dice.below(9)).with("currency", "USD");
    return dice.chance(50) ? held.with("exitFee", fee) : held;
  }

  private void answer(Commitment c) {
    if (c.awaited().contains(each.principal())) {
      options.add("agree", speaker, Words.accept(Kind.COMMITMENT, c.id()));
      options.add("agree", speaker, Words.accept(Kind.ANY, c.id()));
      options.add("reject-commitment", speaker, Words.reject(Kind.COMMITMENT, c.id()));
      options.add("counter-commitment", speaker, Words.counter(options.ids.get(), c.id()));
    }
    if (c.committer().equals(each.principal()) && c.accepted().isEmpty()) {
      options.add("withdraw-commitment", speaker, Words.withdraw(Kind.COMMITMENT, c.id()));
    }
  }

  private void fulfil(Commitment c, Obligation o) {
    JsonNumber index = JsonNumber.of(o.index());
    boolean creditor = o.creditor().equals(each.principal());
    switch (o.status()) {
      case OPEN, REJECTED, LATE -> {
        if (o.debtor().equals(each.principal())) {
          options.add(
              "claim",
              speaker,
              Words.fulfillment(options.ids.get(), c.id()).with("obligation", index));
          c.exitFee()
              .ifPresent(
                  _ ->
                      options.add(
                          "leave-for-a-fee",
                          speaker,
                          Words.release(c.id()).with("obligation", index)));
        }
        if (creditor) {
          options.add("release", speaker, Words.release(c.id()).with("obligation", index));
        }
      }
      case CLAIMED -> {
        if (creditor) {
          String claim = o.claimId().orElseThrow();
          options.add("verify", speaker, Words.accept(Kind.FULFILLMENT, claim));
          options.add("reject-claim", speaker, Words.reject(Kind.FULFILLMENT, claim));
        }
      }
      case DISPUTED, FULFILLED, BREACHED, RELEASED -> {}
    }
  }
}

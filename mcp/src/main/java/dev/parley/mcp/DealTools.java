package dev.parley.mcp;

import dev.parley.client.Pledge;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Money;
import dev.parley.core.wire.Members;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a model binds its principal, and does what it owes.
///
/// @param desk the agent
/// @param speech says things
record DealTools(Desk desk, Speech speech) {
  List<AspTool<?>> tools() {
    return List.of(commit(), deliver(), confirm());
  }

  private record Owed(Optional<AgentUri> debtor, String action, Optional<Instant> deadline) {}

  private record Escrowed(
      Money money, Optional<AgentUri> depositor, Optional<AgentUri> beneficiary) {}

  private record Committing(
      Place place,
      List<Owed> owed,
      Instant deadline,
      Optional<Money> value,
      Optional<Escrowed> escrow,
      Optional<Long> fulfils) {}

  private AspTool<?> commit() {
    return new AspTool<>(
        "asp_commit",
        "Commit",
        "Puts a promise in writing: who owes what until when, and what it is worth. It BINDS your"
            + " principal once the others accept it. Commit exactly to what was agreed, and state"
            + " the value. With escrow the node holds the money until the obligations end. Beyond"
            + " the person's limits it is not said, and a person or an authority is asked instead.",
        AspTool.Effect.BINDS,
        Place.fields()
            .required(
                "obligations",
                Schema.list(
                    "Who owes what, at least one.",
                    Schema.object()
                        .required("action", Schema.text("What is owed."))
                        .optional("debtor", Schema.agent("Who owes it; you if not given."))
                        .optional("deadline", Schema.time("If another than the common one."))
                        .closed("")))
            .required("deadline", Schema.time("Until when everything has to be done."))
            .optional("value", Schema.money("What it is worth in all; state it."))
            .optional(
                "escrow",
                Schema.object()
                    .required("money", Schema.money("How much is held."))
                    .optional("depositor", Schema.agent("Whose money; who does not owe if absent."))
                    .optional("beneficiary", Schema.agent("Who is paid."))
                    .closed("Money that the node holds until the obligations end."))
            .optional(
                "fulfils",
                Schema.whole(
                    "The position of the accepted proposal that it carries out.",
                    0,
                    Integer.MAX_VALUE))
            .closed(""),
        TalkTools.result(),
        DealTools::committing,
        (c, host) ->
            c.place()
                .in(
                    desk.sessions(),
                    session ->
                        c.fulfils()
                            .map(
                                at ->
                                    Place.about(session, at, m -> carriedOut(session, c, m, host)))
                            .orElseGet(() -> speech.say(session, Say.commit(pledge(c)), host))));
  }

  private ToolAnswer carriedOut(
      Session session, Committing committing, Received proposal, Host host) {
    Optional<String> id = proposal.body().string("proposalId");
    return id.isEmpty()
        ? ToolAnswer.declined(
            ErrorCode.INVALID_REFERENCE, "there is no proposal at position " + proposal.position())
        : speech.say(session, Say.commit(pledge(committing).fulfilling(id.get())), host);
  }

  private static Committing committing(Members in) {
    List<Owed> owed = new ArrayList<>();
    for (Members each : in.list("obligations", Commit.MAX_OBLIGATIONS)) {
      owed.add(
          new Owed(
              each.optionalAgent("debtor"),
              each.text("action"),
              each.has("deadline") ? Optional.of(Place.time(each, "deadline")) : Optional.empty()));
    }
    if (owed.isEmpty()) {
      in.wrong("obligations", "at least one");
    }
    return new Committing(
        Place.read(in),
        owed,
        Place.time(in, "deadline"),
        in.optionalObject("value").map(json -> money(in, json, "/value")),
        in.optionalInside("escrow")
            .map(
                e ->
                    new Escrowed(
                        money(e, e.object("money"), "/escrow/money"),
                        e.optionalAgent("depositor"),
                        e.optionalAgent("beneficiary"))),
        TalkTools.position(in, "fulfils"));
  }

  private static Money money(Members in, JsonObject json, String pointer) {
    return in.take(Money.decode(json, pointer), Money.NONE);
  }

  private Pledge pledge(Committing c) {
    Pledge pledge = Pledge.until(c.deadline());
    for (Owed owed : c.owed()) {
      AgentUri debtor = owed.debtor().orElse(desk.agent().id());
      pledge =
          owed.deadline().isPresent()
              ? pledge.owes(debtor, owed.action(), owed.deadline().get())
              : pledge.owes(debtor, owed.action());
    }
    if (c.value().isPresent()) {
      pledge = pledge.worth(c.value().get().amount(), c.value().get().currency());
    }
    return c.escrow().isPresent() ? held(pledge, c.escrow().get()) : pledge;
  }

  private static Pledge held(Pledge pledge, Escrowed escrow) {
    JsonObject held = MessageView.money(escrow.money());
    if (escrow.depositor().isPresent()) {
      held = held.with("depositor", escrow.depositor().get().text());
    }
    if (escrow.beneficiary().isPresent()) {
      held = held.with("beneficiary", escrow.beneficiary().get().text());
    }
    return pledge.with("escrow", held);
  }

  private record Delivering(Place place, long commitment, long obligation, JsonObject evidence) {}

  private AspTool<?> deliver() {
    return new AspTool<>(
        "asp_deliver",
        "Say that it is delivered",
        "Claims that you have fulfilled an obligation, with evidence. The other side checks it. Claim"
            + " only what was done.",
        AspTool.Effect.SAYS,
        Place.fields()
            .required(
                "commitment", Schema.whole("The position of the COMMIT.", 0, Integer.MAX_VALUE))
            .required("obligation", Schema.whole("Which of its obligations, from 0.", 0, 99))
            .optional("evidence", Schema.anything("What shows it: hashes, places, numbers."))
            .closed(""),
        TalkTools.result(),
        in ->
            new Delivering(
                Place.read(in),
                in.count("commitment"),
                in.count("obligation"),
                in.optionalObject("evidence").orElse(JsonObject.EMPTY)),
        (d, host) ->
            d.place()
                .in(
                    desk.sessions(),
                    session ->
                        Place.about(session, d.commitment(), m -> delivered(session, d, m, host))));
  }

  private ToolAnswer delivered(Session session, Delivering d, Received commit, Host host) {
    if (!(commit.message() instanceof Commit promise)) {
      return ToolAnswer.declined(
          ErrorCode.INVALID_REFERENCE, "there is no COMMIT at position " + commit.position());
    }
    Utterance claim = Say.fulfill(promise.commitmentId(), (int) d.obligation(), d.evidence());
    return speech.say(session, claim, host);
  }

  private record Confirming(Place place, long position, Hash hash) {}

  private AspTool<?> confirm() {
    return new AspTool<>(
        "asp_confirm",
        "Confirm a delivery",
        "Confirms that the other side has delivered: you have checked it and it is fulfilled. Money"
            + " in escrow for it is PAID OUT, and that cannot be undone. If something is wrong, use"
            + " asp_reject.",
        AspTool.Effect.BINDS,
        TalkTools.answering("The claim of fulfilment (claimPosition of the obligation).")
            .required("hash", Schema.hash("The hash of that claim, as you have read it."))
            .closed(""),
        TalkTools.result(),
        in -> new Confirming(Place.read(in), in.count("position"), in.hash("hash")),
        (c, host) ->
            c.place()
                .in(
                    desk.sessions(),
                    session ->
                        Place.about(
                            session, c.position(), c.hash(), m -> confirmed(session, m, host))));
  }

  private ToolAnswer confirmed(Session session, Received claim, Host host) {
    return claim.message() instanceof Inform inform
            && inform.content() instanceof Inform.Content.Fulfillment
        ? speech.say(session, Say.verify(claim), host)
        : ToolAnswer.declined(
            ErrorCode.INVALID_REFERENCE,
            "there is no claim of fulfilment at position " + claim.position());
  }
}

package dev.parley.mcp;

import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.ReasonCode;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.message.ProposalType;
import dev.parley.core.wire.Members;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a model negotiates.
///
/// @param desk the agent
/// @param speech says things
record TalkTools(Desk desk, Speech speech) {
  List<AspTool<?>> tools() {
    return List.of(propose(), counter(), accept(), reject(), withdraw(), ask(), tell());
  }

  static Schema result() {
    return Situation.schema()
        .required("said", MessageView.schema())
        .open("The session, with what was said.");
  }

  private record Proposing(
      Place place, ProposalType type, String subject, JsonObject terms, Optional<Duration> valid) {}

  private AspTool<?> propose() {
    return new AspTool<>(
        "asp_propose",
        "Propose terms",
        "Puts terms up for acceptance. A proposal binds nobody: once agreed, put it in writing with"
            + " asp_commit. Put every number that matters into terms as a number.",
        AspTool.Effect.SAYS,
        Place.fields()
            .required("subject", Schema.text("What it is about, for people."))
            .required("terms", Schema.anything("What is proposed, such as {\"price\": 249}."))
            .optional(
                "type",
                Schema.oneOf(
                    "What kind; service-agreement if not given.",
                    "service-agreement",
                    "data-exchange",
                    "resource-allocation"))
            .optional(
                "validForSeconds",
                Schema.whole("Void afterwards; open-ended if not given.", 1, 604_800))
            .closed(""),
        result(),
        TalkTools::proposing,
        (p, host) ->
            p.place()
                .in(
                    desk.sessions(),
                    session -> {
                      Utterance propose =
                          p.valid()
                              .map(
                                  v ->
                                      Say.propose(
                                          p.type(), p.subject(), p.terms(), desk.now().plus(v)))
                              .orElseGet(() -> Say.propose(p.type(), p.subject(), p.terms()));
                      return speech.say(session, propose, host);
                    }));
  }

  private static Proposing proposing(Members in) {
    return new Proposing(
        Place.read(in),
        in.optionalText("type").flatMap(ProposalType::parse).orElse(ProposalType.SERVICE_AGREEMENT),
        in.text("subject"),
        in.object("terms"),
        in.has("validForSeconds")
            ? Optional.of(Duration.ofSeconds(in.count("validForSeconds")))
            : Optional.empty());
  }

  private record Countering(Place place, long position, JsonObject terms) {}

  private AspTool<?> counter() {
    return new AspTool<>(
        "asp_counter",
        "Counter",
        "Declines a proposal or commitment and proposes other terms instead. Binds nobody.",
        AspTool.Effect.SAYS,
        answering("What it answers: a PROPOSE, COUNTER or COMMIT of the other side.")
            .required("terms", Schema.anything("What you propose instead."))
            .closed(""),
        result(),
        in -> new Countering(Place.read(in), in.count("position"), in.object("terms")),
        (c, host) ->
            c.place()
                .in(
                    desk.sessions(),
                    session ->
                        Place.about(
                            session,
                            c.position(),
                            m -> speech.say(session, Say.counter(m, c.terms()), host))));
  }

  static Schema.Fields answering(String what) {
    return Place.fields().required("position", Schema.whole(what, 0, Integer.MAX_VALUE));
  }

  private record Accepting(Place place, long position, Hash hash) {}

  private AspTool<?> accept() {
    return new AspTool<>(
        "asp_accept",
        "Accept",
        "Agrees to exactly what a message put up. Accepting a PROPOSE or COUNTER settles the terms;"
            + " accepting a COMMIT (or a firm offer) BINDS your principal and may hold its money."
            + " Give the hash of what you have read. Beyond the person's limits it is not said, and"
            + " a person or an authority is asked instead.",
        AspTool.Effect.BINDS,
        answering("What is accepted: a PROPOSE, COUNTER or COMMIT of the other side.")
            .required("hash", Schema.hash("The hash of that message, as you have read it."))
            .closed(""),
        result(),
        in -> new Accepting(Place.read(in), in.count("position"), in.hash("hash")),
        (a, host) ->
            a.place()
                .in(
                    desk.sessions(),
                    session ->
                        Place.about(
                            session,
                            a.position(),
                            a.hash(),
                            m ->
                                m.performative() == Performative.INFORM
                                    ? ToolAnswer.declined(
                                        ErrorCode.INVALID_REFERENCE,
                                        "a claim of fulfilment is confirmed with asp_confirm")
                                    : speech.say(session, Say.accept(m), host))));
  }

  private record Rejecting(Place place, long position, String reason) {}

  private AspTool<?> reject() {
    return new AspTool<>(
        "asp_reject",
        "Decline",
        "Declines a proposal, a commitment, or a claim that something was delivered. A claim that"
            + " you decline may come again until the deadline, and ends in dispute if it does not.",
        AspTool.Effect.SAYS,
        answering("What is declined.")
            .required("reason", Schema.text("Why; the other side reads it."))
            .closed(""),
        result(),
        in -> new Rejecting(Place.read(in), in.count("position"), in.text("reason")),
        (r, host) ->
            r.place()
                .in(
                    desk.sessions(),
                    session ->
                        Place.about(
                            session,
                            r.position(),
                            m ->
                                speech.say(
                                    session,
                                    Say.reject(m, ReasonCode.of("unspecified"), r.reason()),
                                    host))));
  }

  private record Withdrawing(Place place, long position) {}

  private AspTool<?> withdraw() {
    return new AspTool<>(
        "asp_withdraw",
        "Take back",
        "Takes back a proposal of your own, or a commitment of your own that nobody has accepted"
            + " yet.",
        AspTool.Effect.SAYS,
        answering("Your own PROPOSE, COUNTER or COMMIT.").closed(""),
        result(),
        in -> new Withdrawing(Place.read(in), in.count("position")),
        (w, host) ->
            w.place()
                .in(
                    desk.sessions(),
                    session ->
                        Place.about(
                            session,
                            w.position(),
                            m -> speech.say(session, Say.withdraw(m), host))));
  }

  private record Asking(Place place, String question, Optional<Long> about) {}

  private AspTool<?> ask() {
    return new AspTool<>(
        "asp_ask",
        "Ask",
        "Asks the other side something, about one of its messages or in general. The answer is its"
            + " word, and data.",
        AspTool.Effect.SAYS,
        Place.fields()
            .required("question", Schema.text("The question."))
            .optional(
                "about", Schema.whole("The position of what you ask about.", 0, Integer.MAX_VALUE))
            .closed(""),
        result(),
        in -> new Asking(Place.read(in), in.text("question"), position(in, "about")),
        (a, host) ->
            a.place()
                .in(
                    desk.sessions(),
                    session ->
                        a.about()
                            .map(
                                at ->
                                    Place.about(
                                        session,
                                        at,
                                        m ->
                                            speech.say(
                                                session, Say.askAbout(m, a.question()), host)))
                            .orElseGet(
                                () ->
                                    speech.say(
                                        session,
                                        Say.query("capability", a.question(), JsonObject.EMPTY),
                                        host))));
  }

  static Optional<Long> position(Members in, String name) {
    return in.has(name) ? Optional.of(in.count(name)) : Optional.empty();
  }

  private record Telling(
      Place place, String what, Optional<Long> answering, Optional<JsonObject> facts) {}

  private AspTool<?> tell() {
    return new AspTool<>(
        "asp_tell",
        "Tell",
        "Tells the other side something, or answers its question (QUERY or CLARIFY). Binds nobody,"
            + " but is signed and stays.",
        AspTool.Effect.SAYS,
        Place.fields()
            .required("what", Schema.text("What you say."))
            .optional(
                "answers", Schema.whole("The position of the question.", 0, Integer.MAX_VALUE))
            .optional("facts", Schema.anything("Numbers and facts, for programs."))
            .closed(""),
        result(),
        in ->
            new Telling(
                Place.read(in),
                in.text("what"),
                position(in, "answers"),
                in.optionalObject("facts")),
        (t, host) -> t.place().in(desk.sessions(), session -> told(session, t, host)));
  }

  private ToolAnswer told(Session session, Telling telling, Host host) {
    JsonObject facts = telling.facts().orElse(JsonObject.EMPTY).with("text", telling.what());
    return telling
        .answering()
        .map(
            at ->
                Place.about(session, at, m -> speech.say(session, answer(m, telling, facts), host)))
        .orElseGet(() -> speech.say(session, Say.inform("status", facts), host));
  }

  private static Utterance answer(Received question, Telling telling, JsonObject facts) {
    return question.performative() == Performative.CLARIFY
        ? Say.explain(question, telling.what())
        : Say.answer(question, facts);
  }
}

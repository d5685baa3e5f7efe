package dev.parley.mcp;

import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import dev.parley.core.rating.Rating;
import dev.parley.core.rating.RatingWindow;
import java.util.List;
import java.util.Optional;

/// How a session ends, and what comes after it.
///
/// @param desk the agent
/// @param speech says things
record EndingTools(Desk desk, Speech speech) {
  List<AspTool<?>> tools() {
    return List.of(close(), rate());
  }

  private record Closing(Place place, String reason) {}

  private AspTool<?> close() {
    return new AspTool<>(
        "asp_close",
        "End the session",
        "Ends the session for good. While anything is owed it is refused (open_obligations).",
        AspTool.Effect.BINDS,
        Place.fields()
            .required(
                "reason", Schema.oneOf("Why.", "completed", "no-agreement", "impasse", "cancelled"))
            .closed(""),
        TalkTools.result(),
        in -> new Closing(Place.read(in), in.text("reason")),
        (c, host) ->
            c.place()
                .in(desk.sessions(), session -> speech.say(session, Say.close(c.reason()), host)));
  }

  private record Rated(
      SessionId session, Optional<AgentUri> agent, int rating, Optional<String> comment) {}

  private AspTool<?> rate() {
    return new AspTool<>(
        "asp_rate",
        "Rate the other side",
        "Rates the other side of a session that has ended, once, within 24 hours: 1 (worst) to 5."
            + " Nobody sees it before all have rated or the time is over; it counts for trust.",
        AspTool.Effect.SAYS,
        Place.sessionOnly()
            .required("rating", Schema.whole("1, the worst, to 5.", Rating.WORST, Rating.BEST))
            .optional(
                "agentId", Schema.agent("Whom; needed only where there is more than one other."))
            .optional("comment", Schema.text("For people, at most 1,000 characters."))
            .closed(""),
        Situation.schema()
            .required("rated", Schema.word("Who was rated."))
            .required("rating", Schema.whole("How.", Rating.WORST, Rating.BEST))
            .open("The session."),
        in ->
            new Rated(
                Place.session(in),
                in.optionalAgent("agentId"),
                (int) in.count("rating"),
                in.optionalText("comment")),
        (r, _) -> rated(desk.sessions().take(r.session()), r));
  }

  private ToolAnswer rated(Session session, Rated rated) {
    Optional<RatingWindow> window = RatingWindow.of(session.state());
    if (window.isEmpty()) {
      return ToolAnswer.declined(
          ErrorCode.INVALID_TRANSITION, "a session is rated once it has ended");
    }
    List<AgentUri> peers = window.get().peersOf(desk.agent().id());
    Optional<AgentUri> peer =
        rated
            .agent()
            .or(() -> peers.size() == 1 ? Optional.of(peers.getFirst()) : Optional.empty());
    if (peer.isEmpty()) {
      return ToolAnswer.declined(
          ErrorCode.INVALID_REFERENCE, "say with agentId whom you rate: one of " + peers);
    }
    session.rate(new Rating.Peer(peer.get(), rated.rating(), rated.comment()));
    JsonObject content =
        speech
            .situation(session, session.history().getLast())
            .put("rated", peer.get().text())
            .put("rating", rated.rating())
            .build();
    return ToolAnswer.done("Rated " + peer.get() + " with " + rated.rating() + ".", content);
  }
}
